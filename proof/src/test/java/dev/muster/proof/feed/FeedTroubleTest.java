package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedSettings;
import dev.muster.feed.FeedStatus;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the feed makes of a lost cursor, nonsense, late events and what does not answer. */
@Tag("FEED-3")
class FeedTroubleTest {
  private final FeedStage stage = new FeedStage();

  @AfterEach
  void close() {
    stage.close();
  }

  private MirrorEntry entry() {
    return stage.mirror.find(stage.key).entry();
  }

  private FeedStore.Feed feed() {
    return stage.store.status(FeedStage.FAKE).feed();
  }

  @Test
  void a_lost_cursor_makes_everything_be_walked_and_nothing_is_lost() {
    Muster node = stage.node();
    stage.settle();
    assertThat(stage.isGranted(node)).isTrue();
    long generation = feed().generation();

    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.provider.dashboard().forgetEvents();
    UserId bob = stage.provider.dashboard().createUser("bob@example.com").id();
    stage.provider.dashboard().join(stage.acme, bob, FeedStage.MEMBER);
    stage.settle();

    assertThat(stage.told(FeedEvent.CursorLost.class)).hasSize(1);
    assertThat(feed().generation()).isEqualTo(generation + 1);
    assertThat(feed().position()).isNotNull();
    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(stage.isGranted(node)).isFalse();
    assertThat(stage.roles.find(stage.key)).isEmpty();
  }

  @Test
  void a_feed_that_was_off_for_longer_than_the_provider_keeps_events_begins_again() {
    Muster node = stage.node();
    stage.settle();
    stage.paused.add(node);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofDays(31));
    stage.paused.clear();
    stage.settle();

    assertThat(stage.told(FeedEvent.CursorLost.class)).hasSize(1);
    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(feed().position()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no cursor", "no move", "empty and more", "throws", "null"})
  @Tag("FEED-1")
  void a_page_that_makes_no_sense_is_a_failure_and_skips_no_event(String nonsense) {
    boolean[] on = new boolean[1];
    stage.events =
        events ->
            Instead.of(
                EventSource.class,
                events,
                (method, answer) ->
                    on[0] && method.equals("after") ? nonsense(nonsense, answer) : answer);
    Muster node = stage.node();
    stage.settle();
    String cursor = feed().cursor();
    on[0] = true;
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofSeconds(20));

    assertThat(feed().cursor()).isEqualTo(cursor);
    FeedStatus status = FeedStage.feed(node).status();
    assertThat(status.failures()).isPositive();
    assertThat(status.age()).isGreaterThan(Duration.ofSeconds(29));
    assertThat(stage.told(FeedEvent.Failing.class)).isNotEmpty();

    on[0] = false;
    stage.pass(Duration.ofMinutes(1));
    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(FeedStage.feed(node).status().failures()).isZero();
  }

  private static Object nonsense(String which, Object answer) {
    EventSource.Page page = (EventSource.Page) ((Optional<?>) answer).orElseThrow();
    List<ProviderEvent> events = page.events();
    return switch (which) {
      case "no cursor" -> Optional.of(new EventSource.Page(events, null, true));
      case "no move" ->
          Optional.of(new EventSource.Page(events, events.isEmpty() ? "x" : null, true));
      case "empty and more" -> Optional.of(new EventSource.Page(List.of(), page.next(), false));
      case "throws" -> throw new IllegalStateException("a defect");
      default -> null;
    };
  }

  @Test
  void a_provider_that_asks_to_wait_is_left_alone_until_then() {
    Muster node = stage.node();
    stage.settle();
    stage
        .provider
        .faults()
        .next(Operation.LIST_EVENTS, new Fault.RateLimited(Duration.ofSeconds(30)));
    stage.pass(Duration.ofSeconds(2));
    long asked = stage.provider.calls().count(Operation.LIST_EVENTS);

    FeedStage.feed(node).nudge();
    stage.pass(Duration.ofSeconds(28));

    assertThat(stage.provider.calls().count(Operation.LIST_EVENTS)).isEqualTo(asked);
    stage.pass(Duration.ofSeconds(6));
    assertThat(stage.provider.calls().count(Operation.LIST_EVENTS)).isGreaterThan(asked);
    assertThat(FeedStage.feed(node).status().failures()).isZero();
  }

