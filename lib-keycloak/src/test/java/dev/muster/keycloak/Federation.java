package dev.muster.keycloak;

import static dev.muster.keycloak.server.KeycloakAdmin.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.LDAPSDKException;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.name.UserId;
import java.net.InetAddress;
import java.util.Map;

/** An LDAP directory whose people a realm takes for its users, and which can fall silent. */
final class Federation implements AutoCloseable {
  private static final String PEOPLE = "ou=people,dc=example,dc=org";

  private final KeycloakRealm realm;
  private final InMemoryDirectoryServer directory;
  private final String component;
  private volatile boolean silent;

  Federation(KeycloakRealm realm) throws LDAPSDKException {
    this.realm = realm;
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
    config.addInMemoryOperationInterceptor(new Line());
    directory = new InMemoryDirectoryServer(config);
    directory.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
    directory.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    directory.startListening();
    component = realm.create("/components", component("true"));
  }

  private final class Line extends InMemoryOperationInterceptor {
    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      if (silent) {
        throw new LDAPException(ResultCode.UNAVAILABLE);
      }
    }
  }

  /** Somebody who is in the directory, as the realm's user. */
  UserId person(String name) throws LDAPSDKException {
    directory.add(
        "dn: uid=" + name + "," + PEOPLE,
        "objectClass: inetOrgPerson",
        "uid: " + name,
        "cn: " + name,
        "sn: Lee",
        "mail: " + name + "@example.org",
        "userPassword: " + SignInStage.PASSWORD);
    String found = "/users?exact=true&username=" + name;
    return new UserId(realm.get(found).path(0).path("id").asText());
  }

  void remove(String name) throws LDAPSDKException {
    directory.delete("uid=" + name + "," + PEOPLE);
  }

  void silent(boolean now) {
    silent = now;
  }

  /** As an administrator switches it off and on. */
  void enable(boolean on) {
    ObjectNode changed = component(String.valueOf(on)).put("id", component);
    realm.good("PUT", "/components/" + component, changed);
  }

  /** As an administrator has everybody read anew. */
  void synchronise() {
    realm.good("POST", "/user-storage/" + component + "/sync?action=triggerFullSync", object());
  }

  private ObjectNode component(String enabled) {
    ObjectNode made =
        object()
            .put("name", "directory")
            .put("providerId", "ldap")
            .put("providerType", "org.keycloak.storage.UserStorageProvider")
            .put("parentId", realm.get("").path("id").asText());
    ObjectNode config = made.putObject("config");
    Map.ofEntries(
            Map.entry("enabled", enabled),
            Map.entry("vendor", "other"),
            Map.entry("connectionUrl", "ldap://127.0.0.1:" + directory.getListenPort()),
            Map.entry("authType", "none"),
            Map.entry("editMode", "READ_ONLY"),
            Map.entry("importEnabled", "true"),
            Map.entry("cachePolicy", "NO_CACHE"),
            Map.entry("usersDn", PEOPLE),
            Map.entry("userObjectClasses", "inetOrgPerson"),
            Map.entry("usernameLDAPAttribute", "uid"),
            Map.entry("rdnLDAPAttribute", "uid"),
            Map.entry("uuidLDAPAttribute", "entryUUID"))
        .forEach((name, value) -> config.putArray(name).add(value));
    return made;
  }

  @Override
  public void close() {
    silent = false;
    realm.good("DELETE", "/components/" + component, null);
    directory.shutDown(true);
  }
}
