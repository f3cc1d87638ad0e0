/** Clerk as Muster's identity provider. */
module dev.muster.clerk {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive dev.muster.oidc;
  requires dev.muster.rest;
  requires com.fasterxml.jackson.databind;

  exports dev.muster.clerk;
}
