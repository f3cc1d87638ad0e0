package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.session.Session;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user is in one organization: an active member, on what evidence, in which role. Immutable.
 * Made only by Muster's own {@link ScopeResolver}.
 */
public final class Member {
  private final Evidence evidence;
  private final UserId user;
  private final @Nullable Role role;
  private final Set<Permission> permissions;
  private final boolean settled;
  private final @Nullable String name;
  private final @Nullable Moment nameAsOf;

  Member(Evidence evidence, @Nullable Role role, Set<Permission> permissions, boolean settled) {
    this(evidence, role, permissions, settled, null, null);
  }

  private Member(
      Evidence evidence,
      @Nullable Role role,
      Set<Permission> permissions,
      boolean settled,
      @Nullable String name,
      @Nullable Moment nameAsOf) {
    this.evidence = evidence;
    this.user = evidence.key().user();
    this.role = role;
    this.permissions = permissions;
    this.settled = settled;
    this.name = name;
    this.nameAsOf = nameAsOf;
  }

  /** The same, with what a request called the organization, and since when that is its name. */
  Member named(String text, @Nullable Moment asOf) {
    return new Member(evidence, role, permissions, settled, text, asOf);
  }

  /** Whether the role follows from the evidence alone, without the host's own record. */
  boolean isSettled() {
    return settled;
  }

  /** What a request called the organization. */
  @Nullable String name() {
    return name;
  }

  /** Since when the name is known to be this organization's; null for an id, which is for ever. */
  @Nullable Moment nameAsOf() {
    return nameAsOf;
  }

  UserId user() {
    return user;
  }

  OrganizationId organization() {
    return evidence.key().organization();
  }

  /**
   * What the membership rests on.
   *
   * @return the evidence of a member
   */
  public Evidence evidence() {
    return evidence;
  }

  /**
   * The member's role in the host.
   *
   * @return the role, or null if the membership amounts to none
   */
  public @Nullable Role role() {
    return role;
  }

  /**
   * What the role permits.
   *
   * @return the permissions; none without a role
   */
  public Set<Permission> permissions() {
    return permissions;
  }

  /**
   * Where a session of this very user works.
   *
   * @param session one of the user's sessions
   * @return the scope
   * @throws IllegalArgumentException if the session is somebody else's
   */
  public Scope.Organization in(Session session) {
    if (!session.user().equals(user) || !session.provider().equals(evidence.key().provider())) {
      throw new IllegalArgumentException("the session is not this member's");
    }
    return new Scope.Organization(session, this);
  }
}
