package dev.muster.token;

import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import java.util.Objects;

/** Something that happened to organization access tokens, told after the fact. */
public sealed interface TokenEvent {
  /**
   * A token was issued.
   *
   * @param key to whom, for which organization
   * @param token its id
   */
  record Issued(MembershipKey key, TokenId token) implements TokenEvent {
    /** Checks the parts. */
    public Issued {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(token, "token");
    }
  }
}
