package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.OrganizationResolver;
import dev.muster.membership.Source;
import dev.muster.name.MembershipKey;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleResult;
import dev.muster.role.RoleSynchronizer;
import dev.muster.session.Session;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Muster's own resolver: the named organization, the user's membership in it, the role that
 * follows. Safe for many threads; blocks on store and provider where memory does not serve.
 */
public final class MembershipScopeResolver implements ScopeResolver {
  private final IdentityProvider provider;
  private final OrganizationResolver organizations;
  private final EvidenceReader evidence;
  private final RoleSynchronizer roles;
  private final RoleMap map;

  /**
   * A resolver over the rooms below.
   *
   * @param provider asked for a user's memberships when a request names no organization
   * @param organizations turns texts into ids
   * @param evidence finds memberships
   * @param roles synchronises the role
   * @param map what a role permits
   */
  public MembershipScopeResolver(
      IdentityProvider provider,
      OrganizationResolver organizations,
      EvidenceReader evidence,
      RoleSynchronizer roles,
      RoleMap map) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.organizations = Objects.requireNonNull(organizations, "organizations");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.roles = Objects.requireNonNull(roles, "roles");
    this.map = Objects.requireNonNull(map, "map");
  }

  @Override
  public ScopeResolution resolve(ScopeQuery query) {
    Objects.requireNonNull(query, "query");
    try {
      return query.selector().texts().isEmpty() ? unnamed(query) : named(query);
    } catch (RuntimeException thrown) {
      return new ScopeResolution.Unavailable(evidence.report(thrown));
    }
  }

  private ScopeResolution unnamed(ScopeQuery query) {
    if (query.personal()) {
      return new ScopeResolution.Resolved(new Scope.Personal(query.session()));
    }
    boolean any =
        provider.listMemberships(query.session().user()).stream()
            .filter(membership -> membership.user().equals(query.session().user()))
            .anyMatch(Membership::isActive);
    return new ScopeResolution.NoOrganization(any);
  }

  private ScopeResolution named(ScopeQuery query) {
    Set<OrganizationResolver.Resolved> targets = new LinkedHashSet<>();
    for (String text : query.selector().texts()) {
      targets.add(organizations.resolve(text));
    }
    if (targets.size() > 1) {
      return new ScopeResolution.Conflict();
    }
    OrganizationResolver.Resolved target = targets.iterator().next();
    Session session = query.session();
    MembershipKey key = new MembershipKey(session.provider(), target.id(), session.user());
    return evidence
        .read(key, query.freshness(), query.start(), query.leastEpoch(key))
        .fold(
            known -> settled(session, target, known),
            failure -> new ScopeResolution.Unavailable(failure));
  }

  private ScopeResolution settled(
      Session session, OrganizationResolver.Resolved target, Evidence known) {
    RoleResult synced = roles.synchronize(known);
    if (!known.isMember()) {
      // The no stands whatever became of clearing the role: that is tried again with the next one.
      return new ScopeResolution.NotAMember(known, target.mirrored());
    }
    return synced.fold(
        settled -> {
          if (!target.mirrored() && known.source() == Source.LIVE) {
            organizations.mirror(known);
          }
          Role role = settled.role();
          Set<Permission> permissions = role == null ? Set.of() : map.permissions(role);
          return new ScopeResolution.Resolved(
              new Scope.Organization(session, known, role, permissions));
        },
        denied -> new ScopeResolution.RoleDenied(known),
        failed -> new ScopeResolution.Unavailable(failed.failure()));
  }
}