  @Test
  void a_wrong_key_is_told_to_an_operator_and_tried_seldom() {
    stage.node();
    stage.settle();
    stage.provider.faults().next(Operation.LIST_EVENTS, new Fault.KeyRejected(), 1_000);
    stage.pass(Duration.ofSeconds(2));
    long asked = stage.provider.calls().count(Operation.LIST_EVENTS);

    stage.pass(Duration.ofMinutes(5));

    assertThat(stage.provider.calls().count(Operation.LIST_EVENTS) - asked).isLessThan(25);
    assertThat(stage.heard)
        .contains(
            new MusterEvent.OfMembership(
                new MembershipEvent.ProviderMisconfigured(FeedStage.FAKE)));
  }

  @Test
  @Tag("ROLE-1")
  void a_role_that_could_not_be_written_is_written_when_the_store_is_back() {
    boolean[] down = new boolean[1];
    stage.more =
        builder ->
            builder.roleStore(
                Instead.calls(
                    RoleStore.class,
                    (method, arguments) -> {
                      if (down[0] && !method.getName().equals("keeps")) {
                        throw new StoreException("down", null);
                      }
                      return Instead.call(method, stage.roles, arguments);
                    }));
    stage.node();
    stage.settle();
    down[0] = true;
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, FeedStage.MEMBER);
    stage.pass(Duration.ofSeconds(30));
    assertThat(stage.roles.find(stage.key)).contains(new Role("admin"));
    assertThat(feed().position()).isNotNull();
    assertThat(feed().provenAsOf()).isAfter(stage.clock.instant().minusSeconds(13));

