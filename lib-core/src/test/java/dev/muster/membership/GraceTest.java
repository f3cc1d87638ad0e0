package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-8")
class GraceTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final InMemoryMembershipStore store = new InMemoryMembershipStore(clock);
  private final EvidenceReader reader = reader(store, FIVE_MINUTES);

  @BeforeEach
  void a_member_was_seen() {
    provider.says(ann(MembershipStatus.ACTIVE, 1, "admin"));
    assertThat(known(reader, HALF_MINUTE).isStale()).isFalse();
  }

  @Test
  void in_an_outage_a_member_is_served_beyond_the_bound_and_marked() {
    clock.advance(Duration.ofSeconds(31));
    down();
    Evidence served = known(reader, HALF_MINUTE);
    assertThat(served.isMember()).isTrue();
    assertThat(served.isStale()).isTrue();
    assertThat(Timeline.age(served.asOf(), timeline.now())).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void grace_ends_on_the_dot() {
    down();
    clock.advance(Duration.ofSeconds(30).plus(FIVE_MINUTES));
    assertThat(known(reader, HALF_MINUTE).isStale()).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(cause(reader, HALF_MINUTE)).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void what_was_served_may_have_outlived_its_grace_when_the_decision_is_returned() {
    clock.advance(Duration.ofSeconds(31));
    down();
    Moment start = timeline.now();
    Evidence served = known(reader, HALF_MINUTE);
    assertThat(served.serves(HALF_MINUTE, start, timeline.now())).isTrue();
    clock.advance(FIVE_MINUTES);
    assertThat(served.serves(HALF_MINUTE, start, timeline.now())).isFalse();
  }

  @Test
  void a_live_read_has_no_grace() {
    clock.advance(Duration.ofSeconds(1));
    down();
    assertThat(cause(reader, Freshness.live())).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void what_another_node_wrote_meanwhile_lies_within_the_bound_and_is_not_stale() {
    clock.advance(Duration.ofSeconds(31));
    writtenWhileAsked();
    assertThat(known(reader, HALF_MINUTE).isStale()).isFalse();
  }

  @Test
  void a_live_read_takes_nothing_from_another_node_either() {
    clock.advance(Duration.ofSeconds(31));
    writtenWhileAsked();
    assertThat(cause(reader, Freshness.live())).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void only_unavailability_has_grace() {
    clock.advance(Duration.ofSeconds(31));
    for (RuntimeException failure :
        List.of(
            new Misconfigured("api key"),
            new Rejected("no"),
            new IllegalStateException("bug"),
            new StoreException("no connection", null))) {
      provider.fails(failure);
      assertThat(cause(reader, HALF_MINUTE)).isEqualTo(Failure.of(failure).cause());
    }
  }

  @Test
  void who_was_deactivated_or_removed_has_no_grace() {
    provider.says(ann(MembershipStatus.INACTIVE, 2, "admin"));
    known(reader, Freshness.live());
    clock.advance(Duration.ofSeconds(31));
    down();
    assertThat(cause(reader, HALF_MINUTE)).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);

    provider.answer = Optional::empty;
    known(reader, Freshness.live());
    clock.advance(Duration.ofSeconds(31));
    down();
    assertThat(cause(reader, HALF_MINUTE)).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void a_removal_that_another_node_sees_while_the_provider_is_asked_has_no_grace() {
    clock.advance(Duration.ofSeconds(31));
    removedWhileAsked();
    assertThat(cause(reader, HALF_MINUTE)).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void control_a_mirror_that_is_not_read_again_serves_the_removed_member() {
    EvidenceReader careless = reader(new ReadOnce(store), FIVE_MINUTES);
    clock.advance(Duration.ofSeconds(31));
    removedWhileAsked();
    assertThat(known(careless, HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  void what_was_served_in_grace_is_not_remembered() {
    clock.advance(Duration.ofSeconds(31));
    down();
    known(reader, HALF_MINUTE);
    assertThat(known(reader, HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
    provider.says(ann(MembershipStatus.ACTIVE, 1, "member"));
    Evidence fresh = known(reader, HALF_MINUTE);
    assertThat(fresh.isStale()).isFalse();
    assertThat(fresh.source()).isEqualTo(Source.LIVE);
  }

  @Test
  void a_mirror_that_can_not_be_read_has_no_grace() {
    TestMirror mirror = new TestMirror(store);
    EvidenceReader cut = reader(mirror, FIVE_MINUTES);
    clock.advance(Duration.ofSeconds(31));
    provider.answer =
        () -> {
          mirror.cut();
          throw new Unavailable("down", null);
        };
    assertThat(cause(cut, HALF_MINUTE)).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void without_a_declared_grace_there_is_none() {
    EvidenceReader strict = reader(store, EvidenceReader.Policy.DEFAULT_GRACE);
    clock.advance(Duration.ofSeconds(31));
    down();
    assertThat(cause(strict, HALF_MINUTE)).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  private void down() {
    provider.fails(new Unavailable("down", null));
  }

  private void removedWhileAsked() {
    provider.answer =
        () -> {
          store.record(KEY, new Observation.Absent(clock.instant()), 1);
          throw new Unavailable("down", null);
        };
  }

  private void writtenWhileAsked() {
    provider.answer =
        () -> {
          Observation seen =
              new Observation.Seen(ann(MembershipStatus.ACTIVE, 1, "admin"), clock.instant());
          store.record(KEY, seen, 1);
          throw new Unavailable("down", null);
        };
  }

  private Evidence known(EvidenceReader by, Freshness freshness) {
    return TestEvidence.known(by.read(KEY, freshness, timeline.now()));
  }

  private Failure.Cause cause(EvidenceReader by, Freshness freshness) {
    return by.read(KEY, freshness, timeline.now())
        .fold(
            known -> {
              throw new AssertionError("known: " + known);
            },
            Failure::cause);
  }

  private EvidenceReader reader(MembershipStore mirror, Duration grace) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(Duration.ofSeconds(5), Duration.ofSeconds(5), grace, 100, false);
    return new EvidenceReader(
        provider, mirror, timeline, policy, Runnable::run, event -> {}, ahead -> {});
  }

  /** Finds what it found first. */
  private static final class ReadOnce extends TestMirror {
    private final Map<MembershipKey, Read> first = new HashMap<>();

    ReadOnce(MembershipStore store) {
      super(store);
    }

    @Override
    public Read find(MembershipKey key) {
      return first.computeIfAbsent(key, super::find);
    }
  }
}
