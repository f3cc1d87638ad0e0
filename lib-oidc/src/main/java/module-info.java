/** Verifies JWT access tokens against an issuer's published keys. */
module dev.muster.oidc {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive java.net.http;
  requires com.nimbusds.jose.jwt;

  exports dev.muster.oidc;
}
