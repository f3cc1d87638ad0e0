package dev.muster.token;

import dev.muster.membership.Failure;
import dev.muster.store.OrganizationTokenStore.Token;
import java.util.List;
import java.util.Objects;

/** A user's tokens in an organization, or that they are not known now. */
public sealed interface TokenList {
  /**
   * The tokens that are live or suspended, none of them in a form that could be used.
   *
   * @param tokens the oldest first; copied
   */
  record Listed(List<Token> tokens) implements TokenList {
    /** Copies. */
    public Listed {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * They are not known now.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements TokenList {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
