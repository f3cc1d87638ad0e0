package dev.muster.keycloak.server;

import static dev.muster.keycloak.server.KeycloakAdmin.encoded;
import static dev.muster.keycloak.server.KeycloakAdmin.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One realm of a Keycloak, and what its administrators do: a client of each kind, users,
 * organizations, members, and a group of an organization for each role. Safe for many threads.
 */
public final class KeycloakRealm {
  /** The roles of the client {@code realm-management} that a service account needs to read. */
  public static final List<String> READING =
      List.of("view-organizations", "view-users", "view-events");

  /** The same to write. */
  public static final List<String> WRITING =
      List.of("manage-organizations", "manage-users", "view-users", "view-events", "view-realm");

  private final KeycloakServer server;
  private final KeycloakAdmin admin;
  private final String name;

  /** Group ids by organization and role. */
  private final Map<String, String> groups = new ConcurrentHashMap<>();

  private KeycloakRealm(KeycloakServer server, String name) {
    this.server = server;
    this.admin = server.admin();
    this.name = name;
  }

  static KeycloakRealm create(KeycloakServer server, String name) {
    ObjectNode realm =
        object()
            .put("realm", name)
            .put("enabled", true)
            .put("organizationsEnabled", true)
            .put("eventsEnabled", true)
            .put("adminEventsEnabled", true)
            .put("adminEventsDetailsEnabled", true);
    server.admin().create("", realm);
    return new KeycloakRealm(server, name);
  }

  /**
   * The realm's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The server that it is on.
   *
   * @return the server
   */
  public KeycloakServer server() {
    return server;
  }

  /**
   * Who its tokens are from, where it is reached as {@link KeycloakServer#url} says.
   *
   * @return the issuer
   */
  public URI issuer() {
    return server.url().resolve("/realms/" + name);
  }

  /**
   * Makes a client with a service account.
   *
   * @param roles roles of the client {@code realm-management}
   * @return the client
   */
  public Client serviceClient(List<String> roles) {
    Client client = client(object().put("serviceAccountsEnabled", true));
    allow(client, roles);
    return client;
  }

  /**
   * Gives a client's service account roles, and takes away the others that it had.
   *
   * @param client the client
   * @param roles roles of the client {@code realm-management}
   */
  public void allow(Client client, List<String> roles) {
    String account = get("/clients/" + client.uuid() + "/service-account-user").path("id").asText();
    String management = get("/clients?clientId=realm-management").path(0).path("id").asText();
    String held = "/users/" + account + "/role-mappings/clients/" + management;
    good("DELETE", held, get(held));
    ArrayNode mapped = KeycloakAdmin.JSON.createArrayNode();
    roles.forEach(role -> mapped.add(get("/clients/" + management + "/roles/" + role)));
    good("POST", held, mapped);
  }

  /**
   * Makes a confidential client that people sign in at.
   *
   * @param redirects where it sends them back to
   * @return the client
   */
  public Client signInClient(URI... redirects) {
    ObjectNode more = object().put("standardFlowEnabled", true);
    ArrayNode uris = more.putArray("redirectUris");
    Arrays.stream(redirects).forEach(uri -> uris.add(uri.toString()));
    return client(more);
  }

  private Client client(ObjectNode more) {
    String secret = "marker-" + UUID.randomUUID();
    String id = "c" + UUID.randomUUID().toString().substring(0, 8);
    ObjectNode client =
        object()
            .put("clientId", id)
            .put("secret", secret)
            .put("publicClient", false)
            .put("standardFlowEnabled", false)
            .put("directAccessGrantsEnabled", false);
    client.setAll(more);
    return new Client(create("/clients", client), id, secret);
  }

  /**
   * Makes a person who can sign in with a password.
   *
   * @param email the address, also the user name
   * @param password the password, or null for none
   * @return the user's id
   */
  public String createUser(String email, @Nullable String password) {
    return create("/users", person(email, password));
  }

  /** What a person is made of, in any realm. */
  static ObjectNode person(String email, @Nullable String password) {
    ObjectNode user =
        object()
            .put("username", email)
            .put("email", email)
            .put("emailVerified", true)
            .put("firstName", "Ann")
            .put("lastName", "Lee")
            .put("enabled", true);
    if (password != null) {
      user.putArray("credentials").addObject().put("type", "password").put("value", password);
    }
    return user;
  }

  /**
   * Makes an organization.
   *
   * @param organization its name
   * @param alias its alias, for good
   * @return its id
   */
  public String createOrganization(String organization, String alias) {
    return create("/organizations", object().put("name", organization).put("alias", alias));
  }

  /**
   * Makes a role of the realm, where there is none of the name.
   *
   * @param role its name
   */
  public void defineRole(String role) {
    admin.ask("POST", path("/roles"), object().put("name", role));
  }

  /**
   * Makes a user a member, without a role.
   *
   * @param organization the organization's id
   * @param user the user's id
   */
  public void join(String organization, String user) {
    good("POST", "/organizations/" + organization + "/members", TextNode.valueOf(user));
  }

  /**
   * Puts a member into the organization's group for a role, which is made where there is none.
   *
   * @param organization the organization's id
   * @param user the user's id
   * @param role the role's name
   */
  public void grant(String organization, String user, String role) {
    String group = group(organization, role);
    good("PUT", "/organizations/" + organization + "/groups/" + group + "/members/" + user, null);
  }

  /**
   * Takes a member out of the organization's group for a role.
   *
   * @param organization the organization's id
   * @param user the user's id
   * @param role the role's name
   */
  public void revoke(String organization, String user, String role) {
    String group = group(organization, role);
    good(
        "DELETE", "/organizations/" + organization + "/groups/" + group + "/members/" + user, null);
  }

  /**
   * Ends a membership.
   *
   * @param organization the organization's id
   * @param user the user's id
   */
  public void remove(String organization, String user) {
    good("DELETE", "/organizations/" + organization + "/members/" + user, null);
  }

  /**
   * The organization's group that has a role's name and the role, made where there is none.
   *
   * @param organization the organization's id
   * @param role the role's name
   * @return the group's id
   */
  public String group(String organization, String role) {
    return groups.computeIfAbsent(organization + "/" + role, key -> found(organization, role));
  }

  private String found(String organization, String role) {
    String groups = "/organizations/" + organization + "/groups";
    for (JsonNode group : get(groups + "?max=1000")) {
      if (group.path("name").asText().equals(role)) {
        return group.path("id").asText();
      }
    }
    String group = create(groups, object().put("name", role));
    defineRole(role);
    ArrayNode roles = KeycloakAdmin.JSON.createArrayNode().add(get("/roles/" + encoded(role)));
    good("POST", groups + "/" + group + "/role-mappings/realm", roles);
    return group;
  }

  /**
   * Asks for what must be there.
   *
   * @param path below the realm
   * @return the answer
   */
  public JsonNode get(String path) {
    return admin.get(path(path));
  }

  /**
   * Makes something.
   *
   * @param path below the realm
   * @param body what
   * @return its id
   */
  public String create(String path, JsonNode body) {
    return admin.create(path(path), body);
  }

  /**
   * Has something done.
   *
   * @param method the HTTP method
   * @param path below the realm
   * @param body a JSON value, or null
   */
  public void good(String method, String path, @Nullable JsonNode body) {
    var unused = admin.good(method, path(path), body);
  }

  private String path(String path) {
    return "/" + name + path;
  }

  /**
   * A client of the realm.
   *
   * @param uuid Keycloak's own id for it
   * @param id its client id
   * @param secret its secret
   */
  public record Client(String uuid, String id, String secret) {}
}
