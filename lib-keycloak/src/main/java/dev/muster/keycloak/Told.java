package dev.muster.keycloak;

import dev.muster.keycloak.LogReader.Stretch;
import dev.muster.provider.EventSource.Page;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page while events are told on it. For one thread. */
final class Told {
  private final List<ProviderEvent> events = new ArrayList<>();
  private final @Nullable LogCursor asked;
  private final int most;
  private @Nullable LogPlace last;
  private boolean isWhole;

  Told(@Nullable LogCursor asked, int most) {
    this.asked = asked;
    this.most = most;
  }

  /** What a stretch tells, as far as there is room, and time. */
  Page page(Stretch stretch, Function<LogEvent, List<Part>> reading) {
    isWhole = stretch.whole();
    for (LogEvent event : stretch.events()) {
      if (!isPast(event) && !isTold(event, reading)) {
        isWhole = false;
        break;
      }
    }
    LogCursor next =
        last == null || events.isEmpty() ? asked : LogCursor.behind(last, stretch.events(), asked);
    return new Page(events, next == null ? null : next.text(), isWhole);
  }

  private boolean isPast(LogEvent event) {
    LogPlace from = asked == null ? null : asked.place();
    return from != null
        && (from.isBehind(event.place())
            || (from.isSameEvent(event.place()) && from.part().isEmpty()));
  }

  private boolean isTold(LogEvent event, Function<LogEvent, List<Part>> reading) {
    if (events.size() >= most) {
      return false;
    }
    List<Part> parts = parts(event, reading);
    if (parts.isEmpty()) {
      return false;
    }
    for (Part part : parts) {
      LogPlace place = new LogPlace(event.time(), event.id(), part.name());
      if (asked == null || place.compareTo(asked.place()) > 0) {
        if (events.size() >= most) {
          return false;
        }
        events.add(part.told(event));
        last = place;
      }
    }
    last = event.place();
    return true;
  }

  /* What was told is kept, so that a page that takes longer than a call gets on all the same. An
   * event always has parts. */
  private List<Part> parts(LogEvent event, Function<LogEvent, List<Part>> reading) {
    try {
      return reading.apply(event);
    } catch (Unavailable e) {
      if (events.isEmpty()) {
        throw e;
      }
      return List.of();
    }
  }
}
