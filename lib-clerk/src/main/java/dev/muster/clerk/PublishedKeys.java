package dev.muster.clerk;

import dev.muster.oidc.JwksReader;
import dev.muster.provider.ProviderException;
import dev.muster.rest.RestClient;
import dev.muster.rest.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * The keys of session tokens, where the instance publishes them: at its Frontend API, which is
 * their issuer. Asked without a key of ours, so that one that is refused is not taken for an
 * outage.
 */
final class PublishedKeys implements JwksReader, AutoCloseable {
  private static final RestRequest KEYS = RestRequest.get(".well-known", "jwks.json");

  private final RestClient client;

  PublishedKeys(String issuer, Duration callDeadline) {
    client = RestClient.of(Wire.NAME, URI.create(issuer), callDeadline);
  }

  @Override
  public String read() throws IOException {
    try {
      return client.send(KEYS, client.begin()).document().node().toString();
    } catch (ProviderException noAnswer) {
      throw new IOException("no keys of Clerk's");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
