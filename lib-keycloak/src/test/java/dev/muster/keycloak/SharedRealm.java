package dev.muster.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/*
 * A realm takes seconds to make, since keys are made for it. So the suites share one, and each
 * stage leaves it empty.
 */
/** The realm of the contract suites, with the roles that they talk about. */
final class SharedRealm {
  private static final List<String> ROLES = List.of("member", "admin");

  private static final Map<KeycloakServer, SharedRealm> REALMS = new ConcurrentHashMap<>();

  private final KeycloakRealm realm;
  private final KeycloakRealm.Client client;

  private SharedRealm(KeycloakRealm realm) {
    this.realm = realm;
    client = realm.serviceClient(KeycloakRealm.WRITING);
    ROLES.forEach(realm::defineRole);
  }

  static SharedRealm of(KeycloakServer server) {
    return REALMS.computeIfAbsent(server, SharedRealm::warm);
  }

  /* The first calls of each kind wait for the server to load what answers them. */
  private static SharedRealm warm(KeycloakServer server) {
    SharedRealm shared = new SharedRealm(server.newRealm());
    KeycloakRealm realm = shared.realm;
    String user = realm.createUser("warm@example.org", null);
    String organization = realm.createOrganization("Warm", "warm");
    realm.join(organization, user);
    realm.grant(organization, user, "admin");
    try (KeycloakProvider provider =
        KeycloakProvider.of(
            KeycloakSettings.builder(new ProviderInstance("warm"))
                .baseUrl(server.url())
                .realm(realm.name())
                .clientId(shared.client.id())
                .clientSecret(Secret.of(shared.client.secret()))
                .callDeadline(Duration.ofMinutes(1))
                .build())) {
      var unused = provider.listMembers(new OrganizationId(organization));
      var unusedToo = provider.listMemberships(new UserId(user));
    }
    shared.clear(List.of());
    return shared;
  }

  KeycloakRealm realm() {
    return realm;
  }

  KeycloakRealm.Client client() {
    return client;
  }

  void clear(List<String> roles) {
    for (JsonNode organization : realm.get("/organizations?max=1000")) {
      realm.good("DELETE", "/organizations/" + organization.path("id").asText(), null);
    }
    for (JsonNode user : realm.get("/users?max=1000")) {
      realm.good("DELETE", "/users/" + user.path("id").asText(), null);
    }
    roles.forEach(role -> realm.good("DELETE", "/roles/" + role, null));
  }
}
