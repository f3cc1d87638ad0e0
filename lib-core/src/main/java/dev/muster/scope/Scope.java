package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.session.Session;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a session works: personally, or in one organization it is a member of. */
public sealed interface Scope {
  /**
   * Who works here.
   *
   * @return the session
   */
  Session session();

  /**
   * The user alone. Meets no requirement about an organization, unless the route says so.
   *
   * @param session who
   * @param name the user's own slug where the request named it, or null where it named nothing
   */
  record Personal(Session session, @Nullable OrganizationSlug name) implements Scope {
    /** Checks the session. */
    public Personal {
      Objects.requireNonNull(session, "session");
    }

    /**
     * The scope of a request that named nothing.
     *
     * @param session who
     */
    public Personal(Session session) {
      this(session, null);
    }
  }

  /**
   * One organization, of which the evidence says that the user is an active member. Made only by
   * Muster's own {@link ScopeResolver}.
   */
  final class Organization implements Scope {
    private final Session session;
    private final Member member;

    Organization(Session session, Member member) {
      this.session = session;
      this.member = member;
    }

    @Override
    public Session session() {
      return session;
    }

    /**
     * The organization.
     *
     * @return its id at the provider
     */
    public OrganizationId id() {
      return member.organization();
    }

    /**
     * What the membership rests on.
     *
     * @return the evidence of a member
     */
    public Evidence evidence() {
      return member.evidence();
    }

    /**
     * Whom the session belongs to, here.
     *
     * @return the member
     */
    public Member member() {
      return member;
    }

    /**
     * The member's role in the host.
     *
     * @return the role, or empty if the membership amounts to none
     */
    public Optional<Role> role() {
      return Optional.ofNullable(member.role());
    }

    /**
     * What the role permits.
     *
     * @return the permissions; none without a role
     */
    public Set<Permission> permissions() {
      return member.permissions();
    }

    @Override
    public String toString() {
      return "Organization[" + id() + ", " + member.role() + "]";
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param personal for {@link Personal}
   * @param organization for {@link Organization}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(Function<Personal, T> personal, Function<Organization, T> organization) {
    return this instanceof Personal p ? personal.apply(p) : organization.apply((Organization) this);
  }
}
