package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
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

  /* Of the evidence's key, which a warm check need not look at. */
  private final ProviderInstance provider;
  private final UserId user;

  private final Rights rights;
  private final @Nullable String name;
  private final @Nullable Moment nameAsOf;
  private final @Nullable Member whole;

  Member(Evidence evidence, Rights rights) {
    this(evidence, rights, null, null, null);
  }

  private Member(
      Evidence evidence,
      Rights rights,
      @Nullable String name,
      @Nullable Moment nameAsOf,
      @Nullable Member whole) {
    this.evidence = evidence;
    this.provider = evidence.key().provider();
    this.user = evidence.key().user();
    this.rights = rights;
    this.name = name;
    this.nameAsOf = nameAsOf;
    this.whole = whole;
  }

  /** The same, with what a request called the organization, and since when that is its name. */
  Member named(String text, @Nullable Moment asOf) {
    return new Member(evidence, rights, text, asOf, null);
  }

  /** The member as the provider and the host know one, whatever a credential leaves of that. */
  Member whole() {
    return whole == null ? this : whole;
  }

  /** Whether the role follows from the evidence alone, without the host's own record. */
  boolean isSettled() {
    return rights.settled();
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
    return rights.role();
  }

  /**
   * What the role permits.
   *
   * @return the permissions; none without a role
   */
  public Set<Permission> permissions() {
    return rights.permissions();
  }

  @SuppressWarnings("ReferenceEquality") // where nothing is taken away nothing is made anew
  private Member narrowed(Grant grant) {
    Member now = whole();
    Rights all = now.rights;
    Role least = Narrowing.role(all.map(), grant.role(), all.role());
    Set<Permission> left = Narrowing.permissions(all.map(), grant, all.permissions());
    if (least == all.role() && left == all.permissions()) {
      return now;
    }
    Rights narrow = new Rights(least, left, all.settled(), all.map());
    return new Member(evidence, narrow, name, nameAsOf, now);
  }

  /**
   * Whether a session's credential may be used where this member is one.
   *
   * @param session one of the user's sessions
   * @return false only if it is bound to another organization
   */
  public boolean admits(Session session) {
    return session.boundTo().isEmpty() || session.mayWorkIn(organization());
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
    if (!session.user().equals(user) || !session.provider().equals(provider)) {
      throw new IllegalArgumentException("the session is not this member's");
    }
    if (!admits(session)) {
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
