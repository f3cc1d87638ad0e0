package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceReaderTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final InMemoryMembershipStore store = new InMemoryMembershipStore(clock);
  private final List<MembershipEvent> events = new ArrayList<>();
  private final EvidenceReader reader = reader(store);

  private EvidenceReader reader(MembershipStore mirror) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 100, false);
    return new EvidenceReader(
        provider, mirror, timeline, policy, Runnable::run, events::add, ahead -> {});
  }

  private EvidenceResult read(Freshness freshness) {
    return reader.read(KEY, freshness, timeline.now());
  }

  private Evidence known(Freshness freshness) {
    return TestEvidence.known(read(freshness));
  }

  private Failure.Cause cause(Freshness freshness) {
    return read(freshness)
        .fold(
            known -> {
              throw new AssertionError("known: " + known);
            },
            Failure::cause);
  }

  private void tick() {
    clock.advance(Duration.ofMillis(1));
  }

  @Test
  @Tag("MEM-4")
  void a_live_read_asks_the_provider_each_time() {
    provider.says(ann(MembershipStatus.ACTIVE, 1, "admin"));
    assertThat(known(Freshness.live()).isMember()).isTrue();
    tick();
    Evidence second = known(Freshness.live());
    assertThat(second.source()).isEqualTo(Source.LIVE);
    assertThat(second.asOf()).isEqualTo(timeline.now());
    assertThat(provider.lookups).hasValue(2);
  }

  @Test
  @Tag("MEM-4")
  void within_a_bound_memory_serves_until_the_evidence_is_older() {
    provider.says(ann(MembershipStatus.ACTIVE, 1, "admin"));
    known(HALF_MINUTE);
    clock.advance(Duration.ofSeconds(30));
    assertThat(known(HALF_MINUTE).source()).isEqualTo(Source.CACHE);
    assertThat(provider.lookups).hasValue(1);
    tick();
    assertThat(known(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
    assertThat(provider.lookups).hasValue(2);
  }

  @Test
  @Tag("MEM-4")
  void the_mirror_serves_another_node_within_the_bound_and_keeps_the_age() {
    provider.says(ann(MembershipStatus.ACTIVE, 1, "admin"));
    known(HALF_MINUTE);
    clock.advance(Duration.ofSeconds(20));
    EvidenceReader otherNode = reader(store);
    Evidence mirrored = TestEvidence.known(otherNode.read(KEY, HALF_MINUTE, timeline.now()));
    assertThat(mirrored.source()).isEqualTo(Source.MIRROR);
    assertThat(Timeline.age(mirrored.asOf(), timeline.now())).isEqualTo(Duration.ofSeconds(20));
    assertThat(provider.lookups).hasValue(1);
    clock.advance(Duration.ofSeconds(11));
    Evidence aged = TestEvidence.known(otherNode.read(KEY, HALF_MINUTE, timeline.now()));
    assertThat(aged.source()).isEqualTo(Source.LIVE);
  }

  @ParameterizedTest
  @EnumSource(value = MembershipStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  @Tag("MEM-1")
  void only_an_active_membership_counts(MembershipStatus status) {
    provider.says(ann(status, 1, "admin"));
    Evidence evidence = known(Freshness.live());
    assertThat(evidence.isMember()).isFalse();
    assertThat(evidence.roles()).isEmpty();
  }

  @Test
  @Tag("MEM-1")
  void a_membership_of_another_organization_is_no_answer() {
    provider.says(
        new Membership(
            new MembershipId("om_9"),
            new OrganizationId("org_other"),
            ANN,
            MembershipStatus.ACTIVE,
            List.of(),
            null));
    assertThat(cause(Freshness.live())).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  @Tag("MEM-5")
  @Tag("ANS-2")
  void a_failure_is_never_remembered() {
    provider.fails(new ProviderException.Unavailable("down", null, Duration.ofSeconds(7)));
    assertThat(read(HALF_MINUTE))
        .isEqualTo(
            new EvidenceResult.Failed(
                new Failure(Failure.Cause.PROVIDER_UNAVAILABLE, Duration.ofSeconds(7))));
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    assertThat(known(HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  @Tag("ANS-2")
  void an_outage_takes_nothing_from_memory_or_mirror() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    known(HALF_MINUTE);
    provider.fails(new ProviderException.Unavailable("down", null));
    assertThat(cause(Freshness.live())).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
    assertThat(known(HALF_MINUTE).isMember()).isTrue();
    assertThat(store.find(KEY).entry()).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("ANS-4")
  void a_refused_key_of_ours_is_an_alarm_and_not_a_no() {
    provider.fails(new ProviderException.Misconfigured("api key"));
    assertThat(cause(Freshness.live())).isEqualTo(Failure.Cause.PROVIDER_MISCONFIGURED);
    assertThat(events)
        .containsExactly(new MembershipEvent.ProviderMisconfigured(PROVIDER_INSTANCE));
  }

  @Test
  @Tag("ANS-10")
  void an_implementation_that_throws_anything_leaves_the_answer_open() {
    provider.fails(new IllegalStateException("bug"));
    assertThat(cause(Freshness.live())).isEqualTo(Failure.Cause.DEFECT);
  }

  @Test
  @Tag("ANS-2")
  void a_failing_store_leaves_the_answer_open() {
    TestMirror mirror = new TestMirror(store);
    mirror.cut();
    EvidenceReader broken = reader(mirror);
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    assertThat(broken.read(KEY, Freshness.live(), timeline.now()))
        .isEqualTo(new EvidenceResult.Failed(Failure.of(Failure.Cause.STORE_UNAVAILABLE)));
  }

  @Test
  @Tag("ORG-1")
  void a_strangers_request_writes_nothing() {
    known(Freshness.live());
    provider.says(ann(MembershipStatus.PENDING, 1));
    known(Freshness.live());
    assertThat(store.find(KEY).entry()).isInstanceOf(MirrorEntry.Unknown.class);
  }

  @Test
  @Tag("MEM-7")
  void a_seen_removal_is_a_tombstone_that_the_same_membership_does_not_lift() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    known(Freshness.live());
    provider.answer = Optional::empty;
    tick();
    assertThat(known(Freshness.live()).isMember()).isFalse();
    assertThat(events).containsExactly(new MembershipEvent.MembershipEnded(KEY, 2));

    tick();
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    assertThat(known(Freshness.live()).isMember()).isFalse();
    provider.says(ann(MembershipStatus.ACTIVE, 2));
    assertThat(known(Freshness.live()).isMember()).isTrue();
  }

  @Test
  @Tag("ROLE-4")
  void a_provider_that_does_not_know_the_organization_denies_and_ends_nothing() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    known(Freshness.live());
    provider.answer = Optional::empty;
    provider.organizations.clear();
    tick();
    Evidence evidence = known(Freshness.live());
    assertThat(evidence.isMember()).isFalse();
    assertThat(evidence.isOrganizationKnown()).isFalse();
    assertThat(events)
        .containsExactly(new MembershipEvent.OrganizationUnknown(PROVIDER_INSTANCE, ACME));
    assertThat(store.find(KEY).entry()).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("MEM-7")
  void a_provider_answer_older_than_the_mirror_is_neither_yes_nor_no() {
    provider.says(ann(MembershipStatus.INACTIVE, 5));
    store.record(KEY, new Observation.Seen(ann(MembershipStatus.ACTIVE, 4), Instant.EPOCH), 0);
    store.record(
        KEY,
        new Observation.Seen(ann(MembershipStatus.INACTIVE, 5), Instant.EPOCH.plusSeconds(1)),
        1);
    provider.says(ann(MembershipStatus.ACTIVE, 4));
    assertThat(cause(Freshness.live())).isEqualTo(Failure.Cause.SUPERSEDED);
  }

  @Test
  @Tag("MEM-13")
  void a_flood_of_strangers_evicts_no_member() {
    provider.says(ann(MembershipStatus.ACTIVE, 1));
    known(HALF_MINUTE);
    provider.answer = Optional::empty;
    for (int i = 0; i < 10_000; i++) {
      MembershipKey stranger =
          new MembershipKey(PROVIDER_INSTANCE, new OrganizationId("org_" + i), ANN);
      reader.read(stranger, HALF_MINUTE, timeline.now());
    }
    int before = provider.lookups.get();
    assertThat(known(HALF_MINUTE).isMember()).isTrue();
    assertThat(provider.lookups).hasValue(before);
  }
}
