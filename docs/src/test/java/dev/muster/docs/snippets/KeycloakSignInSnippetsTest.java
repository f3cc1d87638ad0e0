package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.keycloak.KeycloakProvider;
import dev.muster.keycloak.KeycloakSettings;
import dev.muster.keycloak.KeycloakTokens;
import dev.muster.name.ProviderInstance;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.EventSource;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The snippets of docs/keycloak-sign-in.md and docs/keycloak-events.md, run. */
class KeycloakSignInSnippetsTest {
  private final RoleMap roles = RoleMap.builder().role("admin").build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final InstantSource clock = InstantSource.system();
  private final SessionSettings settings =
      SessionSettings.builder()
          .key(SealKey.random(new SecureRandom()))
          .redirectUri(URI.create("https://notes.example/callback"))
          .build();
  private final KeycloakProvider keycloak =
      KeycloakProvider.of(
          KeycloakSettings.builder(new ProviderInstance("keycloak-production"))
              .baseUrl(URI.create("https://id.example.org"))
              .realm("acme")
              .clientId("muster")
              .clientSecret(Secret.of("marker-of-the-docs"))
              .build());

  @AfterEach
  void close() {
    keycloak.close();
  }

  @Test
  void sign_in() {
    String clientSecret = "marker-of-the-docs";
    // @start region=keycloak-sign-in
    OidcDiscovery realm =
        OidcDiscovery.of("https://id.example.org/realms/acme", http, Duration.ofSeconds(5), clock);
    Muster muster =
        Muster.builder()
            .provider(keycloak)
            .roles(roles)
            .sessions(keycloak.sessions(realm, "notes", Secret.of(clientSecret)), settings)
            .build();
    // @end
    muster.close();
  }

  @Test
  void access_tokens() {
    OidcDiscovery realm =
        OidcDiscovery.of("https://id.example.org/realms/acme", http, Duration.ofSeconds(5), clock);
    // @start region=keycloak-tokens
    Muster muster =
        Muster.builder()
            .provider(keycloak)
            .roles(roles)
            .accessTokens(KeycloakTokens.of(realm, "notes-api", clock))
            .build();
    // @end
    muster.close();
  }

  @Test
  void events() {
    // @start region=keycloak-events
    EventSource events = keycloak.events(Duration.ofDays(30));
    // @end
    assertThat(events.retention()).isEqualTo(Duration.ofDays(30));
  }
}
