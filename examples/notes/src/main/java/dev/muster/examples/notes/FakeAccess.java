package dev.muster.examples.notes;

import java.io.IOException;
import java.time.Duration;

/** The testkit's fake, which lives and ends with the service. */
public record FakeAccess() implements ProviderAccess {
  @Override
  public OpenProvider open(Duration deadline) throws IOException {
    FakeProvider provider = FakeProvider.start(deadline);
    provider.people().dashboard().createUser("ann@example.com");
    provider.people().dashboard().createUser("bob@example.com");
    return new OpenProvider(
        provider.notes(),
        provider::close,
        "programs sign in at " + provider.uri() + " as client " + FakeProvider.CLI_CLIENT);
  }
}
