package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.keycloak.server.OrganizationIds;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story on a real Keycloak. */
@NeedsKeycloak
@Tag("once")
class KeycloakStoryTest {
  @Test
  @Tag("ANS-2")
  @Tag("MEM-2")
  @Tag("SES-2")
  @Tag("SES-8")
  void every_step_of_the_story_goes_as_expected(KeycloakServer server) throws Exception {
    KeycloakRealm realm = server.newRealm();
    OrganizationIds.nameIn(realm);
    KeycloakRealm.Client service = realm.serviceClient(KeycloakRealm.WRITING);
    KeycloakRealm.Client signIn =
        realm.signInClient(URI.create("http://127.0.0.1/account/callback"));
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTES_PROVIDER", "keycloak");
    environment.put("NOTES_JDBC_URL", "jdbc:h2:mem:keycloak-story-test;DB_CLOSE_DELAY=-1");
    environment.put("KEYCLOAK_URL", server.url().toString());
    environment.put("KEYCLOAK_REALM", realm.name());
    environment.put("KEYCLOAK_CLIENT_ID", service.id());
    environment.put("KEYCLOAK_CLIENT_SECRET", service.secret());
    environment.put("KEYCLOAK_SIGN_IN_ID", signIn.id());
    environment.put("KEYCLOAK_SIGN_IN_SECRET", signIn.secret());
    environment.put("KEYCLOAK_ADMIN", server.admin().name());
    environment.put("KEYCLOAK_ADMIN_PASSWORD", server.admin().password());
    Told told = Told.with(environment);
    assertThat(told.right()).as(told.text()).isTrue();
    assertThat(told.lastLine()).isEqualTo(Told.all(Told.STEPS_ON_KEYCLOAK));
  }

  @Test
  @Tag("BAD-INPUT")
  void keycloak_needs_what_opens_it() {
    assertThatThrownBy(() -> Settings.of(Map.of("NOTES_PROVIDER", "keycloak")))
        .hasMessageContaining("1 faults: a variable that begins with KEYCLOAK_ is wrong");
  }
}
