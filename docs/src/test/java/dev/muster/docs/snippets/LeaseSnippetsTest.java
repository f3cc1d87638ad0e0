package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lease.Lease;
import dev.muster.lease.LeaseHolder;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The snippets of docs/leases.md, run. */
@MusterTest
class LeaseSnippetsTest {
  @Test
  void lease(MusterKit kit, Muster muster) {
    kit.org("acme").member("ann");
    AccessCheck check = kit.actingAs("ann").in("acme").asks(Requirement.member());
    ScheduledExecutorService scheduler = kit.scheduler();
    Connection connection = new Connection();
    // @start region=lease
    Leases leases = muster.leases(scheduler);
    Pass pass = muster.require(check);
    Lease lease =
        leases.hold(
            pass,
            Freshness.within(Duration.ofSeconds(30)),
            denied -> connection.close("access ended: " + denied.reason()));
    // @end
    kit.provider().remove("ann", "acme");
    kit.pass(Duration.ofSeconds(30));
    assertThat(connection.closed).contains("NO_MEMBERSHIP");
    assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void holder() {
    Connection connection = new Connection();
    // @start region=holder
    LeaseHolder holder =
        new LeaseHolder() {
          @Override
          public void ended(Decision.Denied denied) {
            connection.close("access ended: " + denied.reason());
          }

          @Override
          public void suspended(Decision.Undecided undecided) {
            connection.pause();
          }

          @Override
          public void resumed() {
            connection.goOn();
          }
        };
    // @end
    holder.resumed();
    assertThat(connection.works).isTrue();
  }

  private static final class Connection {
    private String closed = "";
    private boolean works;

    void close(String why) {
      closed = why;
    }

    void pause() {
      works = false;
    }

    void goOn() {
      works = true;
    }
  }
}
