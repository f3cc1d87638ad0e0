package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.provider.EventSource.Page;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link dev.muster.provider.EventSource} keeps. An adapter's test extends this class
 * and says how to open one; JUnit runs the rest.
 */
@Tag("KIT-2")
@Tag("FEED-1")
public abstract class EventSourceContract extends EventsTold {
  private static final int MANY = 7;

  /** For subclasses. */
  protected EventSourceContract() {}

  @Test
  void going_on_from_page_to_page_meets_each_event_once_and_in_order() {
    String start = latest();
    happen(MANY);
    List<ProviderEvent> whole = told(start, 100);
    assertThat(whole).extracting(ProviderEvent::id).doesNotHaveDuplicates();
    assertThat(stated(whole)).isEqualTo(joined());
    assertThat(told(start, 1)).isEqualTo(whole);
    assertThat(told(start, 2)).isEqualTo(whole);
  }

  @Test
  void what_happens_between_two_pages_is_met_as_well() {
    String start = latest();
    happen(2);
    Page first = events.after(start, 1).orElseThrow();
    happen(2);
    List<ProviderEvent> all = new ArrayList<>(first.events());
    all.addAll(told(first.next(), 100));
    assertThat(stated(all)).isEqualTo(joined());
    assertThat(all).extracting(ProviderEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void a_page_has_no_more_events_than_asked_for() {
    String start = latest();
    happen(3);
    assertThat(events.after(start, 2).orElseThrow().events()).hasSizeLessThanOrEqualTo(2);
    assertThat(events.since(Instant.EPOCH, 2).events()).hasSizeLessThanOrEqualTo(2);
    assertThat(events.largestPage()).isPositive();
  }

  @Test
  void a_page_with_more_behind_it_is_not_the_last() {
    String start = latest();
    happen(3);
    Page first = events.after(start, 1).orElseThrow();
    assertThat(first.events()).isNotEmpty();
    assertThat(first.last()).isFalse();
  }

  @Test
  void at_the_end_of_the_log_the_cursor_stays_and_the_page_is_the_last() {
    happen(1);
    String end = latest();
    assertThat(end).isNotNull();
    assertThat(events.after(end, 10)).contains(new Page(List.of(), end, true));
  }

  @Test
  void the_cursor_behind_the_newest_event_leaves_out_what_was_and_nothing_that_comes() {
    happen(2);
    String start = latest();
    int before = joined().size();
    happen(2);
    assertThat(stated(told(start, 100))).isEqualTo(joined().subList(before, joined().size()));
  }

  @Test
  void a_cursor_that_is_good_stays_good() {
    String start = latest();
    happen(1);
    List<ProviderEvent> before = told(start, 100);
    happen(1);
    assertThat(told(start, 100)).startsWith(before.toArray(ProviderEvent[]::new));
  }

  @Test
  @Tag("FEED-3")
  void a_cursor_that_the_provider_does_not_know_is_empty_and_no_page() {
    assertThat(events.after("no-such-cursor", 10)).isEmpty();
  }

  @Test
  @Tag("FEED-3")
  void a_cursor_that_the_provider_knows_no_more_is_empty_and_no_page() {
    happen(2);
    String before = latest();
    stage.loseCursors();
    assertThat(events.after(before, 10)).isEmpty();
    String start = latest();
    int joined = joined().size();
    happen(1);
    assertThat(stated(told(start, 10))).isEqualTo(joined().subList(joined, joined + 1));
  }

  @Test
  @Tag("MEM-10")
  void reading_from_a_time_on_meets_what_happened_then_and_later_and_nothing_before() {
    String start = latest();
    happen(4);
    List<ProviderEvent> whole = told(start, 100);
    Instant from = whole.get(1).happenedAt();
    List<ProviderEvent> later =
        whole.stream().filter(event -> !event.happenedAt().isBefore(from)).toList();
    for (int limit : List.of(1, 100)) {
      Page page = events.since(from, limit);
      List<ProviderEvent> met = new ArrayList<>(page.events());
      if (!page.last()) {
        met.addAll(told(page.next(), 100));
      }
      assertThat(met).isEqualTo(later);
    }
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> each_outage_is_unavailable_and_never_an_empty_page() {
    happen(2);
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                calls().entrySet().stream()
                    .map(
                        call ->
                            dynamicTest(
                                outage + " in " + call.getKey(),
                                () -> failsAndHeals(outage, call.getValue()))));
  }

  @TestFactory
  @Tag("ANS-4")
  Stream<DynamicTest> a_key_that_is_not_accepted_is_misconfigured() {
    Map<String, ThrowingCallable> asked = new TreeMap<>();
    calls().forEach((name, call) -> asked.put(name, call::get));
    return EachCall.isMisconfigured(stage, asked);
  }

  @Test
  void a_page_of_less_than_one_event_is_a_mistake_of_the_caller() {
    assertThatIllegalArgumentException().isThrownBy(() -> events.after(null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> events.since(Instant.EPOCH, 0));
  }

  @Test
  void it_says_how_late_an_event_may_be_and_for_how_long_it_is_kept() {
    assertThat(events.delay()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(events.retention()).isGreaterThan(events.delay());
  }

  private Map<String, Supplier<Object>> calls() {
    return Map.of(
        "after", () -> events.after(null, 10).orElseThrow(),
        "since", () -> events.since(Instant.EPOCH, 10),
        "latest", () -> events.latest());
  }

  private void failsAndHeals(Outage outage, Supplier<Object> call) {
    Object before = call.get();
    stage.fail(0, outage);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call::get);
    stage.heal();
    assertSame(call.get(), before);
  }

  /* A page may be the shorter for lack of time. */
  private static void assertSame(Object now, Object before) {
    if (now instanceof Page one && before instanceof Page other) {
      int both = Math.min(one.events().size(), other.events().size());
      assertThat(both).isPositive();
      assertThat(one.events().subList(0, both)).isEqualTo(other.events().subList(0, both));
    } else {
      assertThat(now).isEqualTo(before);
    }
  }

  private @Nullable String latest() {
    return events.latest().orElse(null);
  }
}
