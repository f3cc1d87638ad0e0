package dev.muster.oidc;

import java.io.IOException;

/**
 * <strong>SPI.</strong> Reads an issuer's published keys over the wire. Safe for many threads; one
 * call at a time is made for one {@link IssuerKeys}.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A read ends within the reader's own deadline and answers with the whole document or fails.
 */
@FunctionalInterface
public interface JwksReader {
  /**
   * Reads the keys now.
   *
   * @return the JWKS document, JSON
   * @throws IOException if there is no full answer
   */
  String read() throws IOException;
}