    down[0] = false;
    stage.pass(Duration.ofMinutes(1));
    assertThat(stage.roles.find(stage.key)).contains(new Role("member"));
  }

  @Test
  @Tag("ROLE-4")
  void a_role_is_cleared_also_where_its_store_was_away_for_longer_than_the_log_is_kept() {
    boolean[] down = new boolean[1];
    stage.more =
        builder ->
            builder.roleStore(
                Instead.calls(
                    RoleStore.class,
                    (method, arguments) -> {
                      if (down[0] && !method.getName().equals("keeps")) {
                        throw new StoreException("down", null);
                      }
                      return Instead.call(method, stage.roles, arguments);
                    }));
    stage.settings = FeedSettings.standard().withLogRetention(Duration.ofMinutes(1));
    stage.node();
    stage.settle();
    down[0] = true;
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofMinutes(5));
    assertThat(stage.roles.find(stage.key)).contains(new Role("admin"));

    down[0] = false;
    stage.pass(Duration.ofMinutes(5));

    assertThat(stage.roles.find(stage.key)).isEmpty();
    assertThat(stage.log.read(FeedStage.FAKE, 0, 1_000).gap()).isTrue();
  }

  @Test
  void a_provider_that_keeps_its_events_for_ever_is_followed() {
    stage.events =
        events ->
            Instead.of(
                EventSource.class,
                events,
                (method, answer) ->
                    method.equals("retention") ? Duration.ofSeconds(Long.MAX_VALUE) : answer);
    stage.node();
    stage.settle();

    assertThat(feed().position()).isNotNull();
  }

  @Test
  @Tag("FEED-8")
  void a_node_that_cannot_read_the_log_says_so_once_and_asks_the_provider_when_the_bound_is_over() {
    boolean[] down = new boolean[1];
    stage.decorated = true;
    stage.changeLog =
        log ->
            Instead.calls(
                ChangeLog.class,
                (method, arguments) -> {
                  if (down[0]) {
                    throw new StoreException("down", null);
                  }
                  return Instead.call(method, log, arguments);
                });
    stage.settings = FeedSettings.standard().withoutLeading();
    Muster node = stage.node();
    stage.pass(FeedStage.SECOND);
    assertThat(stage.isGranted(node)).isTrue();
    long asked = stage.asked();
    down[0] = true;
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofSeconds(14));

    assertThat(stage.isGranted(node)).isFalse();
    assertThat(stage.asked()).isEqualTo(asked + 1);
    assertThat(stage.told(FeedEvent.LogReadable.class))
        .containsExactly(new FeedEvent.LogReadable(FeedStage.FAKE, false, "StoreException"));
    down[0] = false;
    stage.pass(Duration.ofMinutes(1));
    assertThat(stage.told(FeedEvent.LogReadable.class)).hasSize(2);
  }

  @Test
  @Tag("MEM-10")
  void an_event_that_was_put_in_behind_the_cursor_is_found_applied_and_allowed_for() {
    stage.node();
    stage.settle();
    lateRemoval();
    stage.pass(Duration.ofMinutes(2));

    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    List<FeedEvent.FeedLate> late = stage.told(FeedEvent.FeedLate.class);
    assertThat(late).hasSize(1);
    Duration allowed = late.get(0).allowance();
    assertThat(allowed).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(10));
    assertThat(feed().allowance()).isEqualTo(allowed);
    assertThat(Duration.between(feed().provenAsOf(), stage.clock.instant()))
        .isGreaterThanOrEqualTo(allowed);
  }

  @Test
  @Tag("MEM-10")
  void it_is_also_where_another_leader_comes_before_anybody_has_looked_again() {
    Muster before = stage.node();
    stage.settle();
    stage.pass(Duration.ofSeconds(130));
    lateRemoval();
    stage.pass(Duration.ofSeconds(35));
    assertThat(entry()).isInstanceOf(MirrorEntry.Present.class);

    FeedStage.feed(before).close();
    stage.node();
    stage.pass(Duration.ofMinutes(1));

    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
  }

  @Test
  @Tag("MEM-10")
  void without_an_overlap_it_would_not_be() {
    stage.settings = FeedSettings.standard().withOverlap(10_000, Duration.ofSeconds(1));
    stage.node();
    stage.settle();
    lateRemoval();
    stage.pass(Duration.ofMinutes(2));

    assertThat(entry()).isInstanceOf(MirrorEntry.Present.class);
  }

  /** The test above is its control: beyond the allowance the cursor has passed by. */
  @Test
  @Tag("MEM-10")
  void an_event_that_takes_its_old_place_within_the_allowance_is_read_without_an_overlap() {
    stage.settings = FeedSettings.standard().withOverlap(10_000, Duration.ofSeconds(1));
    stage.node();
    stage.settle();
    removalThatIsLate(Duration.ofSeconds(8));
    stage.pass(Duration.ofSeconds(7));
    assertThat(entry()).isInstanceOf(MirrorEntry.Present.class);
    stage.pass(Duration.ofSeconds(5));

    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(stage.told(FeedEvent.FeedLate.class)).isEmpty();
  }

  private void lateRemoval() {
    removalThatIsLate(Duration.ofSeconds(30));
  }

  private void removalThatIsLate(Duration delay) {
    stage.provider.faults().lateEvents(delay, 1);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    UserId bob = stage.provider.dashboard().createUser("bob@example.com").id();
    stage.provider.dashboard().join(stage.acme, bob, FeedStage.MEMBER);
  }

  @Test
  @Tag("MEM-10")
  void an_event_that_comes_last_and_is_older_than_the_position_takes_it_back() {
    stage.node();
    stage.settle();
    stage.provider.faults().lateEvents(Duration.ofSeconds(30), 1);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofSeconds(40));

    assertThat(stage.told(FeedEvent.FeedLate.class)).hasSize(1);
    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
  }

  @Test
  @Tag("MEM-10")
  void a_provider_whose_clock_is_behind_costs_trust_and_gets_none() {
    UnaryOperator<EventSource> behind =
        events ->
            Instead.of(
                EventSource.class,
                events,
                (method, answer) ->
                    answer instanceof Optional<?> of
                        ? of.map(
                            page -> page instanceof EventSource.Page some ? earlier(some) : page)
                        : answer instanceof EventSource.Page some ? earlier(some) : answer);
    stage.events = behind;
    stage.node();
    stage.settle();
    for (int i = 0; i < 10; i++) {
      stage
          .provider
          .dashboard()
          .setRoles(stage.acme, stage.ann, i % 2 == 0 ? FeedStage.MEMBER : FeedStage.ADMIN);
      stage.pass(Duration.ofSeconds(10));
    }

    assertThat(stage.told(FeedEvent.FeedLate.class)).isNotEmpty();
    assertThat(feed().allowance()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10));
    assertThat(feed().provenAsOf()).isBefore(stage.clock.instant().minusSeconds(59));
  }

  private static EventSource.Page earlier(EventSource.Page page) {
    return new EventSource.Page(
        page.events().stream()
            .map(
                event ->
                    new ProviderEvent(
                        event.id(), event.happenedAt().minusSeconds(60), event.what()))
            .toList(),
        page.next(),
        page.last());
  }

  @Test
  @Tag("FEED-4")
  void a_webhook_never_moves_the_position() {
    Muster node = stage.node();
    stage.settle();
    stage.paused.add(node);
    stage.pass(FeedStage.SECOND);
    FeedStore.Feed before = feed();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    ProviderEvent removed =
        stage
            .provider
            .dashboard()
            .events()
            .get(stage.provider.dashboard().events().size() - 1)
            .told();

    assertThat(stage.store.receive(FeedStage.FAKE, "message", removed)).isPresent();

    assertThat(entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(feed()).isEqualTo(before);
  }
}
