package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a question for a scope came to. */
public sealed interface ScopeResolution {
  /**
   * The session works here.
   *
   * @param scope where
   */
  record Resolved(Scope scope) implements ScopeResolution {
    /** Checks the scope. */
    public Resolved {
      Objects.requireNonNull(scope, "scope");
    }
  }

  /**
   * The named organization is not the user's, or not known. Both look the same outside.
   *
   * @param evidence the no
   * @param mirrored whether the host knows the organization; for the audit only
   */
  record NotAMember(Evidence evidence, boolean mirrored) implements ScopeResolution {
    /** Checks the evidence. */
    public NotAMember {
      Objects.requireNonNull(evidence, "evidence");
    }
  }

  /**
   * The user is a member, but not by the membership that the credential was issued for.
   *
   * @param evidence the membership of now
   */
  record CredentialOutlived(Evidence evidence) implements ScopeResolution {
    /** Checks the evidence. */
    public CredentialOutlived {
      Objects.requireNonNull(evidence, "evidence");
    }
  }

  /**
   * The membership stands, but the host's policy denies its unknown role.
   *
   * @param evidence the membership
   */
  record RoleDenied(Evidence evidence) implements ScopeResolution {
    /** Checks the evidence. */
    public RoleDenied {
      Objects.requireNonNull(evidence, "evidence");
    }
  }

  /**
   * The request names no organization and may not work personally.
   *
   * @param hasOrganizations whether the user is an active member of any
   * @param left what says that the user is no member any more of the organization that the session
   *     works in, or null if that was not asked
   */
  record NoOrganization(boolean hasOrganizations, @Nullable Evidence left)
      implements ScopeResolution {}

  /** The request names another organization than the one that its credential is bound to. */
  record WrongOrganization() implements ScopeResolution {}

  /** The request names two different organizations. */
  record Conflict() implements ScopeResolution {}

  /**
   * It could not be found out.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements ScopeResolution {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
