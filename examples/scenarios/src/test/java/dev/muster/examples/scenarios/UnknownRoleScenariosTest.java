package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.muster.decision.Decision;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleEvent;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.junit.MusterExtension;
import dev.muster.testkit.stage.MusterKit;
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
  @Parameter(0)
  private UnknownRolePolicy policy = UnknownRolePolicy.keep();

  @Parameter(1)
  private Role recorded = new Role("admin");

  @Parameter(2)
  private Class<? extends Decision> answer = Decision.class;

  @RegisterExtension
  private final MusterExtension muster =
      MusterExtension.of(
          kit -> {
            kit.muster(host -> host.unknownRoles(policy));
            Control.apply(kit);
          });

  static Stream<Arguments> policies() {
    return Stream.of(
        arguments(UnknownRolePolicy.keep(), new Role("admin"), Decision.Granted.class),
        arguments(
            UnknownRolePolicy.fallback(new Role("member")),
            new Role("member"),
            Decision.Granted.class),
        arguments(UnknownRolePolicy.deny(), new Role("admin"), Decision.Denied.class));
  }

  private static FakeDashboard dashboard(MusterKit kit) {
    return kit.provider().fake().dashboard();
  }

  @Test
  void a_request_that_finds_an_unknown_role_follows_the_policy(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.actingAs("ann").in("acme").require(member());
    dashboard(kit).setRoles(kit.organization("acme"), kit.user("ann"), new RoleSlug("wizard"));
    assertThat(kit.actingAs("ann").in("acme").check(member())).isInstanceOf(answer);
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(recorded);
    assertThat(kit.audit().of(RoleEvent.UnknownRole.class)).hasSize(1);
  }

  @Test
  void a_webhook_that_tells_of_an_unknown_role_follows_the_policy(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.actingAs("ann").in("acme").require(member());
    dashboard(kit).setRoles(kit.organization("acme"), kit.user("ann"), new RoleSlug("wizard"));
    kit.webhooks().take().forEach(kit::deliver);
    kit.follow();
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(recorded);
    assertThat(kit.actingAs("ann").in("acme").check(member())).isInstanceOf(answer);
    assertThat(kit.audit().of(RoleEvent.UnknownRole.class)).hasSize(1);
  }

  @Test
  void a_batch_that_finds_an_unknown_role_follows_the_policy(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.actingAs("ann").in("acme").require(member());
    dashboard(kit).setRoles(kit.organization("acme"), kit.user("ann"), new RoleSlug("wizard"));
    kit.muster().roleDrift().correct(kit.organization("acme"));
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(recorded);
    assertThat(kit.actingAs("ann").in("acme").check(member())).isInstanceOf(answer);
    assertThat(kit.audit().of(RoleEvent.UnknownRole.class)).hasSize(1);
  }
}
