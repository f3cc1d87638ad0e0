package dev.muster.testkit.conformance;

import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check is as good as what it is told of the routes. */
@Tag("KIT-4")
class DeclaredRoutesTest {
  private static final ProtectedRoute NOTES = get("/orgs/{organization}/notes").member();

  @Test
  void a_route_that_is_declared_to_refuse_whom_it_serves_is_reported() throws Exception {
    assertThat(holesOf(get("/orgs/{organization}/notes").permitted("admin").refusedTo("member")))
        .containsExactly(Hole.IGNORES_ROLE, Hole.TAKES_ROLE_OF_ANOTHER, Hole.LETS_DEMOTED_IN);
  }

  @Test
  void a_route_that_is_declared_to_serve_whom_it_refuses_is_reported() throws Exception {
    assertThat(holesOf(ProtectedRoute.delete("/orgs/{organization}/notes").member()))
        .containsExactly(Hole.SHUTS_MEMBERS_OUT);
  }

  @Test
  void a_route_that_is_not_there_is_reported() throws Exception {
    assertThat(holesOf(get("/organizations/{organization}/notes").member()))
        .contains(Hole.SHUTS_MEMBERS_OUT);
  }

  @Test
  void a_route_for_members_that_is_declared_for_everybody_is_reported() throws Exception {
    assertThat(holesOf(get("/home").signedIn())).contains(Hole.SHUTS_MEMBERS_OUT);
  }

  @Test
  void a_host_that_hides_no_organizations_is_not_declared_to() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      assertThat(host.byTokens().routes(NOTES).hidingOrganizations().check().deviations())
          .anyMatch(
              one ->
                  one.outcome() == Outcome.FOREIGN
                      && one.expected().equals("404 not_found")
                      && one.found().equals("403 not_a_member"));
    }
  }

  @Test
  void an_outage_is_over_whatever_comes_of_the_request() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of(Carelessness.AN_OUTAGE_CUTS_THE_CONNECTION))) {
      assertThat(host.byTokens().routes(NOTES).check().holes()).containsExactly(Hole.BREAKS);
      assertThat(host.provider.listRoles()).isNotNull();
    }
  }

  @Test
  void a_line_names_the_route_the_outcome_the_answers_and_the_hole() throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of(Carelessness.REMEMBERS_A_YES_FOR_EVER))) {
      assertThat(host.byTokens().routes(NOTES).check().deviations())
          .extracting(Deviation::line)
          .containsExactly(
              "GET /orgs/{organization}/notes, inactive (who was served before): expected 403"
                  + " not_a_member, but came 200: lets a deactivated member in",
              "GET /orgs/{organization}/notes, removed: expected 403 not_a_member, but came 200:"
                  + " lets a removed member in");
    }
  }

  @Test
  void routes_that_say_too_little_are_refused_with_everything_that_is_wrong() {
    MusterConformance check = MusterConformance.of(URI.create("http://127.0.0.1:1"));
    assertThatThrownBy(
            () ->
                check.routes(
                    get("/orgs/{organization}/notes"),
                    get("/notes").member(),
                    get("/orgs/{organization}").signedIn(),
                    post("/orgs/{organization}/notes/{note}", "{\"to\":\"{user}\"}").member(),
                    NOTES.permitted("admin").refusedTo("admin"),
                    NOTES.permitted("owner"),
                    NOTES.permitted("owner").noOtherRoles().refusedTo("guest"),
                    get("/home").member().organizationInCredential().orPersonal(),
                    get("me").signedIn()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`GET /orgs/{organization}/notes` says nothing of whom it serves")
        .hasMessageContaining("`GET /notes` names no organization")
        .hasMessageContaining("`GET /orgs/{organization}` names an organization")
        .hasMessageContaining("{note}")
        .hasMessageContaining("{user}")
        .hasMessageContaining("serves and refuses the role `admin`")
        .hasMessageContaining("serves the roles [owner] and says of none that it is refused")
        .hasMessageContaining("refuses the roles [guest], so there are others")
        .hasMessageContaining("`GET /home` serves two scopes and does not tell which")
        .hasMessageContaining("must begin with /");
    assertThatThrownBy(check::check).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_reader_of_scopes_that_finds_none_is_a_deviation_of_its_route(boolean fails)
      throws Exception {
    Function<String, String> read = body -> Map.<String, String>of().get("scope");
    Function<String, String> failing = body -> body.substring(1_000);
    assertThat(holesOf(NOTES.tellsScope(fails ? failing : read))).containsExactly(Hole.WRONG_SCOPE);
  }

  @Test
  void a_credential_does_not_print_itself() {
    PresentedCredential bearer = PresentedCredential.bearer(Secret.of("marker-token"));
    assertThat(bearer.toString()).doesNotContain("marker-token");
    assertThat(bearer.holding("x").value().reveal()).isEqualTo("Bearer x");
    assertThat(bearer.tampered().value()).isNotEqualTo(bearer.value());
  }

  @Test
  void each_of_several_cookies_is_changed() {
    PresentedCredential two = PresentedCredential.cookie(Secret.of("session=ab; theme=dark"));
    assertThat(two.holding("x").value().reveal()).isEqualTo("session=x; theme=x");
    assertThat(two.tampered().value().reveal()).isEqualTo("session=Ab; theme=Aark");
  }

  private static Set<Hole> holesOf(ProtectedRoute route) throws Exception {
    try (CarelessHost host = new CarelessHost(Set.of())) {
      return host.byTokens().routes(route).check().holes();
    }
  }
}
