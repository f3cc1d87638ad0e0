package dev.muster.oidc;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a check of a token came to. A bad token and a check that could not be made are two things.
 */
public sealed interface TokenCheck {
  /**
   * Takes the branch for this outcome.
   *
   * @param verified for {@link Verified}
   * @param bad for {@link Bad}
   * @param unchecked for {@link Unchecked}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(
      Function<AccessToken, T> verified, Function<TokenFault, T> bad, Supplier<T> unchecked) {
    if (this instanceof Verified v) {
      return verified.apply(v.token());
    }
    return this instanceof Bad b ? bad.apply(b.fault()) : unchecked.get();
  }

  /**
   * The token is good now.
   *
   * @param token what it says
   */
  record Verified(AccessToken token) implements TokenCheck {
    /** Checks the token. */
    public Verified {
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * The token is no good: definite.
   *
   * @param fault why
   */
  record Bad(TokenFault fault) implements TokenCheck {
    /** Checks the fault. */
    public Bad {
      Objects.requireNonNull(fault, "fault");
    }
  }

  /** The issuer's keys can't be had now: neither good nor bad. */
  record Unchecked() implements TokenCheck {}
}
