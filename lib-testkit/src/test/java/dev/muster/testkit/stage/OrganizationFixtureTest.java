package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.MembershipStatus;
import dev.muster.role.RoleMap;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.fault.Operation;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-3")
class OrganizationFixtureTest {
  private static final Requirement ADMIN = Requirement.atLeast(new Role("admin"));

  private final MusterKit kit = MusterKit.standard();

  @AfterEach
  void close() {
    kit.close();
  }

  private Decision check(String user, Requirement requirement) {
    return kit.actingAs(user).in("acme").check(requirement);
  }

  private Reason refusal(String user) {
    return ((Decision.Denied) check(user, Requirement.member())).reason();
  }

  @Test
  void an_admin_is_one_and_a_member_is_none() {
    kit.org("acme").admin("u1").member("u2");
    assertThat(check("u1", ADMIN)).isInstanceOf(Decision.Granted.class);
    assertThat(check("u2", ADMIN)).isInstanceOf(Decision.Denied.class);
    assertThat(check("u2", Requirement.member())).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void the_default_roles_permit_to_read_and_the_admins_to_write() {
    kit.org("acme").admin("u1").member("u2");
    Requirement write = Requirement.permits(new Permission("write"));
    Requirement read = Requirement.permits(new Permission("read"));
    assertThat(check("u1", write)).isInstanceOf(Decision.Granted.class);
    assertThat(check("u2", write)).isInstanceOf(Decision.Denied.class);
    assertThat(check("u2", read)).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void who_is_pending_inactive_or_elsewhere_is_refused() {
    kit.org("acme").pending("u1").inactive("u2");
    kit.org("other").member("u3");
    assertThat(refusal("u1")).isEqualTo(Reason.NOT_ACTIVE);
    assertThat(refusal("u2")).isEqualTo(Reason.NOT_ACTIVE);
    assertThat(refusal("u3")).isEqualTo(Reason.NO_MEMBERSHIP);
  }

  @Test
  void a_role_is_the_providers_word_for_it() {
    RoleMap roles =
        RoleMap.builder()
            .role(new Role("boss"), Set.of(new RoleSlug("org:admin")), Set.of())
            .role("member")
            .build();
    try (MusterKit own = MusterKit.with(builder -> builder.roles(roles))) {
      own.org("acme").role("org:admin", "u1");
      assertThat(own.actingAs("u1").in("acme").check(Requirement.atLeast(new Role("boss"))))
          .isInstanceOf(Decision.Granted.class);
      assertThat(own.muster().lifecycle()).isPresent();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> own.org("acme").admin("u2"))
          .withMessage(
              "the role map knows no role `admin`; the provider's roles that it knows are"
                  + " `member`, `org:admin`");
    }
  }

  @Test
  void an_organization_is_made_once_and_is_called_by_its_slug() {
    assertThat(kit.org("acme")).isSameAs(kit.org("acme")).hasToString("OrganizationFixture[acme]");
    assertThat(kit.organization("acme")).isEqualTo(kit.org("acme").id());
    assertThat(kit.org("acme").slug().value()).isEqualTo("acme");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.org("Acme Inc"))
        .withMessageContaining("slug")
        .withMessageContaining("Acme Inc");
  }

  @Test
  void a_user_is_made_once_and_has_the_e_mail_of_the_name() {
    assertThat(kit.user("u1")).isEqualTo(kit.user("u1"));
    var unused = kit.user("ann@acme.example");
    assertThat(kit.provider().fake().dashboard().users())
        .extracting(user -> user.email())
        .containsExactly("u1@example.org", "ann@acme.example");
    assertThatIllegalArgumentException().isThrownBy(() -> kit.user(" "));
  }

  @Test
  void whoever_is_in_already_is_a_mistake_of_the_test() {
    kit.org("acme").member("u1");
    assertThatIllegalStateException().isThrownBy(() -> kit.org("acme").admin("u1"));
  }

  @Test
  void nothing_of_it_is_a_call_and_a_check_is_one() {
    kit.org("acme").admin("u1").member("u2").pending("u3").inactive("u4");
    assertThat(kit.calls().total()).isZero();
    assertThat(check("u2", Requirement.member())).isInstanceOf(Decision.Granted.class);
    assertThat(kit.calls().calls()).containsExactly(Operation.FIND_MEMBERSHIP);
  }

  @ParameterizedTest
  @EnumSource
  void every_provider_can_be_staged(ProviderProfile profile) {
    try (MusterKit own = MusterKit.with(builder -> builder.profile(profile).pageSize(1))) {
      own.org("acme").admin("u1").member("u2").pending("u3");
      assertThat(own.actingAs("u2").in("acme").check(Requirement.member()))
          .isInstanceOf(Decision.Granted.class);
      assertThat(own.actingAs("u3").in("acme").check(Requirement.member()))
          .isInstanceOf(Decision.Denied.class);
      if (profile.statuses().contains(MembershipStatus.INACTIVE)) {
        own.org("acme").inactive("u4");
        assertThat(own.actingAs("u4").in("acme").check(Requirement.member()))
            .isInstanceOf(Decision.Denied.class);
      }
    }
  }
}
