package dev.muster.proof.token;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A host with organization tokens, a fake provider, and clocks moved by hand. */
final class TokenStage implements AutoCloseable {
  static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");

  final HandClock clock = new HandClock(Instant.parse("2026-11-02T12:00:00Z"));
  final HandClock ticker = new HandClock(Instant.EPOCH);
  final HandClock storeClock = new HandClock(Instant.parse("2020-01-01T00:00:00Z"));
  final WatchedTokens store = new WatchedTokens(storeClock);
  final MembershipStore mirror = new InMemoryMembershipStore(clock);
  final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).clock(clock).build();
  final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  final MembershipKey key = new MembershipKey(provider.instance(), acme, ann);
  final Muster muster;

  TokenStage() {
    this(Freshness.live());
  }

  TokenStage(Freshness freshness) {
    this(host -> host.freshness(freshness));
  }

  TokenStage(UnaryOperator<MusterBuilder> more) {
    provider.dashboard().join(acme, ann, ADMIN);
    muster = node(more);
  }

  /** A further node of the host, with the same stores. */
  Muster node(UnaryOperator<MusterBuilder> more) {
    return more.apply(
            Muster.builder()
                .provider(provider)
                .roles(
                    RoleMap.builder()
                        .role("admin", "read", "delete")
                        .role("member", "read")
                        .build())
                .memberships(mirror)
                .sessions(provider, SignIn.settings())
                .organizationTokens(
                    store, TokenSettings.of("acme_org_").withOtherKinds("acme_pat_").withCap(3))
                .withoutReadingAhead()
                .clocks(clock, () -> Duration.between(Instant.EPOCH, ticker.instant()).toNanos())
                .listener(heard::add))
        .build();
  }

  /** Lets time pass, here and in the store. */
  void pass(Duration time) {
    clock.advance(time);
    ticker.advance(time);
    storeClock.advance(time);
  }

  OrganizationTokens tokens() {
    return muster.organizationTokens().orElseThrow();
  }

  /** What a host has in its hand when a signed-in user asks for a token. */
  Pass pass(Session session) {
    return muster.require(AccessCheck.of(session, Requirement.member()).in(acme.value()));
  }

  Pass pass() {
    return pass(muster.vouchedByHost(ann));
  }

  Secret issued() {
    return issued(pass());
  }

  Secret issued(Pass pass) {
    return ((TokenIssue.Issued) tokens().issue(pass, "laptop")).token();
  }

  Authentication present(Secret token) {
    return present(token, muster);
  }

  static Authentication present(Secret token, Muster at) {
    return at.authenticate(
        Credential.of(List.of("Bearer " + token.reveal()), List.of("a-cookie-that-never-counts")));
  }

  Decision check(Secret token) {
    return check(token, Requirement.member());
  }

  Decision check(Secret token, Requirement requirement) {
    return muster.check(AccessCheck.of(present(token), requirement));
  }

  static Requirement atLeast(String role) {
    return Requirement.atLeast(new Role(role));
  }

  @Override
  public void close() {
    muster.close();
  }
}
