package dev.muster.provider;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at the provider, as its event log or a webhook tells it.
 *
 * @param id its id; the same when it is told again
 * @param happenedAt when, by the provider's clock
 * @param what what happened
 */
public record ProviderEvent(String id, Instant happenedAt, What what) {
  /** Checks the parts. */
  public ProviderEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(happenedAt, "happenedAt");
    Objects.requireNonNull(what, "what");
  }

  /** What happened. */
  public sealed interface What {}

  /**
   * A membership began or changed.
   *
   * @param membership as it was right after, of whatever status
   */
  public record MembershipStated(Membership membership) implements What {
    /** Checks the membership. */
    public MembershipStated {
      Objects.requireNonNull(membership, "membership");
    }
  }

  /**
   * A membership was deleted. Only its id and its key count: who joined again has another id.
   *
   * @param membership as it last was
   */
  public record MembershipEnded(Membership membership) implements What {
    /** Checks the membership. */
    public MembershipEnded {
      Objects.requireNonNull(membership, "membership");
    }
  }

  /**
   * An organization was made or changed.
   *
   * @param organization as it was right after
   */
  public record OrganizationStated(Organization organization) implements What {
    /** Checks the organization. */
    public OrganizationStated {
      Objects.requireNonNull(organization, "organization");
    }
  }

  /**
   * An organization was deleted, and all its memberships with it.
   *
   * @param organization its id
   */
  public record OrganizationEnded(OrganizationId organization) implements What {
    /** Checks the organization. */
    public OrganizationEnded {
      Objects.requireNonNull(organization, "organization");
    }
  }

  /**
   * A user was deleted, and all memberships and sessions with it.
   *
   * @param user the id
   */
  public record UserEnded(UserId user) implements What {
    /** Checks the user. */
    public UserEnded {
      Objects.requireNonNull(user, "user");
    }
  }

  /**
   * A session was ended.
   *
   * @param user whose
   * @param session the provider's id of it
   */
  public record SessionEnded(UserId user, String session) implements What {
    /** Checks the parts. */
    public SessionEnded {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * A role was made, changed or deleted: every holder is affected.
   *
   * @param role its slug
   * @param organization the one organization that has it, or null for a role of all
   */
  public record RoleChanged(RoleSlug role, @Nullable OrganizationId organization) implements What {
    /** Checks the role. */
    public RoleChanged {
      Objects.requireNonNull(role, "role");
    }
  }

  /**
   * Something that may affect anybody: the provider does not tell whom. In a log it makes the feed
   * walk everything again; a webhook can't tell it.
   *
   * @param type the provider's word for it
   */
  public record ReachUnknown(String type) implements What {
    /** Checks the type. */
    public ReachUnknown {
      Objects.requireNonNull(type, "type");
    }
  }

  /**
   * Something that says nothing about access, or that this version does not know.
   *
   * @param type the provider's word for it
   */
  public record Other(String type) implements What {
    /** Checks the type. */
    public Other {
      Objects.requireNonNull(type, "type");
    }
  }
}
