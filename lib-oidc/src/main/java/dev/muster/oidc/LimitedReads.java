package dev.muster.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A source that is not asked too often: after a failure not for a moment, and on account of unknown
 * keys once in an interval.
 */
final class LimitedReads implements JWKSetSource<SecurityContext> {
  private static final long NEVER = Long.MAX_VALUE;

  private final JWKSetSource<SecurityContext> source;
  private final InstantSource clock;
  private volatile long soughtAt = NEVER;
  private volatile long failedAt = NEVER;

  LimitedReads(JWKSetSource<SecurityContext> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Notes that keys were read, for whatever reason, for somebody with an unknown key. */
  void sought() {
    soughtAt = clock.millis();
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    if (isWithin(IssuerKeys.RETRY_PAUSE, failedAt)) {
      throw new JWKSetUnavailableException("the issuer's keys could not be read a moment ago");
    }
    boolean seeks = refresh instanceof SoughtKey;
    if (seeks && isWithin(IssuerKeys.READ_INTERVAL, soughtAt)) {
      throw new RateLimitReachedException();
    }
    try {
      JWKSet keys = source.getJWKSet(refresh, now, context);
      failedAt = NEVER;
      if (seeks) {
        sought();
      }
      return keys;
    } catch (KeySourceException e) {
      // A caller that was interrupted says nothing of the issuer.
      if (!Thread.currentThread().isInterrupted()) {
        failedAt = clock.millis();
      }
      throw e;
    }
  }

  /* A clock that was set back limits nobody. */
  private boolean isWithin(Duration span, long since) {
    long now = clock.millis();
    return since <= now && now - since < span.toMillis();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
