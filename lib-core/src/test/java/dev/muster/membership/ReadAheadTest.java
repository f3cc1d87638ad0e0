package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.store.InMemoryMembershipStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-6")
class ReadAheadTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness FORTY = Freshness.within(Duration.ofSeconds(40));

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private boolean inBackground;
  private final EvidenceReader reader = reader(true);

  @BeforeEach
  void a_member_was_seen() {
    provider.says(ann(MembershipStatus.ACTIVE, 1, "admin"));
    read(reader);
    inBackground = true;
  }

  @Test
  void a_busy_key_never_waits_at_its_bound() {
    clock.advance(Duration.ofSeconds(31));
    assertThat(read(reader).source()).isEqualTo(Source.CACHE);
    land();
    clock.advance(Duration.ofSeconds(30));
    assertThat(read(reader).source()).as("61 s after the first read").isEqualTo(Source.CACHE);
    assertThat(provider.lookups).hasValue(2);
  }

  @Test
  void before_the_last_quarter_nothing_is_read_and_in_it_once_for_all_requests() {
    clock.advance(Duration.ofSeconds(30));
    read(reader);
    assertThat(background).isEmpty();
    clock.advance(Duration.ofMillis(1));
    for (int request = 0; request < 100; request++) {
      read(reader);
    }
    assertThat(background).hasSize(1);
    land();
    assertThat(provider.lookups).hasValue(2);
  }

  @Test
  @Tag("ANS-2")
  void a_provider_that_is_down_is_asked_once_and_the_evidence_serves_to_its_bound() {
    provider.fails(new Unavailable("down", null));
    clock.advance(Duration.ofSeconds(31));
    for (int request = 0; request < 100; request++) {
      read(reader);
      land();
    }
    assertThat(provider.lookups).hasValue(2);
    clock.advance(Duration.ofSeconds(9));
    assertThat(read(reader).source()).isEqualTo(Source.CACHE);
  }

  @Test
  @Tag("MEM-7")
  void a_removal_is_seen_by_the_read_ahead() {
    provider.answer = Optional::empty;
    clock.advance(Duration.ofSeconds(31));
    assertThat(read(reader).isMember()).isTrue();
    land();
    assertThat(read(reader).isMember()).isFalse();
  }

  @Test
  @Tag("MEM-7")
  void a_read_ahead_that_an_invalidation_overtook_is_not_remembered() {
    clock.advance(Duration.ofSeconds(31));
    read(reader);
    provider.answer =
        () -> {
          reader.invalidate(KEY);
          return Optional.of(ann(MembershipStatus.ACTIVE, 1, "admin"));
        };
    land();
    provider.answer = Optional::empty;
    inBackground = false;
    clock.advance(Duration.ofSeconds(41));
    assertThat(read(reader).isMember()).isFalse();
  }

  @Test
  void control_without_reading_ahead_somebody_waits_at_the_bound() {
    inBackground = false;
    EvidenceReader plain = reader(false);
    read(plain);
    clock.advance(Duration.ofSeconds(31));
    read(plain);
    clock.advance(Duration.ofSeconds(30));
    assertThat(read(plain).source()).isEqualTo(Source.LIVE);
  }

  private void land() {
    for (Runnable lookup = background.poll(); lookup != null; lookup = background.poll()) {
      lookup.run();
    }
  }

  private Evidence read(EvidenceReader by) {
    return TestEvidence.known(by.read(KEY, FORTY, timeline.now()));
  }

  private EvidenceReader reader(boolean readsAhead) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 100, readsAhead);
    return new EvidenceReader(
        provider,
        new InMemoryMembershipStore(clock),
        timeline,
        policy,
        lookup -> {
          if (inBackground) {
            background.add(lookup);
          } else {
            lookup.run();
          }
        },
        event -> {},
        ahead -> {});
  }
}
