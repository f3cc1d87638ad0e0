package dev.muster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("MEM-4")
class FreshnessTest {
  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();

  @Test
  void live_accepts_only_what_began_with_the_request_or_later() {
    Moment before = timeline.now();
    clock.advance(Duration.ofNanos(1));
    Moment start = timeline.now();
    clock.advance(Duration.ofNanos(1));
    Moment later = timeline.now();

    assertThat(Freshness.live().accepts(before, start, later)).isFalse();
    assertThat(Freshness.live().accepts(start, start, later)).isTrue();
    assertThat(Freshness.live().accepts(later, start, later)).isTrue();
  }

  @Test
  void a_bound_accepts_evidence_up_to_exactly_that_age_when_the_decision_is_returned() {
    Freshness bound = Freshness.within(Duration.ofSeconds(30));
    Moment asOf = timeline.now();
    clock.advance(Duration.ofSeconds(29));
    Moment start = timeline.now();
    clock.advance(Duration.ofSeconds(1));
    assertThat(bound.accepts(asOf, start, timeline.now())).isTrue();
    clock.advance(Duration.ofNanos(1));
    assertThat(bound.accepts(asOf, start, timeline.now())).isFalse();
  }

  @Test
  void a_bound_is_a_loosening_so_whatever_live_accepts_it_accepts_too() {
    Moment start = timeline.now();
    Moment asOf = timeline.now();
    clock.advance(Duration.ofSeconds(2));
    assertThat(Freshness.within(Duration.ofMillis(1)).accepts(asOf, start, timeline.now()))
        .isTrue();
  }

  @Test
  void a_wall_clock_that_ran_ahead_makes_evidence_older_never_younger() {
    Moment asOf = timeline.now();
    clock.jumpWall(Duration.ofHours(1));
    assertThat(Timeline.age(asOf, timeline.now())).isEqualTo(Duration.ofHours(1));
    clock.jumpWall(Duration.ofHours(-2));
    clock.advance(Duration.ofSeconds(3));
    assertThat(Timeline.age(asOf, timeline.now())).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_negative_age_is_too_old() {
    Moment future = timeline.now();
    clock.jumpWall(Duration.ofSeconds(-1));
    Moment now = Moment.of(clock.instant(), clock.nanos() - 1);
    assertThat(Timeline.age(future, now)).isEqualTo(Timeline.TOO_OLD);
    assertThat(Freshness.within(Freshness.MAX_BOUND).accepts(future, now, now)).isFalse();
    assertThat(Freshness.live().accepts(future, now, now)).isFalse();
  }

  @Test
  void a_check_can_ask_for_more_freshness_never_for_less() {
    Freshness route = Freshness.within(Duration.ofSeconds(10));
    Freshness looser = Freshness.within(Duration.ofSeconds(60));
    assertThat(route.stricter(looser)).isEqualTo(route);
    assertThat(looser.stricter(route)).isEqualTo(route);
    assertThat(route.stricter(Freshness.live())).isEqualTo(Freshness.live());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "P2D"})
  void a_bound_out_of_range_is_refused_with_the_value(String bound) {
    assertThatThrownBy(() -> Freshness.within(Duration.parse(bound)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Duration.parse(bound).toString());
  }

  @Test
  @Tag("MEM-4")
  void ages_of_centuries_neither_overflow_nor_look_young() {
    Moment now = Moment.of(Instant.parse("2026-01-01T00:00:00Z"), 0);
    Moment longAgo = Moment.of(Instant.MIN, 0);
    Moment farAhead = Moment.of(Instant.MAX, 0);
    assertThat(Timeline.ageNanos(longAgo, now)).isEqualTo(Timeline.TOO_OLD_NANOS);
    assertThat(Timeline.ageNanos(longAgo, farAhead)).isEqualTo(Timeline.TOO_OLD_NANOS);
    // The wall went back by ages; the ticker still tells.
    assertThat(Timeline.ageNanos(farAhead, Moment.of(Instant.MIN, 5))).isEqualTo(5);
    assertThat(Timeline.ageNanos(farAhead, Moment.of(Instant.MIN, -1)))
        .isEqualTo(Timeline.TOO_OLD_NANOS);
    assertThat(Freshness.within(Freshness.MAX_BOUND).reaches(longAgo, now)).isFalse();
    assertThat(Freshness.live().reaches(now, now)).isFalse();
  }

  @Test
  @Tag("MEM-10")
  void followed_accepts_what_was_read_with_the_request_and_nothing_that_was_merely_read_before() {
    Freshness followed = Freshness.followed(Duration.ofSeconds(30));
    Moment before = timeline.now();
    clock.advance(Duration.ofNanos(1));
    Moment start = timeline.now();
    assertThat(followed.accepts(before, start, timeline.now())).isFalse();
    assertThat(followed.accepts(start, start, timeline.now())).isTrue();
    assertThat(followed.isLive()).isFalse();
    assertThat(followed).isNotEqualTo(Freshness.within(Duration.ofSeconds(30)));
    assertThat(followed).isEqualTo(Freshness.followed(Duration.ofSeconds(30)));
    assertThat(followed).hasSameHashCodeAs(Freshness.followed(Duration.ofSeconds(30)));
    assertThat(followed).hasToString("followed within PT30S");
  }

  @Test
  @Tag("MEM-10")
  void of_two_the_stricter_satisfies_both() {
    Duration ten = Duration.ofSeconds(10);
    Duration minute = Duration.ofSeconds(60);
    Freshness followed = Freshness.followed(minute);
    assertThat(followed.stricter(Freshness.within(ten))).isEqualTo(Freshness.followed(ten));
    assertThat(Freshness.within(ten).stricter(followed)).isEqualTo(Freshness.followed(ten));
    assertThat(Freshness.within(minute).stricter(Freshness.followed(ten)))
        .isEqualTo(Freshness.followed(ten));
    assertThat(Freshness.within(minute).stricter(followed)).isEqualTo(followed);
    assertThat(followed.stricter(Freshness.live())).isEqualTo(Freshness.live());
    assertThat(Freshness.live().stricter(followed)).isEqualTo(Freshness.live());
    assertThat(followed.bounded(ten)).isEqualTo(Freshness.followed(ten));
  }

  @Test
  @Tag("MEM-10")
  void who_wants_the_feeds_word_joins_no_look_up_of_who_does_not() {
    Freshness followed = Freshness.followed(Duration.ofSeconds(30));
    Freshness plain = Freshness.within(Duration.ofSeconds(30));
    for (Freshness of : new Freshness[] {plain, Freshness.live()}) {
      Flight flight = new Flight(of);
      flight.begin(timeline.now());
      assertThat(flight.joins(followed, timeline.now())).isFalse();
    }
    Flight flight = new Flight(plain);
    assertThat(flight.joins(followed, timeline.now())).isTrue();
    assertThat(flight.begin(timeline.now())).isEqualTo(followed);
    assertThat(flight.joins(plain, timeline.now())).isTrue();
  }
}
