package dev.muster.oidc;

import com.nimbusds.jose.JWSAlgorithm;

/** The signature algorithms that a rule can pin. All are asymmetric. */
public enum SigningAlgorithm {
  /** RSA with SHA-256, PKCS #1 v1.5 padding. */
  RS256(JWSAlgorithm.RS256),
  /** RSA with SHA-256, PSS padding. */
  PS256(JWSAlgorithm.PS256),
  /** ECDSA with SHA-256 on curve P-256. */
  ES256(JWSAlgorithm.ES256);

  @SuppressWarnings("ImmutableEnumChecker") // the library does not say so, but it is
  private final JWSAlgorithm jws;

  SigningAlgorithm(JWSAlgorithm jws) {
    this.jws = jws;
  }

  JWSAlgorithm jws() {
    return jws;
  }
}
