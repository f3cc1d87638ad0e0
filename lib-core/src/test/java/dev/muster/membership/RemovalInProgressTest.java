package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-7")
class RemovalInProgressTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  private static final RemovalId REMOVAL = new RemovalId("r_1");
  private static final Membership MEMBER = ann(MembershipStatus.ACTIVE, 1, "admin");

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final InMemoryMembershipStore store = new InMemoryMembershipStore(clock);
  private final EvidenceReader reader = reader();

  @BeforeEach
  void a_member() {
    provider.says(MEMBER);
  }

  @Test
  void whom_we_are_removing_is_out_although_the_provider_still_says_member() {
    begin();

    assertThat(isMember(Freshness.live())).isFalse();
    assertThat(isMember(HALF_MINUTE)).isFalse();
    assertThat(provider.lookups).hasValue(0);
  }

  @Test
  void an_answer_that_was_on_its_way_when_the_removal_began_does_not_count() {
    provider.answer =
        () -> {
          begin();
          return Optional.of(MEMBER);
        };

    assertThat(isMember(Freshness.live())).isFalse();
  }

  @Test
  void an_outage_changes_nothing_about_it() {
    begin();
    provider.fails(new Unavailable("down", null));

    assertThat(isMember(Freshness.live())).isFalse();
  }

  @Test
  void a_confirmed_removal_stays_one_for_the_same_membership() {
    begin();
    step(new RemovalStep.Confirm(REMOVAL));
    reader.invalidate(KEY);

    assertThat(isMember(Freshness.live())).isFalse();
  }

  @Test
  void an_undone_removal_is_read_again_before_it_serves() {
    isMember(HALF_MINUTE);
    begin();
    step(new RemovalStep.Undo(REMOVAL));
    reader.invalidate(KEY);
    int before = provider.lookups.get();

    assertThat(isMember(HALF_MINUTE)).isTrue();
    assertThat(provider.lookups).hasValue(before + 1);
  }

  @Test
  void a_provider_that_removed_and_could_not_tell_is_believed_after_an_undo() {
    isMember(HALF_MINUTE);
    begin();
    provider.answer = Optional::empty;
    step(new RemovalStep.Undo(REMOVAL));
    reader.invalidate(KEY);

    assertThat(isMember(HALF_MINUTE)).isFalse();
  }

  private void begin() {
    var found = store.find(KEY);
    step(
        new RemovalStep.Begin(
            REMOVAL, new Observation.Seen(MEMBER, found.storeTime()), found.entry().epoch()));
  }

  private void step(RemovalStep step) {
    assertThat(store.remove(KEY, step).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  private boolean isMember(Freshness freshness) {
    return TestEvidence.known(reader.read(KEY, freshness, timeline.now())).isMember();
  }

  private EvidenceReader reader() {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(5), 100, false);
    return new EvidenceReader(
        provider, store, timeline, policy, Runnable::run, event -> {}, ahead -> {});
  }
}
