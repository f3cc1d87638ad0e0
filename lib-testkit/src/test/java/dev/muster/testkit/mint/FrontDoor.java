package dev.muster.testkit.mint;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.oidc.BearerTokens;
import dev.muster.role.RoleMap;
import dev.muster.session.Credential;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A Muster that takes every kind of credential, and ann, who is a member of acme. */
final class FrontDoor implements AutoCloseable {
  final HandClock clock = new HandClock(Instant.parse("2026-05-04T12:00:00Z"));
  private final AtomicLong ticks = new AtomicLong();
  final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("mint")).clock(clock).build();
  final UserId ann = fake.dashboard().createUser("ann@example.org").id();
  final OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
  final OrganizationId globex = fake.dashboard().createOrganization("Globex").id();
  final InMemoryOrganizationTokenStore store = new InMemoryOrganizationTokenStore(clock);
  final AccessTokenMinter accessTokens =
      AccessTokenMinter.of("https://issuer.example", "notes", clock);
  final TokenSettings tokens;
  final Muster muster;

  FrontDoor() {
    this(TokenSettings.of("notes_"), UnaryOperator.identity());
  }

  FrontDoor(TokenSettings tokens, UnaryOperator<SessionSettings.Builder> sessions) {
    this.tokens = tokens;
    for (OrganizationId each : new OrganizationId[] {acme, globex}) {
      fake.dashboard().join(each, ann, new RoleSlug("member"));
    }
    muster =
        Muster.builder()
            .provider(fake)
            .roles(RoleMap.builder().role("member").build())
            .sessions(
                fake,
                sessions
                    .apply(
                        SessionSettings.builder()
                            .key(SealKey.random(new SecureRandom()))
                            .redirectUri(URI.create("https://notes.example/callback")))
                    .build())
            .accessTokens(BearerTokens.of(accessTokens.verifier()))
            .organizationTokens(store, tokens)
            .clocks(clock, ticks::get)
            .build();
  }

  /** What a member of acme is told who presents this there; empty for a yes. */
  Optional<Problem> answers(Credential credential) {
    return muster
        .check(
            AccessCheck.of(muster.authenticate(credential), Requirement.member()).in(acme.value()))
        .fold(
            granted -> Optional.empty(),
            denied -> Optional.of(denied.reason().problem()),
            undecided -> Optional.of(Problem.UNAVAILABLE));
  }

  /** Time passes; a negative one only turns the wall clock back. */
  void pass(Duration time) {
    clock.advance(time);
    ticks.addAndGet(Math.max(0, time.toNanos()));
  }

  @Override
  public void close() {
    muster.close();
  }
}
