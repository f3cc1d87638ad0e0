package dev.muster.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The reader as the library's source. It numbers the reads, so that one can tell how new keys are.
 */
final class KeyWire implements JWKSetSource<SecurityContext> {
  private final JwksReader reader;
  private final AtomicLong begun = new AtomicLong();
  private volatile @Nullable Read latest;

  KeyWire(JwksReader reader) {
    this.reader = reader;
  }

  private record Read(JWKSet keys, long number) {}

  /** How many reads have begun. */
  long begun() {
    return begun.get();
  }

  /** Whether the keys come from a read that began after so many others had. */
  @SuppressWarnings("ReferenceEquality") // the very set that was read, not one like it
  boolean isAfter(long reads, JWKSet keys) {
    Read read = latest;
    return read != null && read.keys() == keys && read.number() > reads;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    long number = begun.incrementAndGet();
    try {
      JWKSet keys = JWKSet.parse(reader.read());
      latest = new Read(keys, number);
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
