package dev.muster.examples.notes;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach WorkOS, or its emulator.
 *
 * @param apiKey {@code WORKOS_API_KEY}
 * @param clientId {@code WORKOS_CLIENT_ID}
 * @param baseUrl {@code WORKOS_BASE_URL}; default WorkOS itself
 */
public record WorkOsAccess(Secret apiKey, String clientId, URI baseUrl) implements ProviderAccess {
  static WorkOsAccess of(Map<String, String> environment) {
    WorkOsAccess access =
        new WorkOsAccess(
            Secret.of(environment.getOrDefault("WORKOS_API_KEY", "")),
            environment.getOrDefault("WORKOS_CLIENT_ID", ""),
            Variables.url(
                environment, "WORKOS_BASE_URL", WorkOsSettings.DEFAULT_BASE_URL.toString()));
    try {
      access.settings(Settings.DEADLINE);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "WORKOS_API_KEY, WORKOS_CLIENT_ID or WORKOS_BASE_URL is wrong: " + wrong.getMessage());
    }
    return access;
  }

  /**
   * As the environment of another process says it.
   *
   * @return the variables
   */
  public Map<String, String> environment() {
    return Map.of(
        "NOTES_PROVIDER",
        "workos",
        "WORKOS_API_KEY",
        apiKey.reveal(),
        "WORKOS_CLIENT_ID",
        clientId,
        "WORKOS_BASE_URL",
        baseUrl.toString());
  }

  /**
   * The same with another key.
   *
   * @param key the key
   * @return how to reach it
   */
  public WorkOsAccess with(Secret key) {
    return new WorkOsAccess(key, clientId, baseUrl);
  }

  @Override
  public OpenProvider open(Duration deadline) {
    WorkOsProvider provider = WorkOsProvider.of(settings(deadline));
    provider.warmUp();
    return new OpenProvider(NotesProvider.of(provider).build(), provider::close, "");
  }

  /**
   * As Muster's adapter takes it.
   *
   * @param deadline how long one call takes at most
   * @return the settings
   * @throws IllegalArgumentException naming what is wrong
   */
  public WorkOsSettings settings(Duration deadline) {
    return WorkOsSettings.builder(new ProviderInstance("workos"))
        .apiKey(apiKey)
        .clientId(clientId)
        .baseUrl(baseUrl)
        .callDeadline(deadline)
        .build();
  }
}
