package dev.muster;

import dev.muster.account.Accounts;
import dev.muster.account.Arrivals;
import dev.muster.account.OrganizationCreation;
import dev.muster.audit.Audit;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Judge;
import dev.muster.feed.EventFeed;
import dev.muster.lease.Leases;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.membership.BoundedCalls;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.OrganizationResolver;
import dev.muster.membership.Timeline;
import dev.muster.name.SlugPolicy;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleComparer;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.role.RolePolicies;
import dev.muster.role.RoleSynchronizer;
import dev.muster.scope.MembershipScopeResolver;
import dev.muster.scope.ScopeChoices;
import dev.muster.scope.ScopeMemory;
import dev.muster.scope.ScopeResolver;
import dev.muster.scope.ScopeSlugs;
import dev.muster.session.BearerSessions;
import dev.muster.session.Session;
import dev.muster.session.SessionEvent;
import dev.muster.session.Sessions;
import dev.muster.session.VouchedSessions;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.token.OrganizationTokens;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts a Muster together from what a builder holds, or names every fault of it. */
final class Wiring {
  private Wiring() {}

  static Muster wire(MusterBuilder from) {
    List<String> faults = BuildFaults.of(from);
    IdentityProvider identity = from.provider;
    RoleMap map = from.roles;
    if (!faults.isEmpty() || identity == null || map == null) {
      throw new IllegalArgumentException(
          "muster has " + faults.size() + " faults: " + String.join("; ", faults));
    }
    Timeline timeline = new Timeline(from.clock, from.ticker);
    Audit audit = new Audit(from.listener);
    SecureRandom random = new SecureRandom();
    ExecutorService pool =
        from.lookups == null ? LookupPool.of(from.lookupThreads) : new LentThreads(from.lookups);
    BoundedCalls calls = new BoundedCalls(pool, timeline, from.deadline);
    List<Leases> leases = new CopyOnWriteArrayList<>();
    Runnable wake = from.bus == null ? () -> {} : from.bus::wake;
    TokenWiring forTokens = new TokenWiring(identity.instance(), audit, leases, wake);
    DirectoryStore directory =
        from.directory == null ? new InMemoryDirectoryStore(from.clock) : from.directory;
    MembershipStore memberships =
        from.memberships == null ? new InMemoryMembershipStore(from.clock) : from.memberships;
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
    Consumer<MembershipEvent> membershipHeard =
        event -> {
          audit.tell(new MusterEvent.OfMembership(event));
          if (event instanceof MembershipEvent.MembershipEnded ended) {
            ConsistencyToken end = new ConsistencyToken(ended.key(), ended.epoch());
            leases.forEach(keeper -> keeper.recheck(end));
            wake.run();
          }
          forTokens.heard(event);
        };
    EvidenceReader evidence =
        new EvidenceReader(
            identity,
            memberships,
            timeline,
            new EvidenceReader.Policy(
                from.deadline, from.negativeBound, from.grace, from.cacheSize, from.readsAhead),
            pool,
            membershipHeard,
            ahead -> {
              synchronizer.follow(ahead);
              organizations.follow(ahead);
            });
    ScopeChoices choices = new ScopeChoices(identity, directory, map, calls, evidence::report);
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
    Accounts accounts =
        from.accounts == null
            ? null
            : new Accounts(
                identity,
                from.accounts,
                calls,
                timeline,
                evidence,
                event -> audit.tell(new MusterEvent.OfAccount(event)));
    Consumer<SessionEvent> heard =
        event -> {
          audit.tell(new MusterEvent.OfSession(event));
          forTokens.heard(event);
        };
    Sessions sessions =
        from.sessionProvider == null || from.sessionSettings == null
            ? null
            : new Sessions(
                identity.instance(),
                from.sessionProvider,
                from.sessionSettings,
                new Arrivals(accounts, choices, timeline, from.sessionSettings),
                from.refreshStore,
                from.clock,
                random,
                pool,
                from.deadline,
                heard);
    LifecycleWiring life =
        LifecycleWiring.of(
            from, identity, map, memberships, directory, from.tokenStore, evidence, random, audit);
    VouchedSessions vouched = new VouchedSessions(identity.instance());
    BearerSessions bearer =
        from.accessTokens == null
            ? null
            : new BearerSessions(identity.instance(), from.accessTokens, sessions, heard);
    Predicate<Session> issued =
        session ->
            vouched.issued(session)
                || (sessions != null && sessions.issued(session))
                || (bearer != null && bearer.issued(session));
    OrganizationTokens tokens =
        forTokens.wire(
            from,
            evidence,
            synchronizer,
            map,
            timeline,
            calls,
            pool,
            random,
            vouched,
            issued,
            sessions);
    Forgetting forgetting =
        new Forgetting(
            identity.instance(),
            evidence,
            memory,
            organizations,
            sessions,
            bearer,
            tokens,
            leases,
            wake);
    EventFeed feed =
        FeedWiring.of(
            from,
            identity,
            map,
            memberships,
            directory,
            synchronizer,
            evidence,
            timeline,
            random,
            forgetting,
            membershipHeard,
            audit);
    if (comparer != null) {
      comparer.begin();
    }
    return new Muster(
        new Parts(
            timeline,
            from.freshness,
            scopes,
            memory,
            organizations,
            new Judge(map),
            audit,
            evidence,
            new RoleDrift(identity, from.roleStore, synchronizer, map, evidence, timeline),
            choices,
            new ScopeSlugs(identity.instance(), directory, memory, calls),
            from.slugs,
            vouched,
            issued,
            sessions,
            tokens,
            bearer,
            life.creation(sessions, session -> bearer != null && bearer.issued(session)),
            life.lifecycle(timeline, synchronizer, issued, forgetting::changed, forgetting::ended),
            accounts,
            leases,
            comparer,
            feed,
            forgetting,
            pool));
  }

  /** What a Muster is made of. */
  record Parts(
      Timeline timeline,
      Freshness freshness,
      ScopeResolver scopes,
      ScopeMemory memory,
      OrganizationResolver organizations,
      Judge judge,
      Audit audit,
      EvidenceReader evidence,
      RoleDrift drift,
      ScopeChoices choices,
      ScopeSlugs scopeSlugs,
      SlugPolicy slugs,
      VouchedSessions vouched,
      Predicate<Session> issued,
      @Nullable Sessions sessions,
      @Nullable OrganizationTokens tokens,
      @Nullable BearerSessions bearer,
      @Nullable OrganizationCreation creation,
      @Nullable Lifecycle lifecycle,
      @Nullable Accounts accounts,
      List<Leases> leases,
      @Nullable RoleComparer comparer,
      @Nullable EventFeed feed,
      Forgetting forgetting,
      ExecutorService pool) {}
}
