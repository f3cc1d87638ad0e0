package dev.muster.examples.notes;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Which provider the service runs on, and how it is reached. */
public sealed interface ProviderAccess
    permits ClerkAccess, FakeAccess, KeycloakAccess, WorkOsAccess {
  /** Each provider's name, with what reads how it is reached. */
  Map<String, Function<Map<String, String>, ProviderAccess>> ALL =
      Map.of(
          "fake",
          environment -> new FakeAccess(),
          "workos",
          WorkOsAccess::of,
          "clerk",
          ClerkAccess::of,
          "keycloak",
          KeycloakAccess::of);

  /**
   * Opens the provider for a service.
   *
   * @param deadline how long one call takes at most
   * @return what the service wants of it; to be closed
   * @throws Exception if a part of it does not start
   */
  OpenProvider open(Duration deadline) throws Exception;

  /**
   * What a service uses of its provider while it runs.
   *
   * @param notes what the service wants
   * @param closing ends it
   * @param word what to tell whoever started the service; may be empty
   */
  record OpenProvider(NotesProvider notes, Runnable closing, String word) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }
}
