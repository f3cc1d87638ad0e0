package dev.muster.examples.notes;

import static dev.muster.testkit.conformance.ProtectedRoute.delete;
import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.conformance.ProtectedRoute;
import dev.muster.testkit.conformance.Staged;
import java.util.List;

/** The account endpoints, and whom they are for. */
final class RoutesOfAccount {
  private static final String SLUG = "{\"slug\":\"{slug}\",\"force\":true}";
  private static final String HERE = "/account/organizations/{organization}";
  private static final String SCOPE = "/account/scopes/{organization}";
  private static final String MEMBER = HERE + "/members/{user}";
  private static final RoleSlug ROLE = new RoleSlug("member");

  private final NotesHost host;
  private final FakeDashboard dashboard;

  RoutesOfAccount(NotesHost host) {
    this.host = host;
    dashboard = host.provider().dashboard();
  }

  List<ProtectedRoute> person() {
    return List.of(
        get("/account/me").signedIn(),
        ProtectedRoute.of("PATCH", "/account/me", SLUG).signedIn().withText("slug", this::slug),
        get("/account/scopes").signedIn(),
        get("/account/organizations").signedIn(),
        post("/account/organizations", "{\"slug\":\"{slug}\",\"name\":\"Founded\"}")
            .signedIn()
            .withText("slug", this::slug),
        post("/account/invitations/{invitation}/accept", "{}")
            .signedIn()
            .withText("invitation", this::invitationOfTheUser)
            .once(),
        get(SCOPE).member().orPersonal(),
        post(SCOPE + "/use", "{}").member().orPersonal());
  }

  List<ProtectedRoute> organizations() {
    return List.of(
        admins(ProtectedRoute.of("PATCH", SCOPE, SLUG)).orPersonal().withText("slug", this::slug),
        get(HERE).member(),
        admins(ProtectedRoute.of("PATCH", HERE, "{\"name\":\"Renamed\"}")),
        admins(delete(HERE)).once(),
        post(HERE + "/leave", "{}").member().once(),
        get(HERE + "/tokens").member(),
        post(HERE + "/tokens", "{}").member(),
        delete(HERE + "/tokens/{token}").member().with("token", this::token));
  }

  List<ProtectedRoute> members() {
    return List.of(
        admins(get(HERE + "/members")),
        admins(ProtectedRoute.of("PATCH", MEMBER, "{\"role\":\"admin\"}"))
            .with("user", this::member),
        admins(delete(MEMBER)).with("user", this::member),
        admins(post(MEMBER + "/deactivate", "{}")).with("user", this::member),
        admins(post(MEMBER + "/reactivate", "{}")).with("user", this::deactivated),
        admins(get(HERE + "/invitations")),
        admins(post(HERE + "/invitations", "{\"email\":\"{email}\",\"role\":\"member\"}"))
            .withText("email", staged -> host.unusedSlug() + "@example.org"),
        admins(delete(HERE + "/invitations/{invitation}")).with("invitation", this::invitation));
  }

  List<ProtectedRoute> forBrowsers() {
    return List.of(
        get("/account/me").signedIn(),
        get(HERE).member(),
        post(HERE + "/switch", "{}").member(),
        post(SCOPE + "/use", "{}").member().orPersonal(),
        admins(ProtectedRoute.of("PATCH", HERE, "{\"name\":\"Renamed\"}")));
  }

  private static ProtectedRoute admins(ProtectedRoute route) {
    return route.permitted("admin").refusedTo("member");
  }

  private String slug(Staged staged) {
    return host.unusedSlug();
  }

  private String member(Staged staged) {
    UserId user = dashboard.createUser(host.unusedSlug() + "@example.org").id();
    var unused = dashboard.join(staged.organization(), user, ROLE);
    return user.value();
  }

  private String deactivated(Staged staged) {
    UserId user = new UserId(member(staged));
    var unused = dashboard.deactivate(staged.organization(), user);
    return user.value();
  }

  private String invitation(Staged staged) {
    return dashboard
        .invite(staged.organization(), host.unusedSlug() + "@example.org", ROLE)
        .id()
        .value();
  }

  private String invitationOfTheUser(Staged staged) {
    OrganizationId other = dashboard.createOrganization("Inviting").id();
    String email = host.provider().findUser(staged.user()).orElseThrow().email();
    return dashboard.invite(other, email, ROLE).id().value();
  }

  /** Of the user, who has one only as a member. */
  private String token(Staged staged) {
    String path = "/account/organizations/" + staged.selector() + "/tokens";
    return host.send("POST", path, "{}", host.credential(staged.user()))
        .path("id")
        .asText("token_of_nobody");
  }
}
