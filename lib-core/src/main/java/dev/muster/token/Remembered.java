package dev.muster.token;

import dev.muster.session.Authentication;
import dev.muster.session.Session;
import dev.muster.session.TokenSessions.Reading;
import dev.muster.store.OrganizationTokenStore.Hash;
import java.util.List;

/** A reading of a token by its hash, with the answer for the requests that come next. */
final class Remembered {
  private static final int HEX = 16;

  final long first;
  final long second;
  private final long third;
  private final long fourth;
  final Reading reading;
  final Authentication.Authenticated authentication;
  final TokenUses.Use use;

  Remembered(Session session, Reading reading, TokenUses.Use use) {
    String hex = reading.hash().value();
    first = part(hex, 0);
    second = part(hex, 1);
    third = part(hex, 2);
    fourth = part(hex, 3);
    this.reading = reading;
    this.authentication = new Authentication.Authenticated(session, List.of());
    this.use = use;
  }

  static long part(String hex, int index) {
    return Long.parseUnsignedLong(hex, index * HEX, (index + 1) * HEX, HEX);
  }

  /** In a time that does not depend on where they differ. */
  boolean is(long a, long b, long c, long d) {
    return ((first ^ a) | (second ^ b) | (third ^ c) | (fourth ^ d)) == 0;
  }

  boolean is(Hash hash) {
    return reading.hash().equals(hash);
  }
}
