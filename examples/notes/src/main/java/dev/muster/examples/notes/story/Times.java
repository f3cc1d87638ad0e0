package dev.muster.examples.notes.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times that were measured, and how they are told: half of them, and all but the longest. */
final class Times {
  private final List<Duration> all = new ArrayList<>();

  void add(Duration time) {
    all.add(time);
  }

  String words() {
    List<Duration> sorted = all.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "p50 %d ms, p99 %d ms of %d",
        at(sorted, 0.50),
        at(sorted, 0.99),
        sorted.size());
  }

  private static long at(List<Duration> sorted, double part) {
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.max(0, rank - 1)).toMillis();
  }
}
