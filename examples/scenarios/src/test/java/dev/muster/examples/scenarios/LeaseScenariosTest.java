package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.atLeast;
import static dev.muster.decision.Requirement.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.lease.Lease;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A socket, an upload, a job: work that outlives the request that was allowed. */
@MusterTest(LiveHost.class)
@Tag("A22")
@Tag("MEM-12")
class LeaseScenariosTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Freshness WITHIN_A_MINUTE = Freshness.within(MINUTE);

  private final List<Reason> ended = new ArrayList<>();

  private void ended(Decision.Denied denied) {
    ended.add(denied.reason());
  }

  @Test
  void the_lease_of_a_removed_member_ends_within_the_bound_and_tells_its_holder(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    var pass = kit.actingAs("ann").in("acme").require(member());
    Leases leases = kit.muster().leases(kit.scheduler());
    Lease lease = leases.hold(pass, WITHIN_A_MINUTE, this::ended);
    kit.provider().remove("ann", "acme");
    kit.pass(MINUTE);
    assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
    assertThat(ended).containsExactly(Reason.NO_MEMBERSHIP);
  }

  @Test
  void the_lease_of_a_demoted_administrator_ends_within_the_bound(MusterKit kit) {
    kit.org("acme").admin("boss", "ann");
    var pass = kit.actingAs("ann").in("acme").require(atLeast(new Role("admin")));
    Leases leases = kit.muster().leases(kit.scheduler());
    Lease lease = leases.hold(pass, WITHIN_A_MINUTE, this::ended);
    kit.provider().setRole("ann", "acme", "member");
    kit.pass(MINUTE);
    assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
    assertThat(ended).containsExactly(Reason.ROLE_TOO_LOW);
  }
}
