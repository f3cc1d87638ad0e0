package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.OrganizationResolver;
import dev.muster.membership.OrganizationResolver.Target;
import dev.muster.membership.Source;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleResult;
import dev.muster.role.RoleSynchronizer;
import dev.muster.scope.OrganizationSelector.Named;
import dev.muster.scope.OrganizationSelector.Otherwise;
import dev.muster.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Muster's own resolver: the named organization, the user's membership in it, the role that
 * follows. Safe for many threads; blocks on store and provider where memory does not serve.
 */
public final class MembershipScopeResolver implements ScopeResolver {
  private final ScopeChoices choices;
  private final OrganizationResolver organizations;
  private final EvidenceReader evidence;
  private final RoleSynchronizer roles;
  private final RoleMap map;
  private final ScopeMemory memory;
  private final Rights.Shared shared = new Rights.Shared();

  /**
   * A resolver over the rooms below.
   *
   * @param choices the user's organizations, for a request that names none
   * @param organizations turns texts into ids
   * @param evidence finds memberships
   * @param roles synchronises the role
   * @param map what a role permits
   * @param memory is told what members named and were
   */
  public MembershipScopeResolver(
      ScopeChoices choices,
      OrganizationResolver organizations,
      EvidenceReader evidence,
      RoleSynchronizer roles,
      RoleMap map,
      ScopeMemory memory) {
    this.choices = Objects.requireNonNull(choices, "choices");
    this.organizations = Objects.requireNonNull(organizations, "organizations");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.roles = Objects.requireNonNull(roles, "roles");
    this.map = Objects.requireNonNull(map, "map");
    this.memory = Objects.requireNonNull(memory, "memory");
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
    Session session = query.session();
    Otherwise otherwise = query.selector().otherwise();
    if (session.boundTo().isPresent()) {
      return bound(query, session.boundTo().get());
    }
    Evidence left = null;
    if (otherwise != Otherwise.NOTHING && session.organization().isPresent()) {
      ScopeResolution there = checked(query, new Target(session.organization().get(), null));
      if (!(there instanceof ScopeResolution.NotAMember gone)) {
        return there;
      }
      left = gone.evidence();
    }
    if (query.personal() && otherwise != Otherwise.SESSION_OR_ONLY_OTHER) {
      return personal(session);
    }
    Set<OrganizationId> others = choices.active(session.user(), query.start()).keySet();
    OrganizationId only = others.size() == 1 ? others.iterator().next() : null;
    if (otherwise == Otherwise.SESSION_OR_ONLY_OTHER
        && only != null
        && !session.organization().equals(Optional.of(only))) {
      return checked(query, new Target(only, null));
    }
    return query.personal()
        ? personal(session)
        : new ScopeResolution.NoOrganization(!others.isEmpty(), left);
  }

  /** An id is remembered as what it is called, unless it could be taken for a slug. */
  private ScopeResolution bound(ScopeQuery query, OrganizationId id) {
    ScopeResolution there = checked(query, new Target(id, null));
    if (there instanceof ScopeResolution.Resolved resolved
        && resolved.scope() instanceof Scope.Organization scope
        && OrganizationSlug.parse(id.value()).isEmpty()) {
      memory.remember(scope.member().whole().named(id.value(), null));
    }
    return there;
  }

  private static ScopeResolution personal(Session session) {
    return new ScopeResolution.Resolved(new Scope.Personal(session));
  }

  private ScopeResolution named(ScopeQuery query) {
    List<Named> named = query.selector().named();
    if (named.size() == 1 && named.get(0).id() == null) {
      return named(query, named.get(0).text());
    }
    Map<OrganizationId, Target> targets = new LinkedHashMap<>();
    for (Named one : named) {
      Target target =
          one.id() == null
              ? organizations.resolve(one.text(), query.start())
              : new Target(one.id(), null);
      targets.put(target.id(), target);
    }
    return targets.size() > 1
        ? new ScopeResolution.Conflict()
        : permitted(query, targets.values().iterator().next());
  }

