package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.feed.FeedEvent;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log that tells of a change and not whom it affects: here a removal is told so. */
@Tag("FEED-3")
class UnknownReachTest {
  private static final String SESSION = "session_1";

  private final FeedStage stage = new FeedStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_change_of_whom_the_log_does_not_tell_makes_everything_be_walked_once() {
    Muster node = runs(new ReachUnknown("role deleted"));
    long generation = feed().generation();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    UserId bob = stage.provider.dashboard().createUser("bob@example.com").id();
    stage.provider.dashboard().join(stage.acme, bob, FeedStage.MEMBER);
    // Stretches are read again meanwhile, in which it is met once more.
    stage.pass(Duration.ofMinutes(5));

    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(stage.isGranted(node)).isFalse();
    assertThat(feed().generation()).isEqualTo(generation + 1);
    assertThat(feed().position()).isNotNull();
    assertThat(stage.told(FeedEvent.CursorLost.class)).hasSize(1);
  }

  @Test
  @Tag("FEED-6")
  void what_is_told_beside_it_is_applied_also_where_no_walk_would_find_it() {
    runs(new ReachUnknown("role deleted"));
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.provider.dashboard().rename(stage.acme, "Acme & Sons");
    stage.pass(Duration.ofMinutes(1));

    assertThat(stage.log.read(FeedStage.FAKE, 0, 1_000).entries())
        .extracting(ChangeLog.Entry::notice)
        .contains(new Notice.OfSession(FeedStage.FAKE, stage.ann, SESSION));
  }

  @Test
  @Tag("MEM-10")
  void one_that_is_told_late_does_so_too() {
    runs(new ReachUnknown("role deleted"));
    long generation = feed().generation();
    stage.provider.faults().lateEvents(Duration.ofSeconds(30), 1);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    UserId bob = stage.provider.dashboard().createUser("bob@example.com").id();
    stage.provider.dashboard().join(stage.acme, bob, FeedStage.MEMBER);
    stage.pass(Duration.ofMinutes(3));

    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(feed().generation()).isEqualTo(generation + 1);
  }

  /** What the checks above catch. */
  @Test
  void told_as_nothing_it_would_leave_who_was_removed_a_member() {
    Muster node = runs(new Other("role deleted"));
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofMinutes(5));

    assertThat(entry()).isInstanceOf(MirrorEntry.Present.class);
    assertThat(stage.isGranted(node)).isTrue();
  }

  private Muster runs(What removal) {
    stage.events = told(removal);
    Muster node = stage.node();
    stage.settle();
    assertThat(stage.isGranted(node)).isTrue();
    return node;
  }

  private UnaryOperator<EventSource> told(What removal) {
    return events ->
        Instead.of(
            EventSource.class,
            events,
            (method, answer) ->
                answer instanceof EventSource.Page page
                    ? told(page, removal)
                    : method.equals("after")
                        ? ((Optional<?>) answer).map(page -> told((EventSource.Page) page, removal))
                        : answer);
  }

  private EventSource.Page told(EventSource.Page page, What removal) {
    return new EventSource.Page(
        page.events().stream()
            .map(
                event ->
                    new ProviderEvent(event.id(), event.happenedAt(), told(event.what(), removal)))
            .toList(),
        page.next(),
        page.last());
  }

  private What told(What what, What removal) {
    return what instanceof MembershipEnded
        ? removal
        : what instanceof OrganizationStated ? new SessionEnded(stage.ann, SESSION) : what;
  }

  private MirrorEntry entry() {
    return stage.mirror.find(stage.key).entry();
  }

  private Feed feed() {
    return stage.store.status(FeedStage.FAKE).feed();
  }
}
