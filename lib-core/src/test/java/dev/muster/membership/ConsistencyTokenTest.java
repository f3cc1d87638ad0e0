package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.MembershipKey;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.InMemoryMembershipStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes on one mirror: what one has seen, the other can be made to see. */
@Tag("ANS-9")
class ConsistencyTokenTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness MINUTE = Freshness.within(Duration.ofMinutes(1));

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final InMemoryMembershipStore store = new InMemoryMembershipStore(clock);
  private final EvidenceReader here = reader();
  private final EvidenceReader there = reader();

  @Test
  void what_another_node_remembers_from_before_a_removal_does_not_serve() {
    ConsistencyToken removal = removedHereAndRememberedThere();
    assertThat(read(there, MINUTE, 0).isMember()).as("without the token").isTrue();
    assertThat(read(there, MINUTE, removal.epoch()).isMember()).isFalse();
    assertThat(read(there, MINUTE, 0).isMember()).as("from then on").isFalse();
  }

  @Test
  void what_has_caught_up_serves_without_a_call() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    ConsistencyToken seen = read(here, MINUTE, 0).token();
    int lookups = provider.lookups.get();
    assertThat(read(here, MINUTE, seen.epoch()).source()).isEqualTo(Source.CACHE);
    assertThat(read(there, MINUTE, seen.epoch()).source()).isEqualTo(Source.MIRROR);
    assertThat(provider.lookups).hasValue(lookups);
  }

  @Test
  void a_no_that_was_remembered_before_somebody_joined_does_not_serve() {
    assertThat(read(there, MINUTE, 0).isMember()).isFalse();
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    ConsistencyToken joined = read(here, Freshness.live(), 0).token();
    assertThat(read(there, MINUTE, joined.epoch()).isMember()).isTrue();
  }

  @Test
  void an_epoch_that_never_was_costs_a_read_of_the_provider_and_nothing_else() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    read(here, MINUTE, 0);
    Evidence served = read(here, MINUTE, Long.MAX_VALUE);
    assertThat(served.source()).isEqualTo(Source.LIVE);
    assertThat(served.isMember()).isTrue();
  }

  @Test
  @Tag("BAD-INPUT")
  void an_epoch_is_zero_or_more() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ConsistencyToken(KEY, -1));
  }

  private ConsistencyToken removedHereAndRememberedThere() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    read(there, MINUTE, 0);
    provider.answer = Optional::empty;
    Evidence no = read(here, Freshness.live(), 0);
    assertThat(no.isMember()).isFalse();
    return no.token();
  }

  private Evidence read(EvidenceReader node, Freshness freshness, long epoch) {
    clock.advance(Duration.ofMillis(1));
    return TestEvidence.known(node.read(KEY, freshness, timeline.now(), epoch));
  }

  private EvidenceReader reader() {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 100, false);
    return new EvidenceReader(
        provider, store, timeline, policy, Runnable::run, event -> {}, ahead -> {});
  }
}
