package dev.muster;

import dev.muster.account.Accounts;
import dev.muster.account.OrganizationCreation;
import dev.muster.audit.Audit;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Judge;
import dev.muster.lease.Leases;
import dev.muster.membership.BoundedCalls;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.OrganizationResolver;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleComparer;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.role.RolePolicies;
import dev.muster.role.RoleSynchronizer;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.scope.MembershipScopeResolver;
import dev.muster.scope.OrganizationChoices;
import dev.muster.scope.ScopeMemory;
import dev.muster.scope.ScopeResolver;
import dev.muster.session.Sessions;
import dev.muster.session.VouchedSessions;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.RoleStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Puts a Muster together from what a builder holds, or names every fault of it. */
final class Wiring {
  private static final Duration MAX_NEGATIVE_BOUND = Duration.ofMinutes(1);
  private static final Duration MAX_GRACE = Duration.ofHours(1);
  private static final Duration MAX_DEADLINE = Duration.ofMinutes(1);

  private Wiring() {}

  static Muster wire(MusterBuilder from) {
    List<String> faults = faults(from);
    IdentityProvider identity = from.provider;
    RoleMap map = from.roles;
    if (!faults.isEmpty() || identity == null || map == null) {
      throw new IllegalArgumentException(
          "muster has " + faults.size() + " faults: " + String.join("; ", faults));
    }
    Timeline timeline = new Timeline(from.clock, from.ticker);
    Audit audit = new Audit(from.listener);
    SecureRandom random = new SecureRandom();
    ExecutorService pool = LookupPool.of(from.lookupThreads);
    BoundedCalls calls = new BoundedCalls(pool, timeline, from.deadline);
    List<Leases> leases = new CopyOnWriteArrayList<>();
    DirectoryStore directory =
        from.directory == null ? new InMemoryDirectoryStore(from.clock) : from.directory;
    RoleSynchronizer synchronizer =
        new RoleSynchronizer(
            map,
            new RolePolicies(from.unknownRoles, from.endedRoles),
            from.roleStore,
            timeline,
            calls,
            from.cacheSize,
            event -> {
              audit.tell(new MusterEvent.OfRole(event));
              if (event instanceof RoleEvent.RoleChanged changed) {
                ConsistencyToken any = new ConsistencyToken(changed.key(), 0);
                leases.forEach(keeper -> keeper.recheck(any));
              }
            });
    OrganizationResolver organizations =
        new OrganizationResolver(
            identity,
            directory,
            from.slugs,
            calls,
            random,
            timeline,
            new OrganizationResolver.Policy(from.organizationRefresh, from.cacheSize),
            event -> audit.tell(new MusterEvent.OfMembership(event)));
    EvidenceReader evidence =
        new EvidenceReader(
            identity,
            from.memberships == null ? new InMemoryMembershipStore(from.clock) : from.memberships,
            timeline,
            new EvidenceReader.Policy(
                from.deadline, from.negativeBound, from.grace, from.cacheSize, from.readsAhead),
            pool,
            event -> {
              audit.tell(new MusterEvent.OfMembership(event));
              if (event instanceof MembershipEvent.MembershipEnded ended) {
                ConsistencyToken end = new ConsistencyToken(ended.key(), ended.epoch());
                leases.forEach(keeper -> keeper.recheck(end));
              }
            },
            ahead -> {
              synchronizer.follow(ahead);
              organizations.follow(ahead);
            });
    OrganizationChoices choices =
        new OrganizationChoices(identity, directory, map, calls, evidence::report);
    ScopeMemory memory = new ScopeMemory(evidence, timeline, from.cacheSize);
    ScopeResolver scopes =
        new MembershipScopeResolver(choices, organizations, evidence, synchronizer, map, memory);
    RoleComparer comparer =
        from.roleCatalog == null
            ? null
            : new RoleComparer(
                from.roleCatalog,
                map,
                timeline,
                calls,
                evidence,
                event -> audit.tell(new MusterEvent.OfRole(event)));
    Sessions sessions = sessions(from, identity, random, pool, audit);
    if (comparer != null) {
      comparer.begin();
    }
    return new Muster(
        new Parts(
            timeline,
            from.freshness,
            scopes,
            memory,
            new Judge(map),
            audit,
            evidence,
            new RoleDrift(identity, from.roleStore, synchronizer, map, evidence, timeline),
            choices,
            new VouchedSessions(identity.instance()),
            sessions,
            creation(from, identity, directory, evidence, sessions, random),
            from.accounts == null
                ? null
                : new Accounts(
                    identity,
                    from.accounts,
                    calls,
                    timeline,
                    evidence,
                    event -> audit.tell(new MusterEvent.OfAccount(event))),
            leases,
            comparer,
            pool));
  }