  private ScopeResolution named(ScopeQuery query, String text) {
    UserId user = query.session().user();
    Member known = memory.named(user, text, query.freshness(), query.start());
    Target target =
        known == null
            ? organizations.resolve(text, query.start())
            : new Target(known.organization(), true);
    ScopeResolution resolution = permitted(query, target);
    if (resolution instanceof ScopeResolution.Resolved resolved
        && resolved.scope() instanceof Scope.Organization scope) {
      memory.remember(scope.member().whole().named(text, nameAsOf(query, text, target, known)));
    } else if (!(resolution instanceof ScopeResolution.WrongOrganization)) {
      memory.forget(user, text);
    }
    return resolution;
  }

  /** Since when a text is this organization's; null for an id, which is for ever. */
  private static @Nullable Moment nameAsOf(
      ScopeQuery query, String text, Target target, @Nullable Member known) {
    if (text.equals(target.id().value()) && OrganizationSlug.parse(text).isEmpty()) {
      return null;
    }
    return known == null ? query.start() : known.nameAsOf();
  }

  private ScopeResolution permitted(ScopeQuery query, Target target) {
    Session session = query.session();
    if (!session.mayWorkIn(target.id())) {
      return new ScopeResolution.WrongOrganization();
    }
    String text = query.selector().onlyText();
    if (text == null || !session.user().equals(target.person())) {
      return checked(query, target);
    }
    return new ScopeResolution.Resolved(new Scope.Personal(session, new OrganizationSlug(text)));
  }

  /** Of an organization that has ended nobody is a member, whatever the provider still says. */
  private ScopeResolution unlessEnded(ScopeResolution resolution) {
    return resolution instanceof ScopeResolution.Resolved resolved
            && resolved.scope() instanceof Scope.Organization scope
            && organizations.hasEnded(scope.evidence().key())
        ? new ScopeResolution.NotAMember(scope.evidence(), false)
        : resolution;
  }

  private ScopeResolution checked(ScopeQuery query, Target target) {
    Session session = query.session();
    MembershipKey key = new MembershipKey(session.provider(), target.id(), session.user());
    EvidenceResult found =
        evidence.read(key, query.freshness(), query.start(), query.leastEpoch(key));
    if (isOfAnother(session, query, found)) {
      found = evidence.read(key, Freshness.live(), query.start());
    }
    return found.fold(
        known -> unlessEnded(settled(query, target, known)),
        failure -> new ScopeResolution.Unavailable(failure));
  }

  /**
   * Whether what was known before the request is about another membership than the credential's:
   * then either may be the later one, and only the provider knows which.
   */
  private static boolean isOfAnother(Session session, ScopeQuery query, EvidenceResult found) {
    return found instanceof EvidenceResult.Known known
        && known.evidence().isMember()
        && !Narrowing.isFor(session, known.evidence())
        && (known.evidence().source() != Source.LIVE
            || !known.evidence().isStatedSince(query.start()));
  }

  private ScopeResolution settled(ScopeQuery query, Target target, Evidence known) {
    RoleResult synced = roles.synchronize(known, query.start());
    if (!known.isMember()) {
      // The no stands whatever became of clearing the role: that is tried again with the next one.
      return new ScopeResolution.NotAMember(known, organizations.isMirrored(target, query.start()));
    }
    if (!Narrowing.isFor(query.session(), known)) {
      return new ScopeResolution.CredentialOutlived(known);
    }
    return synced.fold(
        settled -> {
          if (known.source() == Source.LIVE) {
            organizations.mirror(known, query.start());
          }
          Role role = settled.role();
          Set<Permission> permissions =
              role == null ? Set.of() : map.permissions(known.roles(), role);
          return new ScopeResolution.Resolved(
              new Member(
                      known,
                      shared.of(new Rights(role, permissions, roles.meant(known) != null, map)))
                  .in(query.session()));
        },
        denied -> new ScopeResolution.RoleDenied(known),
        failed -> new ScopeResolution.Unavailable(failed.failure()));
  }
}
