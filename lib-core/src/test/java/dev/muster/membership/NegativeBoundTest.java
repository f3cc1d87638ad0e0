package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-5")
class NegativeBoundTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final InMemoryMembershipStore store = new InMemoryMembershipStore(clock);
  private final EvidenceReader reader = reader(store);

  @Test
  void a_no_is_remembered_for_the_negative_bound_and_no_longer() {
    assertThat(isMember(reader, HALF_MINUTE)).isFalse();
    clock.advance(Duration.ofSeconds(5));
    isMember(reader, HALF_MINUTE);
    assertThat(provider.lookups).hasValue(1);
    clock.advance(Duration.ofMillis(1));
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    assertThat(isMember(reader, HALF_MINUTE)).isTrue();
  }

  @Test
  void a_no_of_the_mirror_that_grows_old_while_it_is_read_is_asked_for_again() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    isMember(reader, HALF_MINUTE);
    provider.says(ann(MembershipStatus.INACTIVE, 2));
    isMember(reader, Freshness.live());
    provider.says(ann(MembershipStatus.ACTIVE, 3));
    clock.advance(Duration.ofSeconds(1));
    EvidenceReader slow =
        reader(
            new TestMirror(store) {
              @Override
              public Read find(MembershipKey key) {
                Read read = super.find(key);
                clock.advance(Duration.ofSeconds(6));
                return read;
              }
            });
    assertThat(isMember(slow, HALF_MINUTE)).isTrue();
  }

  private boolean isMember(EvidenceReader by, Freshness freshness) {
    return TestEvidence.known(by.read(KEY, freshness, timeline.now())).isMember();
  }

  private EvidenceReader reader(MembershipStore mirror) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ZERO, 100, false);
    return new EvidenceReader(
        provider, mirror, timeline, policy, Runnable::run, event -> {}, ahead -> {});
  }
}
