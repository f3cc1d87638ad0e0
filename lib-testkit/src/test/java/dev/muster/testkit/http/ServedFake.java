package dev.muster.testkit.http;

import dev.muster.name.ProviderInstance;
import dev.muster.testkit.FakeIdentityProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A fake behind its server, and a patient client of it. */
final class ServedFake implements AutoCloseable {
  final HttpIdentityProvider client;

  private final FakeProviderServer server;

  ServedFake(FakeIdentityProvider fake) {
    try {
      server = FakeProviderServer.start(fake, ServedStage.KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client =
        HttpIdentityProvider.of(
            new ProviderInstance("test"), server.uri(), ServedStage.KEY, Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
