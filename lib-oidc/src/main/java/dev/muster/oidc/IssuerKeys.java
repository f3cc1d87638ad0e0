package dev.muster.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of one issuer, never shared between issuers. Safe for many threads; blocks on
 * the reader when the keys are too old or a key is not among them, one reader at a time.
 *
 * <p>Keys are read again after 10 minutes. A key id that is not known is looked for at once, at
 * most twice in 30 seconds, so that a flood of made-up ids is no flood of reads. When the issuer
 * can't be reached, the keys it had last serve on for up to 12 hours.
 */
public final class IssuerKeys {
  /** How long keys count before they are read again. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /** The time in which at most two reads are made. */
  public static final Duration READ_INTERVAL = Duration.ofSeconds(30);

  /** How long keys serve on while the issuer can't be reached. */
  public static final Duration OUTAGE_TOLERANCE = Duration.ofHours(12);

  private static final Duration READ_PATIENCE = Duration.ofSeconds(15);

  private final Wire wire;
  private final JWKSetSource<SecurityContext> source;
  private final InstantSource clock;

  private IssuerKeys(Wire wire, JWKSetSource<SecurityContext> source, InstantSource clock) {
    this.wire = wire;
    this.source = source;
    this.clock = clock;
  }

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
    Wire wire = new Wire(reader);
    JWKSetSource<SecurityContext> tolerant =
        new OutageTolerantJWKSetSource<>(wire, OUTAGE_TOLERANCE.toMillis(), null);
    JWKSetSource<SecurityContext> limited =
        new RateLimitedJWKSetSource<>(tolerant, READ_INTERVAL.toMillis(), null);
    return new IssuerKeys(
        wire,
        new CachingJWKSetSource<>(limited, LIFETIME.toMillis(), READ_PATIENCE.toMillis(), null),
        clock);
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
   * The keys that may have signed a token with this header.
   *
   * @throws KeySourceException if that can't be told now
   */
  List<JWK> matching(JWSHeader header) throws KeySourceException {
    long before = wire.successes.get();
    JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
    JWKSet known = current(JWKSetCacheRefreshEvaluator.noRefresh());
    List<JWK> found = selector.select(known);
    if (!found.isEmpty()) {
      return found;
    }
    JWKSet newer = current(JWKSetCacheRefreshEvaluator.referenceComparison(known));
    if (wire.successes.get() == before) {
      // What was had before an outage: whether the key is among the issuer's now is not known.
      throw new JWKSetUnavailableException("the issuer's keys can't be read");
    }
    return selector.select(newer);
  }

  private JWKSet current(JWKSetCacheRefreshEvaluator refresh) throws KeySourceException {
    return source.getJWKSet(refresh, clock.millis(), null);
  }

  /** The reader as the library's source. */
  private static final class Wire implements JWKSetSource<SecurityContext> {
    private final AtomicLong successes = new AtomicLong();
    private final JwksReader reader;

    Wire(JwksReader reader) {
      this.reader = reader;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        JWKSet keys = JWKSet.parse(reader.read());
        successes.incrementAndGet();
        return keys;
      } catch (IOException | RuntimeException e) {
        throw new JWKSetUnavailableException("the issuer's keys can't be read", e);
      } catch (ParseException e) {
        throw new JWKSetParseException("the issuer's keys can't be understood", e);
      }
    }

    @Override
    public void close() {
      // The reader is its owner's to close.
    }
  }
}
