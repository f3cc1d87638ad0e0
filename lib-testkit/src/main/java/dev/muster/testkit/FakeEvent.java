package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.provider.User;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at the fake provider.
 *
 * @param id its id, never used again
 * @param type what kind of thing happened
 * @param happenedAt when, by the provider's clock; strictly later than the event before
 * @param subject whom it happened to, as it was right after; as it last was, if it is gone
 */
public record FakeEvent(String id, Type type, Instant happenedAt, Subject subject) {
  /** Checks the parts. */
  public FakeEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(happenedAt, "happenedAt");
    Objects.requireNonNull(subject, "subject");
  }

  /** What can happen. */
  public enum Type {
    /** A user was made. */
    USER_CREATED,
    /** A user's e-mail changed. */
    USER_UPDATED,
    /** A user was deleted. */
    USER_DELETED,
    /** An organization was made. */
    ORGANIZATION_CREATED,
    /** An organization was renamed. */
    ORGANIZATION_UPDATED,
    /** An organization was deleted. */
    ORGANIZATION_DELETED,
    /** A membership began. */
    MEMBERSHIP_CREATED,
    /** A membership's status or roles changed. */
    MEMBERSHIP_UPDATED,
    /** A membership was deleted. */
    MEMBERSHIP_DELETED,
    /** Somebody was invited. */
    INVITATION_CREATED,
    /** An invitation was accepted. */
    INVITATION_ACCEPTED,
    /** An invitation was taken back. */
    INVITATION_REVOKED,
    /** A user signed in. */
    SESSION_CREATED,
    /** A session was ended; sessions that grow too old end without a word. */
    SESSION_REVOKED,
    /** A role was defined. */
    ROLE_CREATED,
    /** What a role permits changed. */
    ROLE_UPDATED,
    /** A role was deleted. */
    ROLE_DELETED;

    /**
     * The type as the wire has it.
     *
     * @return two words with a dot between them
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  /** Whom an event happened to. */
  public sealed interface Subject {}

  /**
   * The event is about a user.
   *
   * @param user the user
   */
  public record OfUser(User user) implements Subject {}

  /**
   * The event is about an organization.
   *
   * @param organization the organization
   */
  public record OfOrganization(Organization organization) implements Subject {}

  /**
   * The event is about a membership.
   *
   * @param membership the membership
   */
  public record OfMembership(Membership membership) implements Subject {}

  /**
   * The event is about an invitation.
   *
   * @param invitation the invitation
   */
  public record OfInvitation(Invitation invitation) implements Subject {}

  /**
   * The event is about a session.
   *
   * @param sessionId its id; no secret
   * @param user whose it is
   */
  public record OfSession(String sessionId, UserId user) implements Subject {}

  /**
   * The event is about a role.
   *
   * @param role its slug
   * @param organization the one organization that has it, or null for a role of all
   */
  public record OfRole(RoleSlug role, @Nullable OrganizationId organization) implements Subject {}

  /**
   * The event as the log and webhooks tell it.
   *
   * @return the same id, time and subject; {@link Other} if it says nothing about access
   */
  public ProviderEvent told() {
    return new ProviderEvent(id, happenedAt, what());
  }

  private What what() {
    if (subject instanceof OfMembership of) {
      return type == Type.MEMBERSHIP_DELETED
          ? new MembershipEnded(of.membership())
          : new MembershipStated(of.membership());
    }
    if (subject instanceof OfOrganization of) {
      return type == Type.ORGANIZATION_DELETED
          ? new OrganizationEnded(of.organization().id())
          : new OrganizationStated(of.organization());
    }
    if (subject instanceof OfUser of && type == Type.USER_DELETED) {
      return new UserEnded(of.user().id());
    }
    if (subject instanceof OfSession of && type == Type.SESSION_REVOKED) {
      return new SessionEnded(of.user(), of.sessionId());
    }
    return subject instanceof OfRole of
        ? new RoleChanged(of.role(), of.organization())
        : new Other(type.word());
  }
}
