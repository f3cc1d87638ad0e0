package dev.muster.testkit.mint;

/**
 * What is wrong with a credential that is minted to be refused. Everything else about it is right,
 * so that whoever takes it does not look at this one thing. Which of these a minter can mint, and
 * what the front door must answer, its {@code refusals()} say.
 */
public enum TokenFlaw {
  /** It was good, and its time is over. */
  EXPIRED,
  /** Its time begins in an hour. */
  NOT_YET_VALID,
  /** Somebody else made it, in the name of the one who should have. */
  WRONG_SIGNER,
  /** Nobody signed it, and it says so: {@code "alg": "none"}. */
  UNSIGNED,
  /** Another issuer made it. */
  WRONG_ISSUER,
  /** It is for another audience. */
  WRONG_AUDIENCE,
  /** It is a good credential of another kind, in the place of this one. */
  WRONG_KIND,
  /** It was changed after it was made. */
  TAMPERED,
  /** It was taken back before its time was over: its session was ended, or it was revoked. */
  ENDED
}
