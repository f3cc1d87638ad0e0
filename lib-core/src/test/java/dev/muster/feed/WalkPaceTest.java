package dev.muster.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException;
import dev.muster.store.WalkStore.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often a walk asks the provider, how it comes back after failures, and what it tells of it.
 */
@Tag("FEED-5")
class WalkPaceTest {
  private static final long SECOND = 1_000_000_000;

  private final WalkWorld world = new WalkWorld();
  private final Town town = world.town;
  private final OrganizationId acme = town.organization("acme");
  private final List<Long> asked = new ArrayList<>();

  private void people(int members) {
    IntStream.range(0, members).forEach(n -> town.member(acme, "%04d".formatted(n), "member"));
    world.mirrors();
    world.begins();
    world.calls.before =
        call -> {
          if (call.startsWith("DirectoryWalk") || call.startsWith("IdentityProvider")) {
            asked.add(world.clock.nanos());
          }
        };
  }

  /** The most calls in any stretch of one second. */
  private long most() {
    return asked.stream()
        .mapToLong(from -> asked.stream().filter(at -> at >= from && at - from < SECOND).count())
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 10, 100})
  void it_never_asks_more_often_than_is_set_whatever_it_asks(double rate) {
    world.callsPerSecond = rate;
    people(60);
    IntStream.range(0, 5).forEach(n -> town.leaves(acme, "%04d".formatted(n)));
    IntStream.range(5, 30).forEach(n -> town.member(acme, "%04d".formatted(n), "admin"));
    IntStream.range(60, 70).forEach(n -> town.member(acme, "%04d".formatted(n), "admin"));
    world.walked(world.node());
    assertThat(asked).hasSizeGreaterThan(40);
    assertThat((double) most()).isLessThanOrEqualTo(rate);
  }

  @Test
  void it_does_not_ask_earlier_when_it_is_stepped_more_often() {
    people(60);
    Walker walker = world.node();
    for (int steps = 0; steps < 20_000; steps++) {
      walker.step(world.lead("node"));
      world.clock.advance(Duration.ofMillis(1));
    }
    assertThat(world.at().phase()).isEqualTo(Phase.COMPLETE);
    assertThat(most()).isLessThanOrEqualTo(10);
  }

  @Test
  void what_fails_is_its_leaders_to_wait_for_and_is_asked_again() {
    people(4);
    Walker walker = world.node();
    int[] down = {3};
    world.calls.before =
        call -> {
          if (call.equals("DirectoryWalk.members") && down[0]-- > 0) {
            throw new ProviderException.Unavailable("down", null, Duration.ofSeconds(30));
          }
        };
    assertThat(world.walked(walker).phase()).isEqualTo(Phase.COMPLETE);
    assertThat(world.failures).hasSize(3);
    assertThat(world.calls.count("DirectoryWalk.members")).isEqualTo(3 + 2);
    assertThat(world.at().seen()).isEqualTo(4);
  }

  @Test
  void its_progress_is_told_once_a_second_and_at_the_end_of_each_phase() {
    world.page = 1;
    people(100);
    town.leaves(acme, "0099");
    List<Long> times = new ArrayList<>();
    Walker walker = world.node();
    walker.onProgress(now -> times.add(world.clock.nanos()));
    walker.onProgress(
        now -> {
          throw new IllegalStateException("a listener that throws");
        });
    world.walked(walker);

    assertThat(world.progress)
        .extracting(WalkProgress::phase)
        .contains(Phase.LISTING, Phase.LOOKING_UP, Phase.ENDING, Phase.COMPLETE);
    int listing = (int) world.progress.stream().filter(now -> now.phase() == Phase.LISTING).count();
    assertThat(listing).isBetween(9, 12);
    for (int told = 1; told < listing; told++) {
      assertThat(times.get(told) - times.get(told - 1)).isGreaterThanOrEqualTo(SECOND);
    }
    WalkProgress half = world.progress.get(listing / 2);
    assertThat(half.expected()).isEqualTo(100);
    assertThat(half.ratePerSecond()).isBetween(9.0, 11.0);
    assertThat(half.remaining())
        .isBetween(
            Duration.ofSeconds((100 - half.seen()) / 11),
            Duration.ofSeconds((100 - half.seen()) / 9 + 1));
    WalkProgress last = world.progress.get(world.progress.size() - 1);
    assertThat(last.seen()).isEqualTo(99);
    assertThat(last.ended()).isEqualTo(1);
    assertThat(last.remaining()).isNull();
    assertThat(walker.progress()).isEqualTo(last);
  }
}
