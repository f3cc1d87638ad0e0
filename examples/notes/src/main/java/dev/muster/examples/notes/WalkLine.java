package dev.muster.examples.notes;

import dev.muster.feed.WalkProgress;
import java.time.Duration;
import java.util.Locale;

/** One line of text on how far a walk of everything the provider knows has come. */
public final class WalkLine {
  private static final int WIDTH = 20;

  private WalkLine() {}

  /**
   * The line, such as {@code walk [##########..........] 50 % listing, 500 of about 1,000, 10 a
   * second, 50 s left, 3 repaired, 1 gone}.
   *
   * @param now how far the walk is
   * @return the line, without its end
   */
  public static String of(WalkProgress now) {
    StringBuilder line = new StringBuilder("walk ");
    boolean listing = now.remaining() != null;
    if (listing) {
      long percent = now.expected() == 0 ? 100 : Math.min(100, now.seen() * 100 / now.expected());
      int done = (int) (percent * WIDTH / 100);
      line.append('[').append("#".repeat(done)).append(".".repeat(WIDTH - done)).append("] ");
      line.append(percent).append(" % ");
    }
    line.append(now.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    line.append(String.format(Locale.ROOT, ", %,d", now.seen()));
    if (listing) {
      line.append(String.format(Locale.ROOT, " of about %,d", now.expected()));
      line.append(String.format(Locale.ROOT, ", %,.0f a second", now.ratePerSecond()));
      Duration left = now.remaining();
      line.append(", ").append(text(left == null ? Duration.ZERO : left)).append(" left");
    }
    return line.append(String.format(Locale.ROOT, ", %,d repaired", now.changed()))
        .append(String.format(Locale.ROOT, ", %,d gone", now.ended()))
        .toString();
  }

  private static String text(Duration left) {
    return left.toMinutes() < 2 ? left.toSeconds() + " s" : left.toMinutes() + " min";
  }
}
