package dev.muster.testkit.http;

import org.jspecify.annotations.Nullable;

/** The one key of a server, made by whoever needs it first: most tests never do. */
final class IssuerKeyHolder {
  private @Nullable IssuerKey key;

  synchronized IssuerKey get() {
    IssuerKey made = key;
    if (made == null) {
      made = IssuerKey.make();
      key = made;
    }
    return made;
  }
}
