package dev.muster.testkit.contract;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import java.time.Duration;

/**
 * <strong>SPI.</strong> One check of bearer tokens, and the issuer whose tokens it takes; the stage
 * of {@link TokenAuthenticatorContract}. A lever that is not there throws {@link NoLever}. For one
 * thread.
 */
public interface TokensUnderTest extends AutoCloseable {
  /** One thing that is wrong with a token. */
  enum Wrong {
    /** Its time is over. */
    EXPIRED,
    /** Its time is to come. */
    NOT_YET_VALID,
    /** Somebody else's key signed it. */
    SIGNER,
    /** It says that somebody else issued it, under the issuer's own key. */
    ISSUER,
    /** It is for another service. */
    AUDIENCE,
    /** It is no access token, but another thing that the issuer signs. */
    KIND,
    /** No key signed it, and it says so. */
    UNSIGNED
  }

  /**
   * The check.
   *
   * @return the same on every call
   */
  TokenAuthenticator tokens();

  /**
   * The same check, made anew, which can't reach what it checks tokens against.
   *
   * @return a check that has seen no token
   */
  TokenAuthenticator cutOff();

  /**
   * Issues a token that is good now.
   *
   * @param user who it says
   * @return another one on every call
   */
  Secret good(UserId user);

  /**
   * Issues a token that is good but for one thing.
   *
   * @param user who it says
   * @param wrong the thing
   * @return the token
   */
  Secret wrong(UserId user, Wrong wrong);

  /**
   * Lets time pass until no token that was issued before is good any more.
   *
   * @return how long that took, the tolerance of the check included
   */
  Duration outliveTokens();

  @Override
  void close();
}
