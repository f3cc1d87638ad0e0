package dev.muster.token;

import dev.muster.membership.Failure;
import java.util.Objects;

/** What an attempt to revoke tokens came to. */
public sealed interface TokenRevocation {
  /**
   * None of them can be used any more.
   *
   * @param count how many could be until then, as far as that was counted
   */
  record Revoked(int count) implements TokenRevocation {}

  /** The user has no such token in this organization; perhaps somebody else has. */
  record Unknown() implements TokenRevocation {}

  /**
   * Nobody knows whether the store took it. Of a whole holder's tokens this node takes none until
   * it did.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements TokenRevocation {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
