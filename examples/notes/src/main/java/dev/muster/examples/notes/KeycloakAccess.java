package dev.muster.examples.notes;

import dev.muster.keycloak.KeycloakProvider;
import dev.muster.keycloak.KeycloakSettings;
import dev.muster.name.ProviderInstance;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * How to reach a realm of Keycloak.
 *
 * @param url {@code KEYCLOAK_URL}, where the server is
 * @param realm {@code KEYCLOAK_REALM}
 * @param clientId {@code KEYCLOAK_CLIENT_ID}, whose service account reads and writes
 * @param clientSecret {@code KEYCLOAK_CLIENT_SECRET}
 * @param signInId {@code KEYCLOAK_SIGN_IN_ID}, the client that people sign in at
 * @param signInSecret {@code KEYCLOAK_SIGN_IN_SECRET}
 * @param admin {@code KEYCLOAK_ADMIN}, the administrator of the story; nobody where it is served
 * @param adminPassword {@code KEYCLOAK_ADMIN_PASSWORD}
 */
public record KeycloakAccess(
    URI url,
    String realm,
    String clientId,
    Secret clientSecret,
    String signInId,
    Secret signInSecret,
    String admin,
    Secret adminPassword)
    implements ProviderAccess {
  /** The process's, and ends with it. */
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static KeycloakAccess of(Map<String, String> environment) {
    KeycloakAccess access =
        new KeycloakAccess(
            Variables.url(environment, "KEYCLOAK_URL", ""),
            environment.getOrDefault("KEYCLOAK_REALM", ""),
            environment.getOrDefault("KEYCLOAK_CLIENT_ID", ""),
            Secret.of(environment.getOrDefault("KEYCLOAK_CLIENT_SECRET", "")),
            environment.getOrDefault("KEYCLOAK_SIGN_IN_ID", ""),
            Secret.of(environment.getOrDefault("KEYCLOAK_SIGN_IN_SECRET", "")),
            environment.getOrDefault("KEYCLOAK_ADMIN", ""),
            Secret.of(environment.getOrDefault("KEYCLOAK_ADMIN_PASSWORD", "")));
    try {
      access.settings(Settings.DEADLINE);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "a variable that begins with KEYCLOAK_ is wrong: " + wrong.getMessage());
    }
    return access;
  }

  /**
   * The same behind another address.
   *
   * @param address where the server is reached
   * @return how to reach it
   */
  public KeycloakAccess at(URI address) {
    return new KeycloakAccess(
        address, realm, clientId, clientSecret, signInId, signInSecret, admin, adminPassword);
  }

  @Override
  public OpenProvider open(Duration deadline) {
    KeycloakProvider provider = KeycloakProvider.of(settings(deadline));
    return new OpenProvider(notes(provider), provider::close, "");
  }

  /**
   * What the service wants of it.
   *
   * @param provider the adapter
   * @return that, and no invitations, since those of Keycloak carry no role
   */
  public NotesProvider notes(KeycloakProvider provider) {
    OidcDiscovery issuer =
        OidcDiscovery.of(
            url + "/realms/" + realm, HTTP, provider.callDeadline(), InstantSource.system());
    return NotesProvider.ofMembers(provider)
        .signingIn(provider.sessions(issuer, signInId, signInSecret))
        .build();
  }

  /**
   * As Muster's adapter takes it.
   *
   * @param deadline how long one call takes at most
   * @return the settings
   * @throws IllegalArgumentException naming what is wrong
   */
  public KeycloakSettings settings(Duration deadline) {
    return KeycloakSettings.builder(new ProviderInstance("keycloak"))
        .baseUrl(url)
        .realm(realm)
        .clientId(clientId)
        .clientSecret(clientSecret)
        .callDeadline(deadline)
        .build();
  }

  /** Where it is, and no secret. */
  @Override
  public String toString() {
    return "KeycloakAccess[" + realm + " at " + url + "]";
  }
}
