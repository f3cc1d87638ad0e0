package dev.muster.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.stage.MusterKit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-3")
@MusterTest
class MusterTestTest {
  @Test
  void a_removed_member_is_out_on_the_next_request(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    assertThat(kit.actingAs("u2").in("acme").check(Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
    assertThat(kit.calls().calls()).containsExactly(Operation.FIND_MEMBERSHIP);
    kit.provider().remove("u2", "acme");
    assertThat(kit.actingAs("u2").in("acme").check(Requirement.member()))
        .isInstanceOf(Decision.Denied.class);
  }
}
