package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.OrganizationActor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many who want to know the same while the provider's answer is late. The controls of a memory that
 * shares nothing, or publishes what was invalidated, are {@code SharedLookupTest}'s in lib-core.
 */
@MusterTest(BoundedHost.class)
class CrowdScenariosTest {
  private final Hold late = new Hold();

  @Test
  @Tag("A10")
  @Tag("MEM-6")
  void a_hundred_misses_at_once_make_one_call(MusterKit kit) {
    kit.org("acme").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(late));
    var crowd = kit.atOnce(100, () -> ann.check(member())).until(late).untilAllWait();
    late.release();
    assertThat(crowd.answers()).hasSize(100).allMatch(Decision.Granted.class::isInstance);
    assertThat(kit.calls()).hasCalls(Operation.FIND_MEMBERSHIP, 1);
  }

  @Test
  @Tag("A10")
  @Tag("MEM-6")
  void a_caller_who_goes_away_takes_no_other_along(MusterKit kit) {
    kit.org("acme").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(late));
    var crowd = kit.atOnce(100, () -> ann.check(member())).until(late).untilAllWait();
    assertThat(crowd.interrupt(42).answer(42)).isUndecided();
    late.release();
    assertThat(crowd.answers()).filteredOn(Decision.Granted.class::isInstance).hasSize(99);
    assertThat(kit.calls()).hasCalls(Operation.FIND_MEMBERSHIP, 1);
  }

  @Test
  @Tag("A11")
  @Tag("MEM-7")
  void what_was_read_before_an_invalidation_is_not_believed_after_it(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(late));
    var reading = kit.atOnce(() -> kit.actingAs("ann").in("acme").check(member())).until(late);
    kit.provider().remove("ann", "acme");
    kit.muster().invalidate(kit.key("ann", "acme"));
    late.release();
    reading.answers();
    assertThat(kit.actingAs("ann").in("acme").check(member())).isDenied();
  }
}
