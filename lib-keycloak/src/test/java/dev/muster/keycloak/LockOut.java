package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.name.UserId;
import java.util.Map;
import java.util.function.Consumer;

/** Locks users out of a realm for good, by a wrong password. */
final class LockOut {
  private static final int MOST_TRIES = 50;

  private final KeycloakRealm realm;

  LockOut(KeycloakRealm realm) {
    this.realm = realm;
  }

  /** Changes the settings of a realm. */
  static void change(KeycloakRealm realm, Consumer<ObjectNode> change) {
    ObjectNode settings = (ObjectNode) realm.get("");
    change.accept(settings);
    realm.good("PUT", "", settings);
  }

  void out(UserId user) {
    change(
        realm,
        settings ->
            settings
                .put("bruteForceProtected", true)
                .put("permanentLockout", true)
                .put("failureFactor", 1));
    KeycloakRealm.Client client = realm.signInClient();
    String path = "/clients/" + client.uuid();
    ObjectNode document = (ObjectNode) realm.get(path);
    realm.good("PUT", path, document.put("directAccessGrantsEnabled", true));
    String name = realm.get("/users/" + user).path("username").asText();
    for (int tries = 0; tries < MOST_TRIES && isEnabled(user); tries++) {
      var unused =
          realm
              .server()
              .admin()
              .post(
                  "/realms/" + realm.name() + "/protocol/openid-connect/token",
                  Map.of(
                      "grant_type",
                      "password",
                      "client_id",
                      client.id(),
                      "client_secret",
                      client.secret(),
                      "username",
                      name,
                      "password",
                      "marker-wrong"));
    }
    assertThat(isEnabled(user)).isFalse();
    realm.good("DELETE", path, null);
    change(
        realm,
        settings -> settings.put("bruteForceProtected", false).put("permanentLockout", false));
  }

  private boolean isEnabled(UserId user) {
    return realm.get("/users/" + user).path("enabled").asBoolean();
  }
}
