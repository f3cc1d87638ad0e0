package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.muster.decision.Decision;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleEvent;
import dev.muster.role.RolePlan.Why;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.junit.MusterExtension;
import dev.muster.testkit.stage.MusterKit;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An administrator becomes a wizard at the provider, and the host has never heard of wizards. */
@ParameterizedClass(name = "{0}")
@MethodSource("policies")
@Tag("A4")
@Tag("ROLE-3")
class UnknownRoleScenariosTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");
  private static final RoleSlug WIZARD = new RoleSlug("wizard");

  @Parameter(0)
  private UnknownRolePolicy policy = UnknownRolePolicy.keep();

  @Parameter(1)
  private Why why = Why.UNKNOWN_KEPT;

  @Parameter(2)
  private Role recorded = ADMIN;

  @Parameter(3)
  private Class<? extends Decision> answer = Decision.class;

  /** A provider that tells of changes by webhooks alone, so that nothing else brings the news. */
  @RegisterExtension
  private final MusterExtension muster =
      MusterExtension.of(
          kit -> {
            kit.profile(ProviderProfile.CLERK).muster(host -> host.unknownRoles(policy));
            Control.apply(kit);
          });

  static Stream<Arguments> policies() {
    return Stream.of(
        arguments(UnknownRolePolicy.keep(), Why.UNKNOWN_KEPT, ADMIN, Decision.Granted.class),
        arguments(
            UnknownRolePolicy.fallback(MEMBER),
            Why.UNKNOWN_FELL_BACK,
            MEMBER,
            Decision.Granted.class),
        arguments(UnknownRolePolicy.deny(), Why.UNKNOWN_DENIED, ADMIN, Decision.Denied.class));
  }

  private static FakeDashboard dashboard(MusterKit kit) {
    return kit.provider().fake().dashboard();
  }

  private static Set<RoleSlug> unknown(RoleDrift.Result found) {
    return ((RoleDrift.Result.Compared) found).report().unknown();
  }

  @Test
  void a_request_that_finds_an_unknown_role_follows_the_policy(MusterKit kit) {
    kit.org("acme").admin("boss", "ann");
    kit.actingAs("ann").in("acme").require(member());
    dashboard(kit).setRoles(kit.organization("acme"), kit.user("ann"), WIZARD);
    assertThat(kit.actingAs("ann").in("acme").check(member())).isInstanceOf(answer);
    assertThat(kit.audit().of(RoleEvent.UnknownRole.class)).extracting("why").containsExactly(why);
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(recorded);
  }

  @Test
  void a_webhook_that_tells_of_an_unknown_role_follows_the_policy(MusterKit kit) {
    kit.org("acme").admin("boss", "ann");
    kit.follow();
    dashboard(kit).setRoles(kit.organization("acme"), kit.user("ann"), WIZARD);
    kit.webhooks().take().forEach(kit::deliver);
    kit.follow();
    assertThat(kit.audit().of(RoleEvent.UnknownRole.class)).extracting("why").containsExactly(why);
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(recorded);
    assertThat(kit.actingAs("ann").in("acme").check(member())).isInstanceOf(answer);
  }

  @Test
  void a_batch_that_finds_an_unknown_role_follows_the_policy(MusterKit kit) {
    kit.org("acme").admin("boss", "ann");
    kit.actingAs("ann").in("acme").require(member());
    dashboard(kit).setRoles(kit.organization("acme"), kit.user("ann"), WIZARD);
    var found = kit.muster().roleDrift().correct(kit.organization("acme"));
    assertThat(unknown(found)).containsExactly(WIZARD);
    assertThat(kit.audit().of(RoleEvent.UnknownRole.class)).extracting("why").containsExactly(why);
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(recorded);
    assertThat(kit.actingAs("ann").in("acme").check(member())).isInstanceOf(answer);
  }
}
