package dev.muster.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakAdmin;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.Secret;
import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.contract.RoleCatalogUnderTest;
import dev.muster.testkit.contract.WalkUnderTest;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The adapter on a real Keycloak, with a gateway between them that breaks the line. */
final class KeycloakStage
    implements AdministrationUnderTest,
        LifecycleUnderTest,
        ProfilesUnderTest,
        RoleCatalogUnderTest,
        WalkUnderTest {
  private final SharedRealm shared;
  private final KeycloakRealm realm;
  private final Gateway gateway;
  private final Patience<KeycloakProvider> providers;
  private final Set<String> names = new HashSet<>();
  private final List<String> roles = new ArrayList<>();
  private final AtomicInteger aliases = new AtomicInteger();

  KeycloakStage(KeycloakServer server, int pageSize) {
    shared = SharedRealm.of(server);
    realm = shared.realm();
    gateway = Gateway.before(server.url());
    providers =
        Patience.of(
            deadline ->
                KeycloakProvider.of(
                    settings(shared.client()).pageSize(pageSize).callDeadline(deadline).build()),
            KeycloakProvider::listRoles,
            KeycloakProvider::close);
  }

  /** Settings of the realm behind the gateway, for a client of it. */
  KeycloakSettings.Builder settings(KeycloakRealm.Client client) {
    return KeycloakSettings.builder(new ProviderInstance("keycloak"))
        .baseUrl(gateway.url())
        .realm(realm.name())
        .clientId(client.id())
        .clientSecret(Secret.of(client.secret()))
        .callDeadline(Patience.LONG);
  }

  KeycloakRealm realm() {
    return realm;
  }

  Gateway gateway() {
    return gateway;
  }

  KeycloakProvider keycloak() {
    return providers.adapter();
  }

  @Override
  public IdentityProvider provider() {
    return providers.as(IdentityProvider.class, provider -> provider);
  }

  @Override
  public OrganizationAdministration administration() {
    return providers.as(OrganizationAdministration.class, provider -> provider);
  }

  @Override
  public OrganizationLifecycle lifecycle() {
    return providers.as(OrganizationLifecycle.class, provider -> provider);
  }

  @Override
  public MemberProfiles profiles() {
    return providers.as(MemberProfiles.class, provider -> provider);
  }

  @Override
  public RoleCatalog roleCatalog() {
    return providers.as(RoleCatalog.class, provider -> provider);
  }

  @Override
  public DirectoryWalk walk() {
    return providers.as(DirectoryWalk.class, KeycloakProvider::directoryWalk);
  }

  @Override
  public void defineRole(RoleSlug role) {
    realm.defineRole(role.value());
    roles.add(role.value());
  }

  @Override
  public void deleteRole(RoleSlug role) {
    realm.good("DELETE", "/roles/" + role.value(), null);
    roles.remove(role.value());
  }

  @Override
  public UserId createUser(String email) {
    return new UserId(realm.createUser(email, null));
  }

  @Override
  public UserId createUserWithoutEmail() {
    ObjectNode user = KeycloakAdmin.object().put("enabled", true);
    return new UserId(
        realm.create("/users", user.put("username", "user-" + aliases.incrementAndGet())));
  }

  /** Keycloak's names are unique: where a test makes two of one name, the second has another. */
  @Override
  public OrganizationId createOrganization(String name) {
    int number = aliases.incrementAndGet();
    String unique = names.add(name) ? name : name + " " + number;
    return new OrganizationId(realm.createOrganization(unique, "a" + number));
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    if (status == MembershipStatus.PENDING) {
      throw new NoLever("Keycloak knows no pending membership");
    }
    realm.join(organization.value(), user.value());
    realm.grant(organization.value(), user.value(), role.value());
    if (status == MembershipStatus.INACTIVE) {
      enable("/users/" + user, false);
    }
  }

  /** Enables or disables a user or an organization. */
  void enable(String path, boolean enabled) {
    ObjectNode document = (ObjectNode) realm.get(path);
    realm.good("PUT", path, document.put("enabled", enabled));
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    String path = "/organizations/" + organization + "/members/" + user + "/groups";
    JsonNode before = realm.get(path);
    realm.grant(organization.value(), user.value(), role.value());
    for (JsonNode group : before) {
      if (!group.path("name").asText().equals(role.value())) {
        realm.revoke(organization.value(), user.value(), group.path("name").asText());
      }
    }
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    realm.remove(organization.value(), user.value());
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    providers.expect(outage);
    gateway.fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    gateway.instead(asked -> Answer.of(401, "{\"error\":\"HTTP 401 Unauthorized\"}"));
  }

  @Override
  public void heal() {
    gateway.heal();
    providers.heal();
  }

  @Override
  public void close() {
    providers.close();
    gateway.close();
    shared.clear(roles);
  }
}
