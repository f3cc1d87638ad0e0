package dev.muster.token;

import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import dev.muster.store.TokenHolder;
import java.util.Objects;

/**
 * Something that happened to organization access tokens, told after the fact. Holds ids only, never
 * a token.
 */
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

  /**
   * One token was revoked.
   *
   * @param key whose, for which organization
   * @param token its id
   */
  record Revoked(MembershipKey key, TokenId token) implements TokenEvent {
    /** Checks the parts. */
    public Revoked {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * All tokens of a holder were revoked.
   *
   * @param holder whose
   * @param count how many could be used until then
   */
  record AllRevoked(TokenHolder holder, int count) implements TokenEvent {
    /** Checks the holder. */
    public AllRevoked {
      Objects.requireNonNull(holder, "holder");
    }
  }

  /**
   * The store did not take a revocation. This node refuses the holder's tokens until it does, and
   * tries again; other nodes do not know.
   *
   * @param holder whose tokens
   */
  record RevocationFailed(TokenHolder holder) implements TokenEvent {
    /** Checks the holder. */
    public RevocationFailed {
      Objects.requireNonNull(holder, "holder");
    }
  }
}
