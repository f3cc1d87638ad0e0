package dev.muster.proof.lifecycle;

import static dev.muster.proof.lifecycle.Estate.ADMIN;
import static dev.muster.proof.lifecycle.Estate.MEMBER;
import static dev.muster.proof.lifecycle.Estate.OWNER;
import static dev.muster.proof.lifecycle.MembersTest.done;
import static dev.muster.proof.lifecycle.MembersTest.refused;
import static dev.muster.proof.lifecycle.MembersTest.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.account.CreationResult;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.Refusal;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.lease.HandScheduler;
import dev.muster.proof.lifecycle.Estate.Build;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.store.ChangeStore;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.MembershipStore;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization as a whole: its name, its owners, its end; and what a host has to configure. */
class OrganizationsTest {
  private static final OrganizationSlug FRESH = new OrganizationSlug("fresh");

  @Test
  @Tag("ADM-1")
  void a_new_name_is_the_providers_and_the_registers() {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));

      done(estate.life().organizations().rename(ann, "Acme Limited"));

      assertThat(estate.provider.findOrganization(estate.acme).orElseThrow().name())
          .isEqualTo("Acme Limited");
      assertThat(estate.directory.find(Estate.FAKE, estate.acme).orElseThrow().organization())
          .extracting("name")
          .isEqualTo("Acme Limited");
      estate.provider.faults().down();
      unavailable(estate.life().organizations().rename(ann, "Other"));
      assertThatThrownBy(() -> estate.life().organizations().rename(ann, " "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("255");
    }
  }

  @Test
  @Tag("ADM-5")
  void a_deleted_organization_denies_everybody_at_once_and_its_slug_is_free() {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", MEMBER);
      assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);

      assertThat(done(estate.life().organizations().delete(ann))).isEqualTo(estate.acme);

      assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
      assertThat(estate.provider.findOrganization(estate.acme)).isEmpty();
      assertThat(estate.directory.find(Estate.FAKE, estate.acme)).isEmpty();
      refused(estate.members().remove(ann, bob), Refusal.NOT_A_MEMBER);
    }
  }

  @Test
  @Tag("ADM-5")
  void the_hosts_data_that_is_left_is_told_and_deleted_later_and_denies_meanwhile() {
    AtomicInteger calls = new AtomicInteger();
    try (Estate estate =
        new Estate(
            Build.OURS.policy(
                policy ->
                    policy.onDeletion(
                        (provider, organization) -> {
                          if (calls.incrementAndGet() < 3) {
                            throw new IllegalStateException("the disk is full");
                          }
                        })))) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", MEMBER);
      estate.check(bob);

      unavailable(estate.life().organizations().delete(ann));

      assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
      assertThat(estate.directory.hasEnded(Estate.FAKE, estate.acme)).isTrue();
      assertThat(orphans(estate)).isEqualTo(1);
      estate.reconcile();
      assertThat(orphans(estate)).isEqualTo(2);
      estate.reconcile();
      assertThat(calls).hasValue(3);
      assertThat(estate.isSettled()).isTrue();
    }
  }

  private static long orphans(Estate estate) {
    return estate.events.stream().filter(LifecycleEvent.OrphanLeft.class::isInstance).count();
  }

  @Test
  @Tag("ADM-5")
  void a_deletion_that_the_provider_refuses_leaves_everything() {
    try (Estate estate = new Estate()) {
      UserId bob = estate.joined("bob", ADMIN);
      Pass pass = estate.pass(bob);
      estate.provider.faults().next(Operation.DELETE_ORGANIZATION, new Fault.Refusal("no"));

      refused(estate.life().organizations().delete(pass), Refusal.PROVIDER_REFUSED);

      assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
      assertThat(estate.isSettled()).isTrue();
    }
  }

  @Test
  @Tag("ADM-4")
  void who_already_owns_as_many_as_allowed_neither_creates_nor_is_made_owner() {
    try (Estate estate = new Estate(Build.OURS.policy(policy -> policy.owned(1)))) {
      UserId olga = estate.joined("olga", OWNER);
      UserId bob = estate.joined("bob", ADMIN);
      Pass browser = estate.signedIn(bob);
      var creation = estate.muster.organizationCreation().orElseThrow();

      CreationResult.Created created =
          (CreationResult.Created) creation.create(browser, FRESH, "Fresh");
      assertThat(creation.create(estate.signedIn(bob), new OrganizationSlug("second"), "Second"))
          .isEqualTo(new CreationResult.LimitReached(1));
      assertThat(creation.create(estate.signedIn(bob), FRESH, "Fresh"))
          .isInstanceOfSatisfying(
              CreationResult.Created.class,
              again -> assertThat(again.organization()).isEqualTo(created.organization()));
      var limited = new LifecycleResult.Refused<>(Refusal.OWNS_ENOUGH, 1);
      Pass owner = estate.pass(olga);
      assertThat(estate.members().transferOwnership(owner, bob)).isEqualTo(limited);
      assertThat(estate.members().changeRole(owner, bob, OWNER)).isEqualTo(limited);
      assertThat(estate.invitations().invite(owner, "cyd@example.com", OWNER)).isEqualTo(limited);
      assertThat(Refusal.OWNS_ENOUGH.problem().message()).contains("already own");
      assertThat(estate.rolesOf(bob)).containsExactly(ADMIN);
    }
  }

  @Test
  @Tag("TOK-2")
  void the_creation_of_an_organization_issues_no_token() {
    try (Estate estate = new Estate()) {
      UserId ann = estate.user("ann");
      CreationResult.Created created =
          (CreationResult.Created)
              estate
                  .muster
                  .organizationCreation()
                  .orElseThrow()
                  .create(estate.signedIn(ann), FRESH, "Fresh");

      MembershipKey key = new MembershipKey(Estate.FAKE, created.organization(), ann);
      assertThat(estate.tokens.list(key)).isEmpty();
    }
  }

  @Test
  @Tag("SES-7")
  void a_creator_whom_the_provider_refuses_leaves_no_organization_and_no_slug() {
    try (Estate estate = new Estate()) {
      Pass ann = estate.signedIn(estate.user("ann"));
      estate.provider.faults().next(Operation.ADD_MEMBER, new Fault.Refusal("not_allowed"));

      assertThat(estate.muster.organizationCreation().orElseThrow().create(ann, FRESH, "Fresh"))
          .isEqualTo(new CreationResult.Refused());

      assertThat(estate.dashboard().organizations()).hasSize(1);
      assertThat(estate.directory.findBySlug(Estate.FAKE, FRESH)).isEmpty();
      Pass bob = estate.signedIn(estate.user("bob"));
      assertThat(estate.muster.organizationCreation().orElseThrow().create(bob, FRESH, "Fresh"))
          .isInstanceOf(CreationResult.Created.class);
    }
  }

  @Test
  @Tag("ADM-3")
  void the_reconciler_runs_on_the_hosts_scheduler_until_it_is_closed() {
    HandScheduler scheduler = new HandScheduler();
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", MEMBER);
      var reconciler = estate.life().reconciler();
      reconciler.start(scheduler.asExecutor(), Duration.ofSeconds(30));
      estate.provider.faults().next(Operation.REMOVE_MEMBER, new Fault.ServerError(500));
      unavailable(estate.members().remove(ann, bob));

      scheduler.tick();
      assertThat(estate.isActive(bob)).isTrue();
      estate.clock.advance(LifecyclePolicy.DEFAULT_TAKE_UP_AFTER);
      scheduler.tick();
      assertThat(estate.isActive(bob)).isFalse();
      reconciler.close();
      assertThat(reconciler.runOnce()).isZero();
      assertThatThrownBy(() -> reconciler.start(scheduler.asExecutor(), Duration.ofSeconds(30)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static MusterBuilder host(Estate estate) {
    return Muster.builder()
        .provider(estate.provider)
        .roles(RoleMap.builder().role("owner").role("admin").role("member").build());
  }

  @Test
  @Tag("ADM-6")
  void a_host_that_wants_no_lifecycle_has_none_of_it() {
    try (Estate estate = new Estate();
        Muster plain = host(estate).build()) {
      assertThat(plain.lifecycle()).isEmpty();
      assertThat(plain.organizationCreation()).isEmpty();
    }
  }

  @Test
  @Tag("ADM-6")
  void a_lifecycle_without_its_parts_is_refused_and_every_part_is_named() {
    try (Estate estate = new Estate()) {
      RoleSlug unheard = new RoleSlug("unheard");
      LifecyclePolicy odd =
          LifecyclePolicy.builder(new Role("boss"))
              .owner(new Role("owner"), unheard, new RoleSlug("owner"))
              .takeUpAfter(Duration.ZERO)
              .build();
      faults(
          host(estate)
              .memberships(Wire.to(MembershipStore.class, estate.mirror))
              .lifecycle(estate.provider, estate.provider, odd),
          "needs a change store beside the mirror and the tokens",
          "administrator role `boss` is not in the role map",
          "provider role `unheard` makes no owner",
          "provider role `owner` is not what a former owner can be",
          "a change must be taken up later");
      faults(
          host(estate)
              .invitations(estate.provider)
              .changes(
                  new InMemoryChangeStore(estate.mirror, estate.directory, null, estate.clock)),
          "invitations need the lifecycle",
          "a change store needs the mirror and the directory that it writes",
          "a change store needs the lifecycle of organizations");
      faults(
          host(estate).invitationAcceptance(estate.provider),
          "the acceptance of invitations needs invitations");
      faults(
          host(estate)
              .memberships(estate.mirror)
              .directory(estate.directory)
              .changes(Wire.to(ChangeStore.class, estate.changes)),
          "the change store lies elsewhere than the mirror or the tokens");
      faults(
          host(estate)
              .sessions(estate.provider, SignIn.settings())
              .lifecycle(
                  estate.provider,
                  estate.provider,
                  LifecyclePolicy.builder(new Role("admin")).owned(1).build()),
          "a limit of owned organizations needs an owner's role");
    }
  }

  private static void faults(MusterBuilder builder, String... faults) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(faults);
  }
}
