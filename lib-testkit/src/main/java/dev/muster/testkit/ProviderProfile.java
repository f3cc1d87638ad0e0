package dev.muster.testkit;

import dev.muster.name.RoleSlug;
import dev.muster.provider.MembershipStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whom a fake behaves like. A profile covers what code can come to rely on without noticing: page
 * sizes and their order, how a list is paged, which states a membership has, whether it has an id
 * and a time of change of its own, what a look-up costs, and how the provider tells of changes. It
 * does not cover the providers' own protocols and error texts: those are their adapters' work.
 */
public enum ProviderProfile {
  /** Nobody in particular: oldest first, every state, and no word of any change. */
  PLAIN,

  /**
   * WorkOS: newest first, ten to a page, a hundred at most, and a cursor that stands still while
   * the list changes; an event log kept for 30 days, and webhooks. Whether the end of a user or an
   * organization ends its memberships by events of their own is an assumption here: it does.
   */
  WORKOS {
    @Override
    public boolean isNewestFirst() {
      return true;
    }

    @Override
    public int maxPageSize() {
      return 100;
    }

    @Override
    public Set<Feed> feeds() {
      return EnumSet.of(Feed.LOG_BY_CURSOR, Feed.WEBHOOKS);
    }

    @Override
    public boolean cascadesInEvents() {
      return true;
    }

    @Override
    public boolean hasUsersWithoutEmail() {
      return false;
    }
  },

  /**
   * Clerk: newest first, ten to a page, 500 at most, by offset, so that rows move from page to page
   * while others come and go; members are active with exactly one role, or they are none, and the
   * last admin stays one; who is invited accepts there, and no host for them; webhooks only. The
   * end of a user or an organization is one event.
   */
  CLERK {
    @Override
    public boolean isNewestFirst() {
      return true;
    }

    @Override
    public boolean isPagedByOffset() {
      return true;
    }

    @Override
    public int maxPageSize() {
      return 500;
    }

    @Override
    public Set<MembershipStatus> statuses() {
      return EnumSet.of(MembershipStatus.ACTIVE);
    }

    @Override
    public boolean hasSeveralRoles() {
      return false;
    }

    @Override
    public Set<Feed> feeds() {
      return EnumSet.of(Feed.WEBHOOKS);
    }

    @Override
    public boolean keepsAnAdmin() {
      return true;
    }

    @Override
    public boolean acceptsInvitations() {
      return false;
    }

    @Override
    String prefix(String kind) {
      return kind.equals("om") ? "orgmem" : kind;
    }
  },

  /**
   * Keycloak: by offset; a membership is the pair and nothing more, without an id and without a
   * time of change; nobody is pending, and who is invited accepts there, and no host for them; a
   * look-up asks three times, for the organization, the member and the roles; a log of admin events
   * by time, without cursor. The end of a user or an organization is one event.
   */
  KEYCLOAK {
    @Override
    public boolean isPagedByOffset() {
      return true;
    }

    @Override
    public Set<MembershipStatus> statuses() {
      return EnumSet.of(MembershipStatus.ACTIVE, MembershipStatus.INACTIVE);
    }

    @Override
    public boolean hasMembershipIds() {
      return false;
    }

    @Override
    public int callsPerLookUp() {
      return 3;
    }

    @Override
    public boolean acceptsInvitations() {
      return false;
    }

    @Override
    public Set<Feed> feeds() {
      return EnumSet.of(Feed.LOG_BY_TIME);
    }
  };

  /** How long an event log goes back, in every profile that has one. */
  public static final Duration EVENT_RETENTION = Duration.ofDays(30);

  /**
   * The delay that each event log declares. Events are seen at once nevertheless, unless a test
   * makes them late.
   */
  public static final Duration EVENT_DELAY = Duration.ofSeconds(10);

  /** A way in which a provider tells of changes. */
  public enum Feed {
    /** A log that is read on from the last event's id. */
    LOG_BY_CURSOR,
    /** A log that is read from a time on. */
    LOG_BY_TIME,
    /** Signed messages, in no promised order, possibly repeated. */
    WEBHOOKS
  }

  /**
   * Whether lists begin with the newest row.
   *
   * @return false for oldest first
   */
  public boolean isNewestFirst() {
    return false;
  }

  /**
   * Whether lists are paged by a count of rows passed over, and pages tell the total; otherwise by
   * a cursor that no change of the list moves.
   *
   * @return true for an offset
   */
  public boolean isPagedByOffset() {
    return false;
  }

  /**
   * How many rows a page has where nobody asks for a number.
   *
   * @return the default page size
   */
  public int pageSize() {
    return 10;
  }

  /**
   * How many rows a page has at most.
   *
   * @return the cap
   */
  public int maxPageSize() {
    return 1000;
  }

  /**
   * The states that a membership can be in.
   *
   * @return never {@link MembershipStatus#UNKNOWN}
   */
  public Set<MembershipStatus> statuses() {
    return EnumSet.complementOf(EnumSet.of(MembershipStatus.UNKNOWN));
  }

  /**
   * Whether a member may have several roles, or none; otherwise exactly one.
   *
   * @return true for several
   */
  public boolean hasSeveralRoles() {
    return true;
  }

  /**
   * Whether each membership has an id of its own, never used again, and a time of its last change.
   * Otherwise the id is made of the pair, and {@code updatedAt} is null.
   *
   * @return true for ids of its own
   */
  public boolean hasMembershipIds() {
    return true;
  }

  /**
   * How many calls the point look-up of one membership takes.
   *
   * @return 1 or more
   */
  public int callsPerLookUp() {
    return 1;
  }

  /**
   * How the provider tells of changes.
   *
   * @return empty where it does not
   */
  public Set<Feed> feeds() {
    return EnumSet.noneOf(Feed.class);
  }

  /**
   * Whether the end of a user or an organization is also told of each of its memberships.
   *
   * @return false where it is one event
   */
  public boolean cascadesInEvents() {
    return false;
  }

  /**
   * Whether a call that would leave an organization without an active member in the role {@code
   * admin} or {@code org:admin} is refused, save the end of the organization itself. What people do
   * at the dashboard is not.
   *
   * @return true if the last admin can't be removed or given another role
   */
  public boolean keepsAnAdmin() {
    return false;
  }

  /**
   * Whether there are users without an e-mail.
   *
   * @return false if each has one
   */
  public boolean hasUsersWithoutEmail() {
    return true;
  }

  /**
   * Whether a call accepts an invitation for its addressee. Otherwise only they do, at the
   * provider, and {@code MusterKit} wires no acceptance.
   *
   * @return false if the call is refused
   */
  public boolean acceptsInvitations() {
    return true;
  }

  boolean isAdmin(RoleSlug role) {
    return role.value().equals("admin") || role.value().equals("org:admin");
  }

  /** The prefix of ids of a kind. */
  String prefix(String kind) {
    return kind;
  }
}
