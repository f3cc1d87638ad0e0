package dev.muster.oidc;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token counts by our clock, with the skew in it. The one place where times are compared.
 *
 * @param from the first millisecond of the epoch at which it does
 * @param until the first at which it does not any more
 */
record Validity(long from, long until) {
  static Validity of(Claims claims, Duration skew) {
    long tolerance = skew.toMillis();
    long from = Math.max(millis(claims.notBefore()), millis(claims.issuedAt()));
    return new Validity(from - tolerance, claims.expiresAt().toEpochMilli() + tolerance);
  }

  @Nullable TokenFault faultAt(long now) {
    if (now >= until) {
      return TokenFault.EXPIRED;
    }
    return now < from ? TokenFault.NOT_YET_VALID : null;
  }

  private static long millis(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }
}
