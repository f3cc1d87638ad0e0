package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.SetCookie;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What services that wrote this by hand got wrong, one test each, from the front door. */
class FailuresOfOthersTest {
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test"))
          .clock(clock)
          .pageSize(10)
          .callDeadline(SOON)
          .build();
  private final MembershipStore mirror = new InMemoryMembershipStore(clock);
  private final Muster muster = node();
  private final Muster another = node();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final OrganizationId globex = provider.dashboard().createOrganization("Globex").id();
  private final Hold hold = new Hold();

  @AfterEach
  void close() {
    hold.release();
    muster.close();
    another.close();
  }

  @Test
  @Tag("MEM-1")
  void the_first_membership_taken() {
    join(globex, "admin");
    assertThat(check(acme, Freshness.live())).isDenied(Reason.UNKNOWN_ORGANIZATION);
    assertThat(muster.check(unnamed())).isDenied(Reason.NO_ORGANIZATION_NAMED);

    join(acme, "member");
    assertThat(check(acme, Freshness.live())).isGranted().hasRole("member");
    assertThat(check(globex, Freshness.live())).isGranted().hasRole("admin");
  }

  @Test
  @Tag("MEM-3")
  void a_page_of_ten_taken_for_all() {
    for (int i = 0; i < 24; i++) {
      OrganizationId other = provider.dashboard().createOrganization("O" + i).id();
      provider.dashboard().join(other, ann, new RoleSlug("member"));
      provider.dashboard().deactivate(other, ann);
      UserId colleague = provider.dashboard().createUser("c" + i + "@example.org").id();
      provider.dashboard().join(acme, colleague, new RoleSlug("member"));
    }
    join(acme, "admin");

    assertThat(check(acme, Freshness.live())).isGranted().hasRole("admin");
    assertThat(muster.check(unnamed())).isDenied(Reason.NO_ORGANIZATION_NAMED);
  }

  @Test
  @Tag("MEM-7")
  void a_yes_that_was_read_before_the_removal_and_written_after_it() {
    join(acme, "admin");
    pass(check(acme, HALF_MINUTE));
    CompletableFuture<Decision> overtaken = heldCheck();
    provider.dashboard().remove(acme, ann);
    assertThat(check(another, acme, Freshness.live())).isDenied(Reason.NO_MEMBERSHIP);
    hold.release();

    assertThat(overtaken.join()).isDenied(Reason.NO_MEMBERSHIP);
    assertThat(check(acme, HALF_MINUTE)).isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  @Tag("MEM-7")
  void a_stale_deletion_against_a_re_join() {
    join(acme, "admin");
    pass(check(acme, HALF_MINUTE));
    provider.dashboard().remove(acme, ann);
    CompletableFuture<Decision> overtaken = heldCheck();
    join(acme, "member");
    pass(check(another, acme, Freshness.live()));
    hold.release();
    overtaken.join();

    assertThat(check(acme, Freshness.live())).isGranted().hasRole("member");
    assertThat(check(acme, HALF_MINUTE)).isGranted().hasRole("member");
  }

  @Test
  @Tag("MEM-5")
  void a_blip_cached_as_a_no() {
    join(acme, "admin");
    for (Fault blip :
        List.of(
            new Fault.ServerError(500),
            new Fault.RateLimited(Duration.ofSeconds(60)),
            new Fault.LostAnswer(),
            new Fault.KeyRejected())) {
      clock.advance(Duration.ofMinutes(1));
      provider.faults().next(Operation.FIND_MEMBERSHIP, blip);
      assertThat(check(acme, HALF_MINUTE)).isUndecided();
      pass(check(acme, HALF_MINUTE));
    }
  }

  @Test
  @Tag("ANS-2")
  void an_outage_read_as_a_logout() {
    join(acme, "admin");
    SetCookie cookie = SignIn.at(provider, muster.sessions().orElseThrow(), ann);
    clock.advance(Duration.ofHours(1));
    provider.faults().down();
    Authentication during = muster.authenticate(credential(cookie));
    assertThat(during).isInstanceOf(Authentication.Unavailable.class);
    assertThat(during.cookies()).isEmpty();

    provider.faults().up();
    assertThat(muster.authenticate(credential(cookie)))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  private static Credential credential(SetCookie cookie) {
    return Credential.of(List.of(), List.of(cookie.value().reveal()));
  }

  /** A check whose answer the provider has read, and which has not arrived. */
  private CompletableFuture<Decision> heldCheck() {
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold));
    CompletableFuture<Decision> check =
        CompletableFuture.supplyAsync(() -> check(acme, Freshness.live()));
    try {
      assertThat(hold.awaitReached(SOON)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return check;
  }

  private Muster node() {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .memberships(mirror)
        .sessions(provider, SignIn.settings())
        .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
        .deadline(SOON)
        .build();
  }

  private void join(OrganizationId organization, String role) {
    provider.dashboard().join(organization, ann, new RoleSlug(role));
  }

  private AccessCheck unnamed() {
    return AccessCheck.of(muster.vouchedByHost(ann), Requirement.member());
  }

  private Decision check(OrganizationId organization, Freshness freshness) {
    return check(muster, organization, freshness);
  }

  private Decision check(Muster node, OrganizationId organization, Freshness freshness) {
    return node.check(
        AccessCheck.of(node.vouchedByHost(ann), Requirement.member())
            .in(OrganizationRef.of(organization))
            .onRoute(freshness));
  }

  private static Pass pass(Decision decision) {
    assertThat(decision).isGranted();
    return ((Decision.Granted) decision).pass();
  }
}
