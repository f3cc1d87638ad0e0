package dev.muster.docs.snippets;

// @start region=testing-imports
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.Page;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.contract.RoleStoreContract;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.testkit.http.HttpIdentityProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

// @end

/** The snippets of docs/fake-provider.md, run. */
// @start region=stage
class AccessTest {
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test"))
          .profile(ProviderProfile.WORKOS)
          .clock(clock)
          .callDeadline(Duration.ofMillis(100))
          .build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();

  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").role("member").build())
          .clocks(clock, System::nanoTime)
          .build();

  private Decision decide(Freshness freshness) {
    return muster.check(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
            .in(OrganizationRef.of(acme))
            .onRoute(freshness));
  }

  @AfterEach
  void close() {
    muster.close();
  }

  // @end

  // @start region=removed
  @Test
  void a_removed_member_is_out_on_the_next_request() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    assertThat(decide(Freshness.live())).isInstanceOf(Decision.Granted.class);

    provider.dashboard().remove(acme, ann);

    assertThat(decide(Freshness.live())).isInstanceOf(Decision.Denied.class);
  }

  // @end

  @Test
  void a_demoted_admin_is_a_member_on_the_next_request() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    AccessCheck asAdmin =
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.atLeast(new Role("admin")))
            .in(OrganizationRef.of(acme));
    assertThat(muster.check(asAdmin)).isInstanceOf(Decision.Granted.class);

    provider.dashboard().setRoles(acme, ann, new RoleSlug("member"));

    assertThat(muster.check(asAdmin))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied -> assertThat(denied.reason()).isEqualTo(Reason.ROLE_TOO_LOW));
  }

  @Test
  void an_outage_is_neither_yes_nor_no() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.RateLimited(Duration.ofSeconds(7)));

    Decision decision = decide(Freshness.live());

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Undecided.class,
            undecided -> assertThat(undecided.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(decide(Freshness.live())).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void within_its_bound_a_yes_costs_no_call() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    Freshness bound = Freshness.within(Duration.ofSeconds(30));
    decide(bound);
    provider.calls().reset();

    decide(bound);
    assertThat(provider.calls().total()).isZero();

    clock.advance(Duration.ofSeconds(31));
    decide(bound);
    assertThat(provider.calls().count(Operation.FIND_MEMBERSHIP)).isEqualTo(1);
  }

  @Test
  void an_answer_that_was_overtaken_brings_nobody_back() throws Exception {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    Hold hold = new Hold();
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold));
    CompletableFuture<Decision> slow =
        CompletableFuture.supplyAsync(() -> decide(Freshness.live()));
    hold.awaitReached(Duration.ofSeconds(10));

    provider.dashboard().remove(acme, ann);
    hold.release();
    slow.join();

    assertThat(decide(Freshness.live())).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void events() {
    // @start region=events
    provider.faults().lateEvents(Duration.ofSeconds(30), 1);
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    Page<FakeEvent> page = provider.pages().events(null, 100);

    clock.advance(Duration.ofSeconds(30));
    Page<FakeEvent> later = provider.pages().events(null, 100);
    assertThat(later.rows()).hasSize(page.rows().size() + 1);
    // @end
    // @start region=webhooks
    FakeWebhooks webhooks =
        FakeWebhooks.of(provider, WebhookSigner.workOs(Secret.of("whk_test")), clock);
    List<SignedWebhook> sent = webhooks.take();
    SignedWebhook forged = sent.get(0).tampered("{}");
    // @end
    assertThat(forged.headers()).containsKey("WorkOS-Signature");
  }

  @Test
  void http() throws IOException {
    // @start region=http
    Secret key = Secret.of("test-key");
    try (FakeProviderServer server = FakeProviderServer.start(provider, key);
        HttpIdentityProvider client =
            HttpIdentityProvider.of(provider.instance(), server.uri(), key)) {
      assertThat(client.findUser(ann)).isEqualTo(provider.findUser(ann));
    }
    // @end
  }

  @Nested
  class Stores {
    @Nested
    // @start region=store-contract
    class MyRoleStoreTest extends RoleStoreContract {
      @Override
      protected RoleStore open() {
        return new InMemoryRoleStore();
      }
    }
    // @end
  }
}
