package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import java.net.http.HttpResponse;

/** The chapters about who is a member, and what comes of an outage. */
final class MembershipChapters {
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final Stage stage;

  MembershipChapters(Stage stage) {
    this.stage = stage;
  }

  OrganizationId createOrganization() throws Exception {
    stage.steps.step(
        "ann",
        "POST /account/organizations",
        422,
        "invalid_input",
        () ->
            stage.ann.post(
                stage.at("/account/organizations"), "{\"slug\":\"admin\",\"name\":\"Acme\"}"),
        "a reserved slug goes to nobody",
        response -> response.body().contains("invalid_input"));
    stage.steps.step(
        "ann",
        "POST /account/organizations",
        201,
        "",
        () ->
            stage.ann.post(
                stage.at("/account/organizations"), "{\"slug\":\"acme\",\"name\":\"Acme\"}"));
    OrganizationId acme = stage.side.organizationOf(stage.annsId);
    stage.steps.step(
        "ann",
        "GET /account/me",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "session attached and verified",
        response -> response.body().contains(acme.value()));
    stage.steps.step(
        "ann", "GET /notes", 403, "organization_required", () -> stage.ann.get(stage.at("/notes")));
    stage.steps.step(
        "admin",
        "POST /orgs/acme/notes",
        201,
        "",
        () -> stage.ann.post(stage.at("/orgs/acme/notes"), Stage.NOTE));
    stage.steps.step(
        "admin",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> stage.ann.get(stage.at("/orgs/acme/notes")));
    return acme;
  }

  void inviteAndAccept(OrganizationId acme) throws Exception {
    stage.bob.get(stage.signedIn(stage.bob, stage.bobsId));
    stage.side.invite(acme, stage.bobsId, MEMBER, stage.annsId);
    String who = stage.side.lacks(Lever.INVITATIONS).isPresent() ? "stranger" : "invited";
    stage.steps.step(
        who,
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> stage.bob.get(stage.at("/orgs/acme/notes")));
    stage.side.accept(acme, stage.bobsId);
    stage.steps.step(
        "member",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> stage.bob.get(stage.at("/orgs/acme/notes")));
  }

  void outage() throws Exception {
    for (Trouble trouble : Trouble.values()) {
      stage.side.trouble(trouble);
      stage.steps.step(
          "admin",
          "GET /orgs/acme/notes",
          503,
          "unavailable",
          () -> stage.ann.get(stage.at("/orgs/acme/notes")),
          trouble.words() + ", cookie kept",
          response -> saysWhenToComeBack(trouble, response) && keepsTheCookie(response));
      stage.side.up();
    }
    stage.steps.step(
        "admin",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> stage.ann.get(stage.at("/orgs/acme/notes")),
        "provider back",
        response -> true);
  }

  private static boolean saysWhenToComeBack(Trouble trouble, HttpResponse<String> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return trouble == Trouble.BUSY ? seconds.equals("7") : !seconds.isEmpty();
  }

  private static boolean keepsTheCookie(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").isEmpty();
  }

  void removal(OrganizationId acme) throws Exception {
    stage.side.remove(acme, stage.bobsId);
    HttpResponse<String> removed = stage.bob.get(stage.at("/orgs/acme/notes"));
    String after = stage.column.of(acme, stage.bobsId);
    stage.steps.step(
        "removed",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> removed,
        "the very next request; role column: " + after,
        response -> after.equals("none"));
  }
}
