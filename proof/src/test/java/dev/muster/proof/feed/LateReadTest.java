package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.provider.EventSource;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A read that asks the provider while its user is deleted there, and writes what it heard when the
 * feed has told of that. The provider tells of no memberships that go with a user, and the mirror
 * knew of none: nothing but the time of the end is there to meet the write.
 */
@Tag("MEM-10")
@Tag("FEED-6")
class LateReadTest {
  private final FeedStage stage = new FeedStage();

  @BeforeEach
  void tellOfUsersOnly() {
    stage.events = LateReadTest::withoutMemberships;
    // The run begins, and its walk has not come to anybody yet.
    stage.provider.faults().next(Operation.LIST_ORGANIZATIONS, new Fault.ServerError(503), 2);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void its_word_is_granted_to_nobody_afterwards() {
    assertThat(grantedAfter(true)).isZero();
  }

  @Test
  void of_a_mirror_that_takes_it_for_a_read_of_now_it_would_be_granted_beyond_the_bound() {
    assertThat(grantedAfter(false)).isPositive();
  }

  /** How many checks are granted long after the end of the user. */
  private long grantedAfter(boolean asOfItsBeginning) {
    Muster node = stage.node();
    stage.pass(FeedStage.SECOND);
    assertThat(stage.store.status(FeedStage.FAKE).feed().generation()).isEqualTo(1);
    MembershipStore.Read read = stage.mirror.find(stage.key);
    Membership said = stage.provider.findMembership(stage.acme, stage.ann).orElseThrow();
    stage.provider.dashboard().deleteUser(stage.ann);
    stage.settle();
    assertThat(stage.store.status(FeedStage.FAKE).feed().position()).isNotNull();
    MembershipStore.Read now = stage.mirror.find(stage.key);
    assertThat(now.entry()).isEqualTo(read.entry());

    Instant asOf = asOfItsBeginning ? read.storeTime() : now.storeTime();
    var unused =
        stage.mirror.record(stage.key, new Observation.Seen(said, asOf), read.entry().epoch());

    long granted = 0;
    for (int i = 0; i < 20; i++) {
      granted += stage.isGranted(node) ? 1 : 0;
      stage.pass(FeedStage.SECOND);
    }
    return granted;
  }

  private static EventSource withoutMemberships(EventSource events) {
    return Instead.of(
        EventSource.class,
        events,
        (name, answer) ->
            answer instanceof Optional<?> found
                ? found.map(LateReadTest::withoutMemberships)
                : withoutMemberships(answer));
  }

  private static Object withoutMemberships(Object answer) {
    return answer instanceof EventSource.Page page
        ? new EventSource.Page(
            page.events().stream()
                .filter(event -> !(event.what() instanceof ProviderEvent.MembershipEnded))
                .toList(),
            page.next(),
            page.last())
        : answer;
  }
}
