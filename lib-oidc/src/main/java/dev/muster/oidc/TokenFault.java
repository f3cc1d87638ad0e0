package dev.muster.oidc;

/** Why a token is bad. For logs and tests; a client is told no more than that it is bad. */
public enum TokenFault {
  /** Not a signed JWT, one with a header that we do not understand, or too long. */
  MALFORMED,
  /** Of another kind: an ID token, a logout token, or by its header type no access token. */
  WRONG_KIND,
  /** Signed by an algorithm that is not pinned. */
  WRONG_ALGORITHM,
  /** The issuer publishes no such key. */
  UNKNOWN_KEY,
  /** The signature is not that of the key. */
  WRONG_SIGNATURE,
  /** Of an issuer that is not in the set. */
  WRONG_ISSUER,
  /** For another audience. */
  WRONG_AUDIENCE,
  /** Past its {@code exp}. */
  EXPIRED,
  /** Before its {@code nbf}, or issued in the future. */
  NOT_YET_VALID,
  /** A required claim is missing or is not what it should be. */
  WRONG_CLAIMS
}
