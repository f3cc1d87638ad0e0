/** Keycloak Organizations as Muster's identity provider. */
module dev.muster.keycloak {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive dev.muster.oidc;
  requires dev.muster.rest;
  requires com.fasterxml.jackson.databind;

  exports dev.muster.keycloak;
}
