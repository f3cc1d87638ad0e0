package dev.muster.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
   * Reads keys over HTTP: a full answer with status 200, of 256 KiB at most.
   *
   * @param client the host's own, and the host's to close; it must follow no redirects
   * @param address https, or http on a loopback address
   * @param deadline for one read, its body included; at most a minute
   * @return a reader
   * @throws IllegalArgumentException naming all faults
   */
  static JwksReader over(HttpClient client, URI address, Duration deadline) {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(deadline, "deadline");
    List<String> faults = new ArrayList<>(HttpCalls.faults(client, deadline));
    if (!Address.isSafe(address)) {
      faults.add("the address " + Address.RULE + ", but was `" + address + "`");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("key reader: " + String.join("; ", faults));
    }
    HttpCalls calls = new HttpCalls(client, deadline);
    return () -> calls.document(address);
  }

  /**
   * Reads the keys now.
   *
   * @return the JWKS document, JSON
   * @throws IOException if there is no full answer
   */
  String read() throws IOException;
}
