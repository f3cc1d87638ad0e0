package dev.muster.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of one issuer, never shared between issuers. Safe for many threads; blocks on
 * the reader when the keys are too old or a key is not among them, one reader at a time.
 *
 * <p>Keys are read again after 10 minutes. A key id that is not known is looked for at once, but
 * only one read in 30 seconds is made for such ids, so that a flood of made-up ones is no flood of
 * reads. An id is unknown to the issuer only if a read that began after the question did not find
 * it; who comes too soon for a read gets no answer, so that a key just published is never called
 * unknown. After a read that failed the next waits for a second. When the issuer can't be reached,
 * the keys it had last serve on for up to 12 hours.
 */
public final class IssuerKeys {
  /** How long keys count before they are read again. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /** The time in which one read at most is made on account of unknown key ids. */
  public static final Duration READ_INTERVAL = Duration.ofSeconds(30);

  /** The time after a read that failed in which no other is made. */
  public static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  /** How long keys serve on while the issuer can't be reached. */
  public static final Duration OUTAGE_TOLERANCE = Duration.ofHours(12);

  private static final Duration READ_PATIENCE = Duration.ofSeconds(15);

  private final KeyWire wire;
  private final LimitedReads limit;
  private final JWKSetSource<SecurityContext> source;
  private final InstantSource clock;
  private volatile @Nullable Meaning latest;

  /* For tests that leave out a part. */
  IssuerKeys(
      KeyWire wire, LimitedReads limit, JWKSetSource<SecurityContext> source, InstantSource clock) {
    this.wire = wire;
    this.limit = limit;
    this.source = source;
    this.clock = clock;
  }

  /** Keys as they were read last, and the first that were read of the same content. */
  private record Meaning(JWKSet read, JWKSet first) {}

  /**
   * What a look for a key found.
   *
   * @param keys those that may have signed; none if the issuer publishes no such key
   * @param trusted see {@link #trusted}
   */
  record Found(List<JWK> keys, JWKSet trusted) {}

  /**
   * Keys that are read when they are first needed.
   *
   * @param reader reads them
   * @param clock for their age
   * @return the keys
   */
  public static IssuerKeys readBy(JwksReader reader, InstantSource clock) {
    Objects.requireNonNull(reader, "reader");
    Objects.requireNonNull(clock, "clock");
    KeyWire wire = new KeyWire(reader);
    LimitedReads limit = new LimitedReads(wire, clock);
    return new IssuerKeys(wire, limit, shared(limit), clock);
  }

  /** One read at a time, kept for a lifetime, and for longer while there is no newer. */
  static JWKSetSource<SecurityContext> shared(JWKSetSource<SecurityContext> reads) {
    return new CachingJWKSetSource<>(
        new OutageTolerantJWKSetSource<>(reads, OUTAGE_TOLERANCE.toMillis(), null),
        LIFETIME.toMillis(),
        READ_PATIENCE.toMillis(),
        null);
  }

  /**
   * Whether there are keys to check a token with. Reads them if there are none yet.
   *
   * @return false if they can't be had now
   */
  public boolean areThere() {
    try {
      current(JWKSetCacheRefreshEvaluator.noRefresh());
      return true;
    } catch (KeySourceException outage) {
      return false;
    }
  }

  /**
   * The keys that count now: the same object for as long as the issuer's keys stay the same.
   *
   * @throws KeySourceException if they can't be had now
   */
  JWKSet trusted() throws KeySourceException {
    return meaning(current(JWKSetCacheRefreshEvaluator.noRefresh()));
  }

  /**
   * The keys that may have signed a token with this header.
   *
   * @param seek whether a key that is not known is worth a read
   * @throws KeySourceException if that can't be told now
   */
  Found matching(JWSHeader header, boolean seek) throws KeySourceException {
    long before = wire.begun();
    JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
    JWKSet known = current(JWKSetCacheRefreshEvaluator.noRefresh());
    List<JWK> found = selector.select(known);
    if (!found.isEmpty() || !seek) {
      return new Found(found, meaning(known));
    }
    if (wire.isAfter(before, known)) {
      limit.sought();
      return new Found(found, meaning(known));
    }
    JWKSet newer = current(new SoughtKey(wire, before));
    if (!wire.isAfter(before, newer)) {
      // What was had before: whether the key is among the issuer's now is not known.
      throw new JWKSetUnavailableException("the issuer's keys can't be read");
    }
    return new Found(selector.select(newer), meaning(newer));
  }

  private JWKSet current(JWKSetCacheRefreshEvaluator refresh) throws KeySourceException {
    return source.getJWKSet(refresh, clock.millis(), null);
  }

  @SuppressWarnings("ReferenceEquality") // the very set that was read, not one like it
  private JWKSet meaning(JWKSet read) {
    Meaning last = latest;
    if (last != null && last.read() == read) {
      return last.first();
    }
    boolean same = last != null && last.first().getKeys().equals(read.getKeys());
    JWKSet first = same && last != null ? last.first() : read;
    latest = new Meaning(read, first);
    return first;
  }
}
