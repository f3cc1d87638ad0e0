package dev.muster.proof.token;

import static dev.muster.proof.token.TokenStage.HALF_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.lease.Lease;
import dev.muster.lease.LeaseHolder;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.proof.lease.HandScheduler;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Work that a token began, and that outlives its request. */
@Tag("MEM-12")
@Tag("TOK-4")
class TokenLeaseTest {
  private final TokenStage stage = new TokenStage(HALF_MINUTE);
  private final HandScheduler scheduler = new HandScheduler();
  private final Leases leases = stage.muster.leases(scheduler.asExecutor());
  private final List<Reason> ended = new ArrayList<>();

  @AfterEach
  void close() {
    stage.close();
  }

  private Lease hold() {
    Pass pass = ((Decision.Granted) stage.check(stage.issued())).pass();
    LeaseHolder holder = denied -> ended.add(denied.reason());
    return leases.hold(pass, Freshness.within(Duration.ofMinutes(1)), holder);
  }

  private void pass(Duration time) {
    stage.pass(time);
    scheduler.tick();
    scheduler.runPending();
  }

  @Test
  void a_lease_ends_at_once_when_its_token_is_revoked_on_this_node() {
    Lease lease = hold();

    stage.tokens().revoke(new TokenHolder.OfUser(stage.key.provider(), stage.ann));
    scheduler.runPending();

    assertThat(ended).containsExactly(Reason.INVALID_CREDENTIAL);
    assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void a_lease_ends_within_its_bound_when_its_token_is_revoked_elsewhere() {
    hold();
    stage.store.revoke(new TokenHolder.OfMembership(stage.key));

    pass(Duration.ofSeconds(30));
    pass(Duration.ofSeconds(30));

    assertThat(ended).containsExactly(Reason.INVALID_CREDENTIAL);
  }

  @Test
  void a_lease_ends_with_the_life_of_its_token() {
    Lease lease = hold();
    for (int i = 0; i < 239; i++) {
      pass(Duration.ofSeconds(30));
      assertThat(lease.state()).isEqualTo(Lease.State.ACTIVE);
    }

    pass(Duration.ofSeconds(30));

    assertThat(ended).containsExactly(Reason.INVALID_CREDENTIAL);
  }

  @Test
  @Tag("ANS-2")
  void an_outage_of_the_store_suspends_a_lease_and_does_not_end_it() {
    Lease lease = hold();
    stage.store.down = true;
    pass(Duration.ofSeconds(61));

    assertThat(lease.state()).isEqualTo(Lease.State.SUSPENDED);
    stage.store.down = false;
    pass(Duration.ofSeconds(30));
    assertThat(lease.state()).isEqualTo(Lease.State.ACTIVE);
    assertThat(ended).isEmpty();
  }
}
