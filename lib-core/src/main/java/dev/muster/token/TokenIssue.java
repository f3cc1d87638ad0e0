package dev.muster.token;

import dev.muster.membership.Failure;
import dev.muster.name.OrganizationId;
import dev.muster.name.TokenId;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.Objects;

/** What an attempt to issue an organization access token came to. */
public sealed interface TokenIssue {
  /**
   * It was issued.
   *
   * @param token the token, for its bearer; it can't be shown again
   * @param id its id
   * @param lifetime how long it lives from now on, at most
   */
  record Issued(Secret token, TokenId id, Duration lifetime) implements TokenIssue {
    /** Checks the parts. */
    public Issued {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lifetime, "lifetime");
    }
  }

  /**
   * The user has as many in this organization as may be: revoke one, or wait for one to expire.
   *
   * @param cap how many
   */
  record CapReached(int cap) implements TokenIssue {}

  /**
   * The user is no active member any more, or the host's policy denies the role.
   *
   * @param organization of which
   */
  record NotAMember(OrganizationId organization) implements TokenIssue {
    /** Checks the organization. */
    public NotAMember {
      Objects.requireNonNull(organization, "organization");
    }
  }

  /** The session is none that may issue: bound to an organization, impersonated, or signed out. */
  record WrongCredential() implements TokenIssue {}

  /**
   * It can't be done now.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements TokenIssue {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
