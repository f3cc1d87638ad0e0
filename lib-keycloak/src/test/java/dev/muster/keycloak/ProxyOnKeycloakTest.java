package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before Keycloak and answers in its place, and who looks on from outside. */
@NeedsKeycloak
class ProxyOnKeycloakTest {
  private final KeycloakServer server;
  private KeycloakStage stage;
  private OrganizationId acme;
  private UserId ann;
  private Membership member;

  ProxyOnKeycloakTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() {
    stage = new KeycloakStage(server, 10);
    acme = stage.createOrganization("Acme");
    ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, new RoleSlug("admin"));
    member = stage.provider().findMembership(acme, ann).orElseThrow();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @Tag("ANS-2")
  @ValueSource(strings = {"404 page not found", "", "{}", "<html>", "{\"message\":\"no Route\"}"})
  void a_404_that_keycloak_did_not_say_is_no_answer(String body) {
    KeycloakProvider keycloak = stage.keycloak();
    stage.gateway().instead(asked -> lost(asked.uri().getPath()) ? Answer.of(404, body) : null);
    unavailable(() -> keycloak.findMembership(acme, ann));
    unavailable(() -> keycloak.findOrganization(acme));
    unavailable(() -> keycloak.findUser(ann));
    unavailable(() -> keycloak.listMembers(acme));
    unavailable(() -> keycloak.listMemberships(ann));
    unavailable(() -> keycloak.profiles(acme, Set.of(ann)));
    unavailable(() -> keycloak.directoryWalk().members(acme, null, 10));
    unavailable(() -> keycloak.removeMember(member));
    unavailable(() -> keycloak.deleteOrganization(acme));
    stage.gateway().heal();
    assertThat(keycloak.findMembership(acme, ann)).contains(member);
  }

  @Test
  @Tag("ORG-4")
  void a_stranger_costs_as_much_where_there_is_an_organization_as_where_there_is_none() {
    List<String> asked = new CopyOnWriteArrayList<>();
    stage
        .gateway()
        .instead(
            one -> {
              asked.add(one.uri().getPath().replace(acme.value(), "it").replace("none", "it"));
              return null;
            });
    UserId eve = stage.createUser("eve@example.org");
    assertThat(stage.provider().findMembership(acme, eve)).isEmpty();
    List<String> foreign = List.copyOf(asked);
    asked.clear();
    assertThat(stage.provider().findMembership(new OrganizationId("none"), eve)).isEmpty();
    assertThat(asked).hasSize(4).containsExactlyInAnyOrderElementsOf(foreign);
  }

  /* The route to what is below organizations and users, and not the one to their number. */
  private static boolean lost(String path) {
    return !path.endsWith("/count")
        && (path.contains("/organizations") || path.contains("/users/"));
  }

  private static void unavailable(Runnable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call::run);
  }
}
