package dev.muster.proof.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.OrganizationMember;
import dev.muster.lifecycle.Refusal;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Muster makes of a provider's done, refused and unknown while a member is changed. */
@Timeout(60)
class WordsOfTheProviderTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).callDeadline(LONG).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(
              RoleMap.builder().role("admin", "notes:delete").role("member", "notes:read").build())
          .directory(directory)
          .lifecycle(provider, provider, LifecyclePolicy.builder(new Role("admin")).build())
          .withoutReadingAhead()
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .build();
  private final Lifecycle lifecycle = muster.lifecycle().orElseThrow();
  private UserId boss;
  private UserId ann;
  private OrganizationId acme;

  @BeforeEach
  void people() {
    boss = provider.dashboard().createUser("boss@example.com").id();
    ann = provider.dashboard().createUser("ann@example.com").id();
    Organization organization = provider.dashboard().createOrganization("Acme");
    acme = organization.id();
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug("acme")));
    provider.dashboard().join(acme, boss, ADMIN);
    provider.dashboard().join(acme, ann, MEMBER);
    assertThat(annIs()).isInstanceOf(Decision.Granted.class);
  }

  @AfterEach
  void close() {
    muster.close();
  }

  @Test
  @Tag("ADM-3")
  void who_is_removed_at_the_provider_while_being_deactivated_stays_denied() throws Exception {
    Hold hold = new Hold();
    provider.faults().next(Operation.DEACTIVATE_MEMBER, new Fault.Hang(hold));
    Pass pass = pass();
    CompletableFuture<LifecycleResult<?>> deactivation =
        CompletableFuture.supplyAsync(() -> lifecycle.members().deactivate(pass, ann));
    assertThat(hold.awaitReached(LONG)).isTrue();
    assertThat(annIs()).isInstanceOf(Decision.Denied.class);

    provider.dashboard().remove(acme, ann);
    hold.release();
    LifecycleResult<?> result = deactivation.get();

    assertThat(annIs()).as("" + result).isInstanceOf(Decision.Denied.class);
  }

  @Test
  @Tag("ADM-3")
  void a_role_that_the_provider_never_takes_does_not_keep_the_member_from_removal() {
    provider.faults().next(Operation.CHANGE_ROLE, new Fault.ServerError(500), 1_000_000);
    assertThat(lifecycle.members().changeRole(pass(), ann, ADMIN))
        .isInstanceOf(LifecycleResult.Unavailable.class);
    clock.advance(Duration.ofMinutes(3));
    var unused = lifecycle.reconciler().runOnce();

    LifecycleResult<?> removal = lifecycle.members().remove(pass(), ann);

    assertThat(annIs()).as("" + removal).isInstanceOf(Decision.Denied.class);
  }

  @Test
  @Tag("ADM-3")
  @Tag("MEM-7")
  void a_removal_that_is_taken_up_later_does_not_hit_who_has_joined_again() {
    provider.faults().next(Operation.REMOVE_MEMBER, new Fault.LostAnswer());
    assertThat(lifecycle.members().remove(pass(), ann))
        .isInstanceOf(LifecycleResult.Unavailable.class);
    assertThat(annIs()).isInstanceOf(Decision.Denied.class);
    Membership again = provider.dashboard().join(acme, ann, MEMBER);
    assertThat(annIs()).isInstanceOf(Decision.Denied.class);

    clock.advance(Duration.ofMinutes(3));
    assertThat(lifecycle.reconciler().runOnce()).isEqualTo(1);

    assertThat(provider.findMembership(acme, ann)).contains(again);
    assertThat(decide(ann, Freshness.live())).isInstanceOf(Decision.Granted.class);
  }

  @Test
  @Tag("MEM-14")
  void members_with_profiles_are_two_calls_a_page_and_one_without_a_profile_is_listed() {
    for (int i = 0; i < 98; i++) {
      UserId user = provider.dashboard().createUser(i + "@example.com").id();
      provider.dashboard().join(acme, user, MEMBER);
    }
    Pass pass = pass();
    provider.calls().reset();

    LifecycleResult<List<OrganizationMember>> listed = lifecycle.members().list(pass);

    List<OrganizationMember> members =
        listed.fold(done -> done, refused -> List.of(), failure -> List.of());
    assertThat(members).hasSize(100).allMatch(member -> member.email() != null);
    assertThat(provider.calls().count(Operation.LIST_MEMBERS)).isEqualTo(10);
    assertThat(provider.calls().count(Operation.LIST_PROFILES)).isEqualTo(10);
    assertThat(provider.calls().total()).isEqualTo(20);
  }

  @Test
  @Tag("ADM-3")
  void a_role_change_of_who_has_left_is_refused_and_its_answer_is_seen_here() throws Exception {
    Hold hold = new Hold();
    provider.faults().next(Operation.CHANGE_ROLE, new Fault.Hang(hold));
    Pass pass = pass();
    CompletableFuture<LifecycleResult<?>> change =
        CompletableFuture.supplyAsync(() -> lifecycle.members().changeRole(pass, ann, ADMIN));
    assertThat(hold.awaitReached(LONG)).isTrue();
    provider.dashboard().remove(acme, ann);
    hold.release();

    assertThat(change.get())
        .isInstanceOfSatisfying(
            LifecycleResult.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.PROVIDER_REFUSED));
    assertThat(annIs()).isInstanceOf(Decision.Denied.class);
  }

  @Test
  @Tag("ADM-3")
  void a_promotion_that_was_taken_back_at_the_provider_is_not_made_again_later() {
    provider.faults().next(Operation.CHANGE_ROLE, new Fault.LostAnswer());
    assertThat(lifecycle.members().changeRole(pass(), ann, ADMIN))
        .isInstanceOf(LifecycleResult.Unavailable.class);
    clock.advance(Duration.ofMinutes(1));
    provider.dashboard().setRoles(acme, ann, MEMBER);

    clock.advance(Duration.ofMinutes(2));
    var unused = lifecycle.reconciler().runOnce();

    assertThat(provider.findMembership(acme, ann).orElseThrow().roles()).containsExactly(MEMBER);
  }

  @Test
  @Tag("ADM-3")
  void who_was_reactivated_with_an_unknown_outcome_can_be_removed_at_once() {
    provider.dashboard().deactivate(acme, ann);
    provider.faults().next(Operation.REACTIVATE_MEMBER, new Fault.LostAnswer());
    assertThat(lifecycle.members().reactivate(pass(), ann))
        .isInstanceOf(LifecycleResult.Unavailable.class);

    LifecycleResult<?> removal = lifecycle.members().remove(pass(), ann);

    assertThat(decide(ann, Freshness.live())).as("" + removal).isInstanceOf(Decision.Denied.class);
  }

  @Test
  @Tag("ADM-5")
  void a_deletion_whose_answer_was_lost_is_finished_later() {
    provider.faults().next(Operation.DELETE_ORGANIZATION, new Fault.LostAnswer());
    assertThat(lifecycle.organizations().delete(pass()))
        .isInstanceOf(LifecycleResult.Unavailable.class);
    clock.advance(Duration.ofMinutes(3));
    assertThat(lifecycle.reconciler().runOnce()).isEqualTo(1);
    assertThat(annIs()).isInstanceOf(Decision.Denied.class);
    assertThat(lifecycle.reconciler().runOnce()).isZero();
  }

  private Pass pass() {
    return muster.require(
        AccessCheck.of(muster.vouchedByHost(boss), Requirement.member()).in("acme"));
  }

  private Decision annIs() {
    return decide(ann, Freshness.within(BOUND));
  }

  private Decision decide(UserId user, Freshness freshness) {
    return muster.check(
        AccessCheck.of(muster.vouchedByHost(user), Requirement.member())
            .in("acme")
            .onRoute(freshness));
  }
}
