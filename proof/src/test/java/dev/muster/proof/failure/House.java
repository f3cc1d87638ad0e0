package dev.muster.proof.failure;

import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lease.Lease;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.lease.HandScheduler;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.SessionProvider;
import dev.muster.role.RoleMap;
import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** A host with everything that Muster does, and a wire from it to the provider and the stores. */
final class House implements AutoCloseable {
  static final Freshness BOUND = Freshness.within(Duration.ofSeconds(30));
  static final Requirement MEMBER = Requirement.member();
  static final Requirement ADMIN = Requirement.atLeast(new Role("admin"));

  /** The longest there is: it counts in real time, and a test machine can be slow. */
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final OrganizationSlug SLUG = new OrganizationSlug("acme");
  private static final SessionSettings SETTINGS = SignIn.settings();

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final MembershipStore mirror = new InMemoryMembershipStore(clock);
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final RoleStore roles = new InMemoryRoleStore();
  private final HandScheduler scheduler = new HandScheduler();
  private final Wire wire = new Wire(clock);
  private final Muster muster;
  private final UserId ann;
  private final OrganizationId acme;

  House(Build build) {
    muster =
        Muster.builder()
            .provider(build.provider().apply(wire.to(IdentityProvider.class, provider)))
            .memberships(wire.to(MembershipStore.class, mirror))
            .directory(wire.to(DirectoryStore.class, directory))
            .roleStore(build.roles().apply(wire.to(RoleStore.class, roles)))
            .roles(RoleMap.builder().role("admin").role("member").build())
            .sessions(wire.to(SessionProvider.class, provider), SETTINGS)
            .organizationCreation(
                wire.to(OrganizationAdministration.class, provider), new RoleSlug("admin"))
            .deadline(DEADLINE)
            .lookupThreads(1) // who comes after a call that was left waits for its end
            .withoutReadingAhead() // a look-up in the background is not a step of an operation
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
            .build();
    ann = dashboard().createUser("ann@example.com").id();
    acme = dashboard().createOrganization("Acme").id();
  }

  Wire wire() {
    return wire;
  }

  FakeDashboard dashboard() {
    return provider.dashboard();
  }

  void join(String role) {
    dashboard().join(acme, ann, new RoleSlug(role));
  }

  void becomes(String role) {
    dashboard().setRoles(acme, ann, new RoleSlug(role));
  }

  void isRemoved() {
    dashboard().remove(acme, ann);
  }

  void passes(Duration time) {
    clock.advance(time);
  }

  private AccessCheck question(Requirement requirement, Freshness freshness) {
    return AccessCheck.of(muster.vouchedByHost(ann), requirement).onRoute(freshness);
  }

  /** Checks Ann in Acme. */
  Answer check(Requirement requirement, Freshness freshness) {
    return check(requirement, freshness, acme.value());
  }

  /** Checks Ann in what is called so. */
  Answer check(Requirement requirement, Freshness freshness, String name) {
    return Answer.of(muster.check(question(requirement, freshness).in(name)));
  }

  /** Checks Ann in a request that names no organization. */
  Answer checkNowhere() {
    return Answer.of(muster.check(question(MEMBER, BOUND)));
  }

  /** Holds a lease for a minute on what Ann is now. */
  Lease lease() {
    Pass pass = muster.require(question(MEMBER, BOUND).in(acme.value()));
    return muster
        .leases(scheduler.asExecutor())
        .hold(pass, Freshness.within(Duration.ofMinutes(1)), denied -> {});
  }

  /** Lets the scheduler do what is due. */
  void tick() {
    scheduler.tick();
    scheduler.runPending();
  }

  /** Signs Ann in, which is no part of an operation. */
  Pass signIn() {
    Sessions sessions = muster.sessions().orElseThrow();
    String cookie = SignIn.at(provider, sessions, ann).value().reveal();
    return muster.require(
        AccessCheck.of(
            sessions.authenticate(Credential.of(List.of(), List.of(cookie))),
            Requirement.signedIn()));
  }

  /** Creates an organization as Ann. */
  CreationResult create(Pass pass) {
    return muster
        .organizationCreation()
        .orElseThrow()
        .create(pass, new OrganizationSlug("umbrella"), "Umbrella");
  }

  /** All that lasts. */
  List<String> ground() {
    MirrorEntry entry = mirror.find(new MembershipKey(FAKE, acme, ann)).entry();
    return List.of(
        "role " + roles.find(new MembershipKey(FAKE, acme, ann)),
        "mirror "
            + (entry instanceof MirrorEntry.Present present
                ? present.membership().roles()
                : entry.getClass().getSimpleName()),
        "acme is "
            + directory
                .findBySlug(FAKE, SLUG)
                .flatMap(DirectoryStore.Owner::organization)
                .map(DirectoryStore.Entry::organization),
        "umbrella stands "
            + directory.findBySlug(FAKE, new OrganizationSlug("umbrella")).isPresent(),
        "organizations " + dashboard().organizations().size(),
        "memberships " + provider.listMemberships(ann).stream().map(m -> m.roles()).toList());
  }

  @Override
  public void close() {
    muster.close();
  }

  /**
   * What a host is built with. Controls put something wrong between Muster and the wire.
   *
   * @param provider the provider as Muster sees it
   * @param roles the role store as Muster sees it
   */
  record Build(UnaryOperator<IdentityProvider> provider, UnaryOperator<RoleStore> roles) {
    static final Build OURS = new Build(UnaryOperator.identity(), UnaryOperator.identity());
  }
}
