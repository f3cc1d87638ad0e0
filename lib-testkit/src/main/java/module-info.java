/** Fakes and contract suites, for hosts that test with Muster and for third-party adapters. */
module dev.muster.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive dev.muster.oidc;
  requires transitive org.junit.jupiter.api;
  requires transitive java.net.http;
  requires transitive org.assertj.core;
  requires com.fasterxml.jackson.databind;
  requires dev.muster.rest;
  requires jdk.httpserver;

  exports dev.muster.testkit;
  exports dev.muster.testkit.assertion;
  exports dev.muster.testkit.conformance;
  exports dev.muster.testkit.contract;
  exports dev.muster.testkit.fault;
  exports dev.muster.testkit.gateway;
  exports dev.muster.testkit.http;
  exports dev.muster.testkit.junit;
  exports dev.muster.testkit.mint;
  exports dev.muster.testkit.stage;

  // The suites' test methods are package-private; the platform runs them by reflection.
  opens dev.muster.testkit.contract;
}
