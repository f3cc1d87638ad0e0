package dev.muster.examples.notes;

import java.net.URI;
import java.util.Map;

/**
 * Reads variables of the environment whose faults are told by their names, never by their values.
 */
final class Variables {
  private Variables() {}

  /** The URL that a variable holds, or another. */
  static URI url(Map<String, String> environment, String name, String otherwise) {
    try {
      return URI.create(environment.getOrDefault(name, otherwise));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(name + " is not a URL");
    }
  }
}
