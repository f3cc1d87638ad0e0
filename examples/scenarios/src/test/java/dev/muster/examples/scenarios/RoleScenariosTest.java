package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.Role;
import dev.muster.role.RoleEvent;
import dev.muster.store.RoleStore;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a role that somebody wrote past Muster. */
@MusterTest(LiveHost.class)
@Tag("A21")
@Tag("ROLE-7")
class RoleScenariosTest {
  private static final RoleStore.Change BY_HAND =
      new RoleStore.Change(new Role("member"), new Role("admin"));

  @Test
  void a_role_written_outside_is_found_by_a_request_and_corrected_with_an_event(MusterKit kit) {
    kit.org("acme").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.roleStore().swap(kit.key("ann", "acme"), BY_HAND);
    kit.clock().advance(Duration.ofSeconds(30));
    assertThat(kit.actingAs("ann").in("acme").check(member())).isGranted().hasRole("member");
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(new Role("member"));
    assertThat(kit.audit().of(RoleEvent.RoleChanged.class).get(1).origin())
        .isEqualTo(RoleEvent.RoleChanged.Origin.RECORD);
  }

  @Test
  void a_role_written_outside_is_found_by_a_batch_and_corrected_with_an_event(MusterKit kit) {
    kit.org("acme").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.roleStore().swap(kit.key("ann", "acme"), BY_HAND);
    kit.muster().roleDrift().correct(kit.organization("acme"));
    assertThat(kit.roleStore().find(kit.key("ann", "acme"))).contains(new Role("member"));
    assertThat(kit.audit().of(RoleEvent.RoleChanged.class)).hasSize(2);
  }
}
