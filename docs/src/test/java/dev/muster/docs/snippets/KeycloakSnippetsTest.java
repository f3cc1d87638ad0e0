package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.keycloak.KeycloakProvider;
import dev.muster.keycloak.KeycloakSettings;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The snippets of docs/keycloak.md, run. */
class KeycloakSnippetsTest {
  private final RoleMap roles = RoleMap.builder().role("admin").build();

  @Test
  void provider() {
    String secret = "marker-of-the-docs";
    // @start region=keycloak
    KeycloakSettings settings =
        KeycloakSettings.builder(new ProviderInstance("keycloak-production"))
            .baseUrl(URI.create("https://id.example.org"))
            .realm("acme")
            .clientId("muster")
            .clientSecret(Secret.of(secret))
            .build();
    try (KeycloakProvider keycloak = KeycloakProvider.of(settings);
        Muster muster =
            Muster.builder().provider(keycloak).roles(roles).roleCatalog(keycloak).build()) {
      serve(muster);
    }
    // @end
  }

  @Test
  void changes() {
    KeycloakSettings settings =
        KeycloakSettings.builder(new ProviderInstance("keycloak-production"))
            .baseUrl(URI.create("https://id.example.org"))
            .realm("acme")
            .clientId("muster")
            .clientSecret(Secret.of("marker-of-the-docs"))
            .build();
    try (KeycloakProvider keycloak = KeycloakProvider.of(settings)) {
      MusterBuilder builder = Muster.builder().provider(keycloak).roles(roles);
      // @start region=keycloak-changes
      builder.lifecycle(keycloak, keycloak, LifecyclePolicy.builder(new Role("admin")).build());
      // With sessions or access tokens:
      builder.organizationCreation(keycloak, new RoleSlug("admin"));
      // @end
      assertThat(builder).isNotNull();
    }
  }

  private static void serve(Muster muster) {
    assertThat(muster).isNotNull();
  }
}
