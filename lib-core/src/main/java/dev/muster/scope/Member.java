package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.store.OrganizationTokenStore.Grant;
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
  private final RoleMap map;
  private final @Nullable Member whole;

  Member(
      Evidence evidence,
      @Nullable Role role,
      Set<Permission> permissions,
      boolean settled,
      RoleMap map) {
    this(evidence, role, permissions, settled, null, null, map, null);
  }

  private Member(
      Evidence evidence,
      @Nullable Role role,
      Set<Permission> permissions,
      boolean settled,
      @Nullable String name,
      @Nullable Moment nameAsOf,
      RoleMap map,
      @Nullable Member whole) {
    this.evidence = evidence;
    this.user = evidence.key().user();
    this.role = role;
    this.permissions = permissions;
    this.settled = settled;
    this.name = name;
    this.nameAsOf = nameAsOf;
    this.map = map;
    this.whole = whole;
  }

  /** The same, with what a request called the organization, and since when that is its name. */
  Member named(String text, @Nullable Moment asOf) {
    return new Member(evidence, role, permissions, settled, text, asOf, map, null);
  }

  /** The member as the provider and the host know one, whatever a credential leaves of that. */
  Member whole() {
    return whole == null ? this : whole;
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

  @SuppressWarnings("ReferenceEquality") // where nothing is taken away nothing is made anew
  private Member narrowed(Grant grant) {
    Member now = whole();
    Role least = Narrowing.role(map, grant.role(), now.role);
    Set<Permission> left = Narrowing.permissions(map, grant, now.permissions);
    return least == now.role && left == now.permissions
        ? now
        : new Member(evidence, least, left, settled, name, nameAsOf, map, now);
  }

  /**
   * Whether a session's credential is good for this membership.
   *
   * @param session one of the user's sessions
   * @return false only if it came with a token that was issued for an earlier membership
   */
  public boolean isFor(Session session) {
    return Narrowing.isFor(session, evidence);
  }

  /**
   * Where a session of this very user works. With an organization access token it is no more than
   * the token grants.
   *
   * @param session one of the user's sessions
   * @return the scope
   * @throws IllegalArgumentException if the session is somebody else's, its credential is bound to
   *     another organization, or its token's membership is another one
   */
  public Scope.Organization in(Session session) {
    if (!session.user().equals(user) || !session.provider().equals(evidence.key().provider())) {
      throw new IllegalArgumentException("the session is not this member's");
    }
    if (!session.mayWorkIn(organization())) {
      throw new IllegalArgumentException("the session is bound to another organization");
    }
    if (session.token() == null) {
      return new Scope.Organization(session, whole());
    }
    if (!isFor(session)) {
      throw new IllegalArgumentException("the session's token is of another membership");
    }
    return new Scope.Organization(session, narrowed(session.token().grant()));
  }
}
