package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.provider.EventSource;
import dev.muster.provider.EventSource.Page;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log that has times and no cursor, of events that share their times and come late. */
@Tag("FEED-1")
class LogByTimeTest {
  private final LogStub stub = new LogStub();
  private final EventSource events = stub.events;

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void events_of_one_millisecond_are_met_once_each_and_a_cursor_by_time_alone_would_not_do() {
    stub.save(5, "c", "a", "b");
    stub.save(6, "d");
    stub.save(7, "f", "e");
    List<String> all = List.of("a", "b", "c", "d", "e", "f");
    for (int limit : List.of(1, 2, 4, 25)) {
      assertThat(met(cursor -> events.after(cursor, limit).orElseThrow())).isEqualTo(all);
    }
    // The broken ones: from behind the last time, and from it.
    assertThat(met(cursor -> byTime(cursor, 1))).isNotEqualTo(all).doesNotHaveDuplicates();
    assertThat(met(cursor -> byTime(cursor, 0))).hasSizeGreaterThan(all.size());
  }

  @Test
  void one_that_is_committed_late_is_met_where_the_time_is_read_again() {
    stub.save(5, "a");
    stub.save(9, "b");
    String cursor = events.latest().orElseThrow();
    stub.save(7, "late");
    assertThat(events.after(cursor, 10)).contains(new Page(List.of(), cursor, true));
    assertThat(ids(events.since(Instant.ofEpochMilli(6), 10))).containsExactly("late", "b");
    assertThat(events.delay()).isPositive();
  }

  @Test
  void a_moment_with_more_events_than_a_list_has_rows_is_met_whole() {
    stub.save(5, IntStream.range(0, 450).mapToObj(i -> "x" + (100_000 + i)).toArray(String[]::new));
    stub.save(6, "y");
    assertThat(met(cursor -> events.after(cursor, 25).orElseThrow()))
        .hasSize(451)
        .doesNotHaveDuplicates();
  }

  @Test
  @Tag("FEED-3")
  void a_cursor_whose_event_is_gone_is_not_known() {
    stub.save(5, "a", "b");
    String cursor = events.latest().orElseThrow();
    assertThat(events.after(cursor, 10)).isPresent();
    stub.log.removeIf(saved -> saved.id().equals("b"));
    assertThat(events.after(cursor, 10)).isEmpty();
    for (String none :
        List.of(
            "", "5", "5/b/", "x/b//5/b//", "5///5/b//", "5/b/%/5/b//", "5/b//5//", "-5/b//5/b//")) {
      assertThat(events.after(none, 10)).isEmpty();
    }
  }

  @Test
  @Tag("FEED-3")
  void a_role_that_is_deleted_may_affect_anybody() {
    stub.save(5, "a");
    stub.act(6, "gone", "REALM_ROLE", "DELETE", "roles-by-id/1", "");
    stub.save(7, "c");
    Page page = events.after(null, 10).orElseThrow();
    assertThat(ids(page)).containsExactly("a", "gone/~", "c");
    assertThat(page.events().get(1).what()).isEqualTo(new ReachUnknown("REALM_ROLE"));
    assertThat(events.since(Instant.EPOCH, 10)).isEqualTo(page);
  }

  @Test
  @Tag("ANS-4")
  void a_realm_that_saves_no_events_is_an_operators_error_and_no_quiet_log() {
    for (String wrong :
        List.of(
            LogStub.config(false, true, true, "LOGOUT", "DELETE_ACCOUNT", LogStub.LOCKED),
            LogStub.config(true, false, true, "LOGOUT", "DELETE_ACCOUNT", LogStub.LOCKED),
            LogStub.config(true, true, false, "LOGOUT", "DELETE_ACCOUNT", LogStub.LOCKED),
            LogStub.config(true, true, true, "LOGOUT", "DELETE_ACCOUNT"))) {
      stub.config = wrong;
      assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> events.after(null, 10));
      assertThatExceptionOfType(Misconfigured.class).isThrownBy(events::latest);
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void an_event_that_can_not_be_read_is_no_answer() {
    for (String broken :
        List.of("a/b\",\"x\":\"", "\",\"x\":\"", "a\",\"time\":\"soon\",\"x\":\"")) {
      stub.log.clear();
      stub.log.add(new LogStub.Saved(5, broken, "REALM", ",\"operationType\":\"ACTION\""));
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> events.after(null, 10));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.provider.events(Duration.ofSeconds(10)));
  }

  private static List<String> ids(Page page) {
    return page.events().stream().map(ProviderEvent::id).toList();
  }

  private static List<String> met(Function<@Nullable String, Page> reading) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    for (int pages = 0; pages < 500; pages++) {
      Page page = reading.apply(cursor);
      all.addAll(ids(page));
      cursor = page.next();
      if (page.last()) {
        break;
      }
    }
    return all;
  }

  /** A cursor that is a time, with so much added to it. */
  private Page byTime(@Nullable String cursor, long plus) {
    long from = cursor == null ? 0 : Long.parseLong(cursor) + plus;
    Page page = events.since(Instant.ofEpochMilli(from), 2);
    String next =
        page.events().isEmpty()
            ? cursor
            : Long.toString(
                page.events().get(page.events().size() - 1).happenedAt().toEpochMilli());
    return new Page(page.events(), next, page.last());
  }
}
