package dev.muster.servlet;

import java.util.List;

/** The one message for all faults of a thing. */
final class Faults {
  private Faults() {}

  static String of(String thing, List<String> faults) {
    return thing
        + " has "
        + (faults.size() == 1 ? "a fault: " : faults.size() + " faults: ")
        + String.join("; ", faults);
  }
}
