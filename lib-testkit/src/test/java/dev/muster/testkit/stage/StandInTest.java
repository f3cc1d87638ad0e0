package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-3")
class StandInTest {
  private static final RoleMap ROLES =
      RoleMap.builder()
          .role(new Role("owner"), Set.of(new RoleSlug("org:boss")), Set.of())
          .role("admin", "note:delete")
          .role("member", "note:read")
          .build();
  private static final UserId ANN = new UserId("user_ann");
  private static final Requirement MEMBER = Requirement.member();

  @Test
  void a_granting_one_says_yes_wherever_and_its_pass_is_for_the_organization_that_was_named() {
    try (Muster muster = StandIn.granting(ROLES, "member")) {
      assertThat(pass(muster, "acme", MEMBER).organization()).isEqualTo(id("org_acme"));
      assertThat(pass(muster, "umbrella", MEMBER).organization()).isEqualTo(id("org_umbrella"));
      assertThat(pass(muster, "org_acme", MEMBER).organization()).isEqualTo(id("org_acme"));
      assertThat(pass(muster, "org_01HZ", MEMBER).organization()).isEqualTo(id("org_01HZ"));
      assertThat(pass(muster, "acme", MEMBER).user()).isEqualTo(ANN);
      assertThat(pass(muster, "acme", MEMBER).role()).contains(new Role("member"));
    }
  }

  @Test
  void a_granting_one_grants_what_the_role_may_do_and_nothing_more() {
    try (Muster muster = StandIn.granting(ROLES, "member")) {
      assertThat(decide(muster, "acme", Requirement.permits(new Permission("note:read"))))
          .isInstanceOf(Decision.Granted.class);
      assertThat(reason(muster, "acme", Requirement.permits(new Permission("note:delete"))))
          .isEqualTo(Reason.PERMISSION_MISSING);
      assertThat(reason(muster, "acme", Requirement.atLeast(new Role("admin"))))
          .isEqualTo(Reason.ROLE_TOO_LOW);
    }
  }

  @Test
  void the_role_is_the_providers_word_for_it() {
    try (Muster muster = StandIn.granting(ROLES, "org:boss")) {
      assertThat(pass(muster, "acme", Requirement.atLeast(new Role("owner"))).role())
          .contains(new Role("owner"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandIn.granting(ROLES, "owner"))
        .withMessage("role `owner` is not in the role map");
  }

  @Test
  void a_denying_one_knows_the_organization_and_no_member_of_it() {
    try (Muster muster = StandIn.denying(ROLES)) {
      for (String text : List.of("acme", "org_acme", "org_01HZ", "org_02HZ", "organization-1")) {
        assertThat(reason(muster, text, MEMBER)).as(text).isEqualTo(Reason.NO_MEMBERSHIP);
      }
    }
  }

  @Test
  void an_undecided_one_says_neither_yes_nor_no() {
    try (Muster muster = StandIn.undecided(ROLES)) {
      for (String text : List.of("acme", "org_01HZ")) {
        assertThat(decide(muster, text, MEMBER))
            .isInstanceOfSatisfying(
                Decision.Undecided.class,
                undecided ->
                    assertThat(undecided.failure())
                        .isEqualTo(Failure.of(Failure.Cause.PROVIDER_UNAVAILABLE)));
      }
    }
  }

  @Test
  void two_never_take_each_others_sessions_nor_do_other_musters() {
    try (Muster granting = StandIn.granting(ROLES, "member");
        Muster another = StandIn.granting(ROLES, "member")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> another.check(granting.vouchedByHost(ANN), "acme", MEMBER));
    }
  }

  @Test
  void what_is_invalidated_is_asked_again_and_the_answer_is_the_same() {
    try (Muster muster = StandIn.granting(ROLES, "member")) {
      OrganizationId acme = pass(muster, "acme", MEMBER).organization();
      muster.invalidate(new MembershipKey(new ProviderInstance("stand-in"), acme, ANN));
      assertThat(pass(muster, "acme", MEMBER).organization()).isEqualTo(acme);
    }
  }

  @Test
  void what_needs_no_membership_is_as_with_every_muster() {
    try (Muster denying = StandIn.denying(ROLES);
        Muster granting = StandIn.granting(ROLES, "admin")) {
      assertThat(denying.check(AccessCheck.of(denying.vouchedByHost(ANN), Requirement.signedIn())))
          .isInstanceOf(Decision.Granted.class);
      assertThat(granting.check(AccessCheck.of(granting.vouchedByHost(ANN), MEMBER)))
          .isInstanceOfSatisfying(
              Decision.Denied.class,
              denied -> assertThat(denied.reason()).isEqualTo(Reason.NO_ORGANIZATION_AT_ALL));
    }
  }

  @Test
  void an_organization_that_a_host_points_to_by_id_is_that_one() {
    try (Muster muster = StandIn.granting(ROLES, "member")) {
      AccessCheck byId =
          AccessCheck.of(muster.vouchedByHost(ANN), MEMBER).in(OrganizationRef.of(id("acme")));
      assertThat(muster.require(byId).organization()).isEqualTo(id("acme"));
    }
  }

  @Test
  void it_does_not_start_in_production() {
    String before = System.getProperty("muster.production");
    System.setProperty("muster.production", "true");
    try {
      assertThatIllegalStateException().isThrownBy(() -> StandIn.granting(ROLES, "member"));
      assertThatIllegalStateException().isThrownBy(() -> StandIn.denying(ROLES));
      assertThatIllegalStateException().isThrownBy(() -> StandIn.undecided(ROLES));
    } finally {
      if (before == null) {
        System.clearProperty("muster.production");
      } else {
        System.setProperty("muster.production", before);
      }
    }
  }

  @Test
  void it_leaves_no_thread_when_it_is_closed() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<Thread> started;
    try (Muster muster = StandIn.granting(ROLES, "member")) {
      assertThat(pass(muster, "acme", MEMBER)).isNotNull();
      started =
          Thread.getAllStackTraces().keySet().stream()
              .filter(
                  thread ->
                      !before.contains(thread) && thread.getName().startsWith("muster-lookup"))
              .toList();
      assertThat(started).isNotEmpty();
    }
    for (Thread thread : started) {
      thread.join(Duration.ofSeconds(10).toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static Pass pass(Muster muster, String organization, Requirement requirement) {
    return muster.require(AccessCheck.of(muster.vouchedByHost(ANN), requirement).in(organization));
  }

  private static Decision decide(Muster muster, String organization, Requirement requirement) {
    return muster.check(muster.vouchedByHost(ANN), organization, requirement);
  }

  private static Reason reason(Muster muster, String organization, Requirement requirement) {
    return decide(muster, organization, requirement)
        .fold(
            granted -> {
              throw new AssertionError(granted);
            },
            Decision.Denied::reason,
            undecided -> {
              throw new AssertionError(undecided);
            });
  }

  private static OrganizationId id(String value) {
    return new OrganizationId(value);
  }
}