  private static @Nullable Sessions sessions(
      MusterBuilder from,
      IdentityProvider identity,
      SecureRandom random,
      ExecutorService pool,
      Audit audit) {
    return from.sessionProvider == null || from.sessionSettings == null
        ? null
        : new Sessions(
            identity.instance(),
            from.sessionProvider,
            from.sessionSettings,
            from.clock,
            random,
            pool,
            from.deadline,
            event -> audit.tell(new MusterEvent.OfSession(event)));
  }

  private static @Nullable OrganizationCreation creation(
      MusterBuilder from,
      IdentityProvider identity,
      DirectoryStore directory,
      EvidenceReader evidence,
      @Nullable Sessions sessions,
      SecureRandom random) {
    return from.administration == null || from.creatorRole == null || sessions == null
        ? null
        : new OrganizationCreation(
            identity.instance(),
            from.administration,
            from.creatorRole,
            directory,
            from.slugs,
            evidence,
            sessions,
            random);
  }

  private static List<String> faults(MusterBuilder from) {
    List<String> faults = new ArrayList<>();
    if (from.provider == null) {
      faults.add("a provider is missing");
    } else if (!isPositive(from.provider.callDeadline())
        || from.provider.callDeadline().compareTo(MAX_DEADLINE) > 0) {
      faults.add("provider has no call deadline of at most " + MAX_DEADLINE);
    }
    if (from.roles == null) {
      faults.add("a role map is missing");
    } else {
      if (from.unknownRoles instanceof UnknownRolePolicy.Fallback fallback
          && !from.roles.declares(fallback.role())) {
        faults.add("fallback role `" + fallback.role() + "` is not in the role map");
      }
      if (from.provider != null && !isOf(from.roleStore, from.provider)) {
        faults.add("role store is bound to another provider instance");
      }
      from.roleStore.unwritable(from.roles.roles()).stream()
          .map(Role::value)
          .sorted()
          .forEach(role -> faults.add("role `" + role + "` has no place in the role store"));
    }
    if (!from.slugs.allowsBeginning(OrganizationResolver.FALLBACK_SLUG + "-")) {
      faults.add(
          "slug policy reserves slugs that begin with `"
              + OrganizationResolver.FALLBACK_SLUG
              + "-`, which organizations get whose names suggest none");
    }
    if (from.administration != null && from.sessionProvider == null) {
      faults.add("organization creation needs sessions");
    }
    if (from.negativeBound.isNegative() || from.negativeBound.compareTo(MAX_NEGATIVE_BOUND) > 0) {
      faults.add("negative bound must be from zero to one minute, but was " + from.negativeBound);
    }
    if (from.grace.isNegative() || from.grace.compareTo(MAX_GRACE) > 0) {
      faults.add("grace must be from zero to one hour, but was " + from.grace);
    }
    if (!isPositive(from.deadline) || from.deadline.compareTo(MAX_DEADLINE) > 0) {
      faults.add(
          "deadline must be more than zero and at most one minute, but was " + from.deadline);
    }
    if (!isPositive(from.organizationRefresh)) {
      faults.add(
          "organization refresh must be more than zero, but was " + from.organizationRefresh);
    }
    if (from.cacheSize < 1) {
      faults.add("cache size must be at least 1, but was " + from.cacheSize);
    }
    if (from.lookupThreads < 1) {
      faults.add("lookup threads must be at least 1, but was " + from.lookupThreads);
    }
    return faults;
  }

  /** A store that is bound to a provider instance takes keys of another one for a mistake. */
  private static boolean isOf(RoleStore store, IdentityProvider provider) {
    try {
      boolean unused =
          store.keeps(
              new MembershipKey(
                  provider.instance(), new OrganizationId("any"), new UserId("anybody")));
      return true;
    } catch (IllegalArgumentException another) {
      return false;
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** What a Muster is made of. */
  record Parts(
      Timeline timeline,
      Freshness freshness,
      ScopeResolver scopes,
      ScopeMemory memory,
      Judge judge,
      Audit audit,
      EvidenceReader evidence,
      RoleDrift drift,
      OrganizationChoices choices,
      VouchedSessions vouched,
      @Nullable Sessions sessions,
      @Nullable OrganizationCreation creation,
      @Nullable Accounts accounts,
      List<Leases> leases,
      @Nullable RoleComparer comparer,
      ExecutorService pool) {}
}
