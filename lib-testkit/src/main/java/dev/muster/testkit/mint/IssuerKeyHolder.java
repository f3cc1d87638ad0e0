package dev.muster.testkit.mint;

import org.jspecify.annotations.Nullable;

/** One key, made by whoever needs it first: most tests never do. Safe for many threads. */
final class IssuerKeyHolder {
  /** The key of every minter that has none of its own. */
  static final IssuerKeyHolder SHARED = new IssuerKeyHolder();

  /** A key that no issuer publishes. */
  static final IssuerKeyHolder FORGERS = new IssuerKeyHolder();

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
