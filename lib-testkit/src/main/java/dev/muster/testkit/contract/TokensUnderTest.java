package dev.muster.testkit.contract;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.mint.TokenFlaw;
import java.time.Duration;

/**
 * <strong>SPI.</strong> One check of bearer tokens, and the issuer whose tokens it takes; the stage
 * of {@link TokenAuthenticatorContract}. A lever that is not there throws {@link NoLever}. For one
 * thread.
 */
public interface TokensUnderTest extends AutoCloseable {
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
   * @param flaw the thing; any but {@link TokenFlaw#TAMPERED}, which the suite does itself, and
   *     {@link TokenFlaw#ENDED}, of which a token says nothing
   * @return the token
   */
  Secret flawed(UserId user, TokenFlaw flaw);

  /**
   * Lets time pass until no token that was issued before is good any more.
   *
   * @return how long that took, the tolerance of the check included
   */
  Duration outliveTokens();

  @Override
  void close();
}
