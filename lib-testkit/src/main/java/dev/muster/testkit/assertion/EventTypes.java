package dev.muster.testkit.assertion;

import dev.muster.audit.MusterEvent;
import java.util.Arrays;
import java.util.stream.Stream;

/** The types of events, and of what events tell of. */
final class EventTypes {
  private EventTypes() {}

  /** Whether a trail can hold events of the type at all. */
  static boolean areThereOf(Class<?> type) {
    return Stream.concat(Stream.of(MusterEvent.class), told())
        .anyMatch(event -> event.isAssignableFrom(type));
  }

  private static Stream<Class<?>> told() {
    return Arrays.stream(MusterEvent.class.getPermittedSubclasses())
        .flatMap(event -> Arrays.stream(event.getRecordComponents()))
        .map(part -> part.getType());
  }
}
