package dev.muster.testkit.stage;

import dev.muster.provider.Secret;

/** What an actor presents. */
sealed interface Presented {
  /** The host vouches for the session; over HTTP it is a bearer token. */
  record Vouched() implements Presented {}

  /** Nothing. */
  record Nothing() implements Presented {}

  /**
   * An Authorization header.
   *
   * @param value all of it
   */
  record Header(Secret value) implements Presented {}

  /**
   * The cookies of a browser.
   *
   * @param jar what it holds now
   */
  record Browser(CookieJar jar) implements Presented {}
}
