package dev.muster.proof.lifecycle;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lifecycle.Invitations;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.lifecycle.Members;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.role.RoleMap;
import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A provider and stores that outlive the Musters of a host, and an organization in them. */
final class Estate implements AutoCloseable {
  static final ProviderInstance FAKE = new ProviderInstance("fake");
  static final RoleSlug OWNER = new RoleSlug("owner");
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");
  private static final SessionSettings SETTINGS = SignIn.settings();
  private static final RoleMap MAP =
      RoleMap.builder().role("owner").role("admin").role("member").build();

  final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  final FakeIdentityProvider provider;
  final InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock);
  final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock);
  final InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock);
  final InMemoryRoleStore roles = new InMemoryRoleStore();
  final InMemoryChangeStore changes = new InMemoryChangeStore(mirror, directory, tokens, clock);
  final List<LifecycleEvent> events = Collections.synchronizedList(new ArrayList<>());
  final OrganizationId acme;
  private final Build build;
  Muster muster;

  Estate(Build build) {
    this(build, ProviderProfile.WORKOS);
  }

  Estate(Build build, ProviderProfile profile) {
    this.build = build;
    this.provider =
        FakeIdentityProvider.builder(FAKE).clock(clock).profile(profile).pageSize(100).build();
    this.acme = provider.dashboard().createOrganization("Acme").id();
    this.muster = started();
  }

  Estate() {
    this(Build.OURS);
  }

  private Muster started() {
    MusterBuilder builder =
        Muster.builder()
            .provider(Wire.to(IdentityProvider.class, provider))
            .memberships(Wire.to(MembershipStore.class, mirror))
            .directory(Wire.to(DirectoryStore.class, directory))
            .changes(Wire.to(ChangeStore.class, build.changes().apply(changes)))
            .roleStore(roles)
            .roles(MAP)
            .sessions(provider, SETTINGS)
            .organizationCreation(Wire.to(OrganizationAdministration.class, provider), OWNER)
            .lifecycle(
                Wire.to(OrganizationLifecycle.class, provider),
                Wire.to(MemberProfiles.class, provider),
                build.policy().apply(policy()).build())
            .invitations(Wire.to(InvitationProvider.class, build.invitations().apply(provider)))
            .withoutReadingAhead()
            .listener(
                event -> {
                  if (event instanceof MusterEvent.OfLifecycle of) {
                    events.add(of.event());
                  }
                })
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000);
    if (build.acceptance() != null) {
      builder.invitationAcceptance(
          Wire.to(InvitationAcceptance.class, build.acceptance().apply(provider)));
    }
    return builder.build();
  }

  static LifecyclePolicy.Builder policy() {
    Role owner = new Role("owner");
    return LifecyclePolicy.builder(new Role("admin")).owner(owner, OWNER, ADMIN);
  }

  /** The host starts again; what is in memory is lost, and what is stored stands. */
  void restart() {
    muster.close();
    muster = started();
  }

  /** Time goes by until everything that was cut off is due, and is taken up. */
  int reconcile() {
    clock.advance(LifecyclePolicy.DEFAULT_TAKE_UP_AFTER);
    return life().reconciler().runOnce();
  }

  Lifecycle life() {
    return muster.lifecycle().orElseThrow();
  }

  Members members() {
    return life().members();
  }

  Invitations invitations() {
    return life().invitations().orElseThrow();
  }

  FakeDashboard dashboard() {
    return provider.dashboard();
  }

  UserId user(String name) {
    return dashboard().createUser(name + "@example.com").id();
  }

  /** A new member of Acme. */
  UserId joined(String name, RoleSlug role) {
    UserId user = user(name);
    dashboard().join(acme, user, role);
    return user;
  }

  Decision check(UserId user) {
    return muster.check(
        AccessCheck.of(muster.vouchedByHost(user), Requirement.member())
            .onRoute(Freshness.within(Duration.ofMinutes(1)))
            .in(acme.value()));
  }

  /** A pass in Acme. */
  Pass pass(UserId user) {
    return muster.require(
        AccessCheck.of(muster.vouchedByHost(user), Requirement.member()).in(acme.value()));
  }

  Pass personal(UserId user) {
    return muster.require(AccessCheck.of(muster.vouchedByHost(user), Requirement.signedIn()));
  }

  /** A pass of a browser. */
  Pass signedIn(UserId user) {
    var sessions = muster.sessions().orElseThrow();
    String cookie = SignIn.at(provider, sessions, user).value().reveal();
    return muster.require(
        AccessCheck.of(
            sessions.authenticate(Credential.of(List.of(), List.of(cookie))),
            Requirement.signedIn()));
  }

  MembershipKey key(UserId user) {
    return new MembershipKey(FAKE, acme, user);
  }

  MirrorEntry entry(UserId user) {
    return mirror.find(key(user)).entry();
  }

  boolean isActive(UserId user) {
    return provider.findMembership(acme, user).filter(Membership::isActive).isPresent();
  }

  List<RoleSlug> rolesOf(UserId user) {
    return provider.findMembership(acme, user).map(Membership::roles).orElse(List.of());
  }

  /** How many active administrators Acme has. */
  long admins() {
    return provider.listMembers(acme).stream()
        .filter(m -> m.isActive() && (m.roles().contains(ADMIN) || m.roles().contains(OWNER)))
        .count();
  }

  long active() {
    return provider.listMembers(acme).stream().filter(Membership::isActive).count();
  }

  /** Gives somebody a token in Acme. */
  Hash token(UserId user) {
    String digits = String.format("%064x", user.hashCode() & 0xffffffffL);
    Hash hash = new Hash(digits);
    Membership membership = provider.findMembership(acme, user).orElseThrow();
    Grant grant = new Grant(key(user), membership.id(), null, Set.of(), null, "");
    var unused =
        tokens.add(
            new NewToken(new TokenId(digits), hash, grant, Duration.ofDays(1)),
            tokens.epoch(key(user)),
            10);
    return hash;
  }

  State stateOf(Hash token) {
    return tokens.find(token).map(found -> found.token().state()).orElse(State.REVOKED);
  }

  /** No change is under way. */
  boolean isSettled() {
    clock.advance(Duration.ofDays(1));
    return changes.takeDue(FAKE, Duration.ZERO, 1000).isEmpty();
  }

  @Override
  public void close() {
    muster.close();
  }

  /** What a host is built with. Controls put something wrong between Muster and the stores. */
  record Build(
      UnaryOperator<ChangeStore> changes,
      UnaryOperator<InvitationProvider> invitations,
      @Nullable UnaryOperator<InvitationAcceptance> acceptance,
      UnaryOperator<LifecyclePolicy.Builder> policy) {
    static final Build OURS =
        new Build(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity());

    Build changes(UnaryOperator<ChangeStore> other) {
      return new Build(other, invitations, acceptance, policy);
    }

    Build invitations(UnaryOperator<InvitationProvider> other) {
      return new Build(changes, other, acceptance, policy);
    }

    /** What accepts; null for a host that accepts none. */
    Build acceptance(@Nullable UnaryOperator<InvitationAcceptance> other) {
      return new Build(changes, invitations, other, policy);
    }

    Build policy(UnaryOperator<LifecyclePolicy.Builder> other) {
      return new Build(changes, invitations, acceptance, other);
    }
  }
}
