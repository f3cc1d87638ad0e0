package dev.muster.testkit.mint;

import dev.muster.provider.Secret;

/** A change of one character, that leaves a text as long as it was and of the same alphabet. */
final class Tampering {
  private Tampering() {}

  /** In the last quarter, where no version, key or kind stands any more. */
  static Secret with(Secret text) {
    StringBuilder changed = new StringBuilder(text.reveal());
    int at = changed.length() * 3 / 4;
    changed.setCharAt(at, changed.charAt(at) == 'A' ? 'B' : 'A');
    return Secret.of(changed.toString());
  }
}
