package dev.muster.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakAdmin;
import dev.muster.keycloak.server.KeycloakBrowser;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.Outage;
import java.time.Duration;
import java.util.List;

/** The events of a realm of a real Keycloak, through a line that can break. */
final class EventsStage implements EventsUnderTest {
  static final Duration RETENTION = Duration.ofDays(30);

  final SignInStage stage;
  private final KeycloakRealm realm;
  private final EventSource events;
  private final OrganizationId prepared;

  EventsStage(KeycloakRealm realm) {
    this.realm = realm;
    stage = new SignInStage(realm);
    events = stage.events(RETENTION);
    prepared = stage.createOrganization("Prepared");
    for (String role : List.of("member", "admin")) {
      var unused = realm.group(prepared.value(), role);
    }
  }

  @Override
  public EventSource events() {
    return events;
  }

  @Override
  public void renameOrganization(OrganizationId organization, String name) {
    String path = "/organizations/" + organization;
    var document = (ObjectNode) realm.get(path);
    realm.good("PUT", path, document.put("name", name));
  }

  @Override
  public void endOrganization(OrganizationId organization) {
    realm.good("DELETE", "/organizations/" + organization, null);
  }

  @Override
  public void endUser(UserId user) {
    realm.good("DELETE", "/users/" + user, null);
  }

  @Override
  public String endSessionOf(UserId user) {
    ProviderSession session = stage.signedIn(new KeycloakBrowser(), stage.nameOf(user));
    stage.sessions().endSession(session.sessionId(), session.refreshToken());
    return session.sessionId();
  }

  @Override
  public void changePermissions(RoleSlug role) {
    realm.defineRole(role.value());
    realm.good(
        "PUT",
        "/roles/" + role,
        KeycloakAdmin.object().put("name", role.value()).put("description", "changed"));
  }

  @Override
  public void loseCursors() {
    realm.good("DELETE", "/admin-events", null);
    realm.good("DELETE", "/events", null);
  }

  @Override
  public IdentityProvider provider() {
    return stage.provider();
  }

  @Override
  public UserId createUser(String email) {
    return stage.createUser(email);
  }

  /* Made before the test begins, with its groups: an event about a group states all who are in it. */
  @Override
  public OrganizationId createOrganization(String name) {
    renameOrganization(prepared, name);
    return prepared;
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    stage.enrol(organization, user, status, role);
    if (status == MembershipStatus.INACTIVE) {
      stage.enable("/users/" + user, false);
    }
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    String path = "/organizations/" + organization + "/members/" + user + "/groups";
    var before = realm.get(path);
    realm.grant(organization.value(), user.value(), role.value());
    before.forEach(
        group -> realm.revoke(organization.value(), user.value(), group.path("name").asText()));
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    stage.remove(organization, user);
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    stage.fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    stage.rejectServiceKey();
  }

  @Override
  public void heal() {
    stage.heal();
  }

  @Override
  public void close() {
    // Names are unique in a realm.
    var unused =
        realm
            .server()
            .admin()
            .ask("DELETE", "/" + realm.name() + "/organizations/" + prepared, null);
    stage.close();
  }
}
