package dev.muster.keycloak.server;

import static dev.muster.keycloak.server.KeycloakAdmin.encoded;
import static dev.muster.keycloak.server.KeycloakAdmin.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.UUID;

/**
 * Members whom their organization manages: they sign in by an identity provider of it, which is
 * another realm of the same server, and are made members by that. For one thread; close it.
 */
public final class ManagedMembers implements AutoCloseable {
  private static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  private static final String PASSWORD = "marker-password";
  private static final String OTHER = "/master";

  private final KeycloakRealm realm;
  private final String name = "corp" + UUID.randomUUID().toString().substring(0, 8);
  private final KeycloakRealm.Client client;
  private final String broker;

  /**
   * An identity provider for an organization.
   *
   * @param realm the realm of the organization
   * @param organization its id; it must have a domain
   */
  public ManagedMembers(KeycloakRealm realm, String organization) {
    this.realm = realm;
    client = realm.signInClient(BACK);
    KeycloakAdmin admin = realm.server().admin();
    String secret = "marker-" + UUID.randomUUID();
    ObjectNode made =
        object().put("clientId", name).put("secret", secret).put("publicClient", false);
    made.putArray("redirectUris").add(realm.server().url() + "/*");
    broker = admin.create(OTHER + "/clients", made);
    URI other = realm.server().url().resolve("/realms" + OTHER + "/protocol/openid-connect/");
    ObjectNode provider =
        object().put("alias", name).put("providerId", "oidc").put("trustEmail", true);
    provider
        .putObject("config")
        .put("clientId", name)
        .put("clientSecret", secret)
        .put("clientAuthMethod", "client_secret_post")
        .put("authorizationUrl", other.resolve("auth").toString())
        .put("tokenUrl", other.resolve("token").toString())
        .put("validateSignature", "false")
        .put("defaultScope", "openid email profile");
    realm.good("POST", "/identity-provider/instances", provider);
    realm.good(
        "POST", "/organizations/" + organization + "/identity-providers", TextNode.valueOf(name));
  }

  /**
   * Makes somebody a managed member, by signing in.
   *
   * @param email the address, also the user name
   * @return the user's id
   */
  public String join(String email) {
    KeycloakAdmin admin = realm.server().admin();
    String there = admin.create(OTHER + "/users", KeycloakRealm.person(email, PASSWORD));
    URI page =
        realm
            .server()
            .url()
            .resolve(
                "/realms/"
                    + realm.name()
                    + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                    + client.id()
                    + "&kc_idp_hint="
                    + name
                    + "&redirect_uri="
                    + encoded(BACK.toString()));
    var unused = new KeycloakBrowser().signIn(page, BACK, email, PASSWORD);
    var unusedToo = admin.good("DELETE", OTHER + "/users/" + there, null);
    return realm.get("/users?exact=true&username=" + encoded(email)).path(0).path("id").asText();
  }

  @Override
  public void close() {
    var unused = realm.server().admin().good("DELETE", OTHER + "/clients/" + broker, null);
    realm.good("DELETE", "/identity-provider/instances/" + name, null);
  }
}
