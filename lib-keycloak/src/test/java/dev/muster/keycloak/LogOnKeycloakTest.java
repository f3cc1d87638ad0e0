package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakAdmin;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.ManagedMembers;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.provider.ProviderException.Misconfigured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends that Keycloak logs in another place than where they happen, or nowhere. */
@NeedsKeycloak
@Tag("FEED-1")
class LogOnKeycloakTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final Duration RETENTION = Duration.ofDays(30);

  private final KeycloakServer server;
  private final List<KeycloakProvider> opened = new ArrayList<>();
  private KeycloakStage stage;
  private KeycloakRealm realm;
  private LockOut lock;
  private EventSource events;
  private OrganizationId acme;
  private OrganizationId globex;

  LogOnKeycloakTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() {
    stage = new KeycloakStage(server, 10);
    realm = stage.realm();
    lock = new LockOut(realm);
    acme =
        new OrganizationId(
            realm.create("/organizations", named("Acme", "acme", "acme.example.org")));
    globex = stage.createOrganization("Globex");
    events = reading(KeycloakRealm.READING).events(RETENTION);
  }

  @AfterEach
  void close() {
    opened.forEach(KeycloakProvider::close);
    stage.close();
  }

  @Test
  @Tag("FEED-6")
  void who_is_managed_by_an_organization_ends_with_the_membership_everywhere() {
    try (ManagedMembers managed = new ManagedMembers(realm, acme.value())) {
      UserId ann = guestOfGlobex(managed, "ann@acme.example.org");
      UserId bob = stage.createUser("bob@example.org");
      stage.enrol(acme, bob, MembershipStatus.ACTIVE, ADMIN);
      String start = latest();
      stage.remove(acme, ann);
      stage.remove(acme, bob);
      assertThat(told(start))
          .hasSize(3)
          .contains(new UserEnded(ann))
          .filteredOn(MembershipEnded.class::isInstance)
          .extracting(what -> ((MembershipEnded) what).membership().user())
          .containsExactly(ann, bob);
      assertThat(stage.provider().findMembership(globex, ann)).isEmpty();
    }
  }

  @Test
  @Tag("FEED-6")
  void the_end_of_an_organization_may_be_that_of_users_whom_nobody_names() {
    try (ManagedMembers managed = new ManagedMembers(realm, acme.value())) {
      UserId ann = guestOfGlobex(managed, "ann@acme.example.org");
      String start = latest();
      realm.good("DELETE", "/organizations/" + acme, null);
      assertThat(told(start))
          .containsExactly(new OrganizationEnded(acme), new ReachUnknown("ORGANIZATION"));
      assertThat(stage.provider().findMembership(globex, ann)).isEmpty();
      events = opened.get(0).eventsWithoutManagedMembers(RETENTION);
      assertThat(told(start)).containsExactly(new OrganizationEnded(acme));
    }
  }

  @Test
  @Tag("MEM-1")
  void while_an_organization_is_disabled_so_is_everywhere_who_is_managed_by_it() {
    try (ManagedMembers managed = new ManagedMembers(realm, acme.value())) {
      UserId ann = guestOfGlobex(managed, "ann@acme.example.org");
      UserId bob = stage.createUser("bob@example.org");
      stage.enrol(acme, bob, MembershipStatus.ACTIVE, ADMIN);
      stage.enrol(globex, bob, MembershipStatus.ACTIVE, ADMIN);
      String start = latest();
      stage.enable("/organizations/" + acme, false);
      assertThat(stated(start))
          .containsExactlyInAnyOrder(
              membership(acme, ann), membership(globex, ann), membership(acme, bob))
          .noneMatch(Membership::isActive);
      assertThat(membership(globex, bob).isActive()).isTrue();
    }
  }

  @Test
  @Tag("FEED-3")
  void either_log_that_is_cleared_alone_is_noticed() {
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
    lock.out(ann);
    String start = latest();
    realm.good("DELETE", "/events", null);
    assertThat(events.after(start, 25)).isEmpty();
    lock.out(stage.createUser("bob@example.org"));
    start = latest();
    assertThat(events.after(start, 25)).isPresent();
    stage.remove(acme, ann);
    realm.good("DELETE", "/admin-events", null);
    assertThat(events.after(start, 25)).isEmpty();
  }

  @Test
  @Tag("FEED-3")
  void a_realm_whose_settings_were_saved_may_have_saved_no_events_meanwhile() {
    String start = latest();
    ObjectNode config = (ObjectNode) realm.get("/events/config");
    realm.good("PUT", "/events/config", config.put("adminEventsEnabled", false));
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> events.after(start, 25));
    realm.good("PUT", "/events/config", config.put("adminEventsEnabled", true));
    assertThat(told(start)).contains(new ReachUnknown("REALM"));

    realm.good("PUT", "/events/config", config.put("adminEventsDetailsEnabled", false));
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> events.after(start, 25));
    realm.good("PUT", "/events/config", config.put("adminEventsDetailsEnabled", true));
    String again = latest();
    LockOut.change(realm, settings -> settings.put("displayName", "Example"));
    assertThat(told(again)).containsExactly(new ReachUnknown("REALM"));
  }

  @Test
  @Tag("MEM-1")
  void who_is_locked_out_for_good_is_inactive() {
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
    String start = latest();
    lock.out(ann);
    assertThat(membership(acme, ann).isActive()).isFalse();
    assertThat(stated(start)).contains(membership(acme, ann));
  }

  @Test
  @Tag("FEED-7")
  void a_role_with_a_name_like_a_path_is_told_when_it_is_deleted() {
    realm.defineRole("team/composites");
    realm.defineRole("team");
    String start = latest();
    realm.good("DELETE", "/roles/team%2Fcomposites", null);
    assertThat(told(start)).containsExactly(new ReachUnknown("REALM_ROLE"));
    start = latest();
    var inner = KeycloakAdmin.object().arrayNode().add(realm.get("/roles/admin"));
    realm.good("POST", "/roles/team/composites", inner);
    realm.good("DELETE", "/roles/team/composites", inner);
    RoleChanged changed = new RoleChanged(new RoleSlug("team"), null);
    assertThat(told(start)).containsExactly(changed, changed);
    realm.good("DELETE", "/roles/team", null);
  }

  /** With the weaker role a list is empty, and a list is not there where organizations are off. */
  @Test
  @Tag("ANS-4")
  void what_can_not_be_seen_is_not_taken_for_nobody() {
    UserId ann = stage.createUser("ann@example.org");
    String group = realm.group(acme.value(), "admin");
    String start = latest();
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
    EventSource weak =
        reading(List.of("view-organizations", "query-users", "view-events")).events(RETENTION);
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> weak.after(start, 1));

    String taken = latest();
    String mappings = "/organizations/" + acme + "/groups/" + group + "/role-mappings/realm";
    realm.good(
        "DELETE", mappings, KeycloakAdmin.object().arrayNode().add(realm.get("/roles/admin")));
    assertThat(stated(taken)).containsExactly(membership(acme, ann));
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> weak.after(taken, 25));
    LockOut.change(realm, settings -> settings.put("organizationsEnabled", false));
    try {
      assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> events.after(taken, 1));
    } finally {
      LockOut.change(realm, settings -> settings.put("organizationsEnabled", true));
    }
  }

  private UserId guestOfGlobex(ManagedMembers managed, String email) {
    UserId user = new UserId(managed.join(email));
    realm.join(globex.value(), user.value());
    assertThat(membership(globex, user).isActive()).isTrue();
    return user;
  }

  private KeycloakProvider reading(List<String> roles) {
    KeycloakProvider reader =
        KeycloakProvider.of(
            stage
                .settings(realm.serviceClient(roles))
                .clock(() -> Instant.now().plus(LogReader.SETTLE).plusMillis(1))
                .build());
    opened.add(reader);
    return reader;
  }

  private String latest() {
    return events.latest().orElseThrow();
  }

  private List<What> told(String cursor) {
    return events.after(cursor, 25).orElseThrow().events().stream()
        .map(ProviderEvent::what)
        .toList();
  }

  private List<Membership> stated(String cursor) {
    return told(cursor).stream()
        .filter(MembershipStated.class::isInstance)
        .map(what -> ((MembershipStated) what).membership())
        .toList();
  }

  private Membership membership(OrganizationId organization, UserId user) {
    return stage.provider().findMembership(organization, user).orElseThrow();
  }

  private static ObjectNode named(String name, String alias, String domain) {
    ObjectNode organization = KeycloakAdmin.object().put("name", name).put("alias", alias);
    organization.putArray("domains").addObject().put("name", domain);
    return organization;
  }
}
