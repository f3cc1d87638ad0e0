package dev.muster.examples.notes.story;

import java.net.http.HttpResponse;

/** The chapters on Clerk about members and roles that change while evidence is remembered. */
final class ClerkChangeChapters {
  private static final String NOTES = "GET /orgs/{acme}/notes";
  private static final String DELETE = "DELETE /orgs/{acme}/notes/{note}";
  private static final int MANY = 50;
  private static final int TRIES = 5;

  private final ClerkStage stage;
  private int notes;

  ClerkChangeChapters(ClerkStage stage) {
    this.stage = stage;
  }

  void joined() throws Exception {
    stage.steps.step("stranger", NOTES, 403, "not_a_member", () -> stage.notesOf(stage.bob));
    stage.people.join(stage.acme, stage.bob, "org:member");
    int taken = stage.deliver();
    stage.steps.step(
        "member",
        NOTES,
        200,
        "",
        () -> stage.notesOf(stage.bob),
        "the very next request after the webhook, which was answered " + taken,
        response -> taken == 200);
  }

  void roles() throws Exception {
    stage.steps.step("member", DELETE, 403, "insufficient_role", this::deletion);
    role("org:admin", 204, "", "admin");
    stage.people.defineRole("org:wizard");
    role("org:wizard", 204, "", "admin");
    role("org:member", 403, "insufficient_role", "member");
  }

  private void role(String slug, int status, String code, String column) throws Exception {
    stage.people.setRole(stage.acme, stage.bob, slug);
    stage.deliver();
    HttpResponse<String> answer = deletion();
    String now = stage.column.of(stage.acme, stage.bob);
    stage.steps.step(
        slug,
        DELETE,
        status,
        code,
        () -> answer,
        "told by a webhook; role column: " + now,
        response -> now.equals(column));
  }

  /** Of a note that is there, whoever deletes it. */
  private HttpResponse<String> deletion() throws Exception {
    var unused = stage.of(stage.ann).post(stage.at(stage.notes()), Stage.NOTE);
    notes++;
    return stage.of(stage.bob).delete(stage.at(stage.notes() + "/" + notes));
  }

  /** Evidence ends by its age, so that one try of many may meet the end of it. */
  void warm() throws Exception {
    Browser bob = stage.of(stage.bob);
    long good = 0;
    long asked = 1;
    for (int tries = 0; asked > 0 && tries < TRIES; tries++) {
      long before = stage.questions();
      good = 0;
      for (int i = 0; i < MANY; i++) {
        good += bob.get(stage.at(stage.notes())).statusCode() == 200 ? 1 : 0;
      }
      asked = stage.questions() - before;
    }
    stage.steps.look(
        "member",
        MANY + " x " + NOTES,
        "200 x " + good + "  questions to Clerk about members: " + asked,
        good == MANY && asked == 0);
  }

  void outage() throws Exception {
    stage.walkForgotten();
    Browser ann = stage.of(stage.ann);
    for (Trouble trouble : Trouble.values()) {
      Browser eve = stage.of(stage.eve);
      stage.trouble(trouble);
      stage.steps.step(
          "stranger",
          "GET /orgs/{elsewhere}/notes",
          503,
          "unavailable",
          () -> eve.get(stage.at("/orgs/org_" + trouble.name() + "/notes")),
          trouble.words() + ", nothing known: neither yes nor no",
          response -> response.headers().firstValue("Retry-After").isPresent());
      stage.up();
    }
    var unused = ann.get(stage.at(stage.notes()));
    stage.trouble(Trouble.DOWN);
    stage.steps.step(
        "ann",
        NOTES,
        200,
        "",
        () -> ann.get(stage.at(stage.notes())),
        "provider down, evidence within its bound",
        response -> true);
    stage.up();
  }

  void throughMuster() throws Exception {
    String acme = "/account/organizations/" + stage.acme.value();
    HttpResponse<String> invited =
        stage
            .of(stage.ann)
            .post(
                stage.at(acme + "/invitations"),
                "{\"email\":\"carl@example.com\",\"role\":\"org:member\"}");
    int pending = stage.people.pending(stage.acme, "carl@example.com");
    stage.steps.step(
        "ann",
        "POST .../{acme}/invitations",
        201,
        "",
        () -> invited,
        "pending at Clerk: " + pending,
        response -> pending == 1);
    stage.steps.step(
        "ann",
        "DELETE .../{acme}/invitations/{carl}",
        204,
        "",
        () ->
            stage
                .of(stage.ann)
                .delete(stage.at(acme + "/invitations/" + Steps.field(invited, "id"))),
        "no longer pending at Clerk",
        response -> stage.people.pending(stage.acme, "carl@example.com") == 0);
    stage.steps.step(
        "ann",
        "POST .../{acme}/leave",
        409,
        "last_admin",
        () -> stage.of(stage.ann).post(stage.at(acme + "/leave"), ""));
    HttpResponse<String> created =
        stage
            .of(stage.ann)
            .post(stage.at("/account/organizations"), "{\"slug\":\"annex\",\"name\":\"Annex\"}");
    stage.steps.step(
        "ann",
        "POST /account/organizations",
        201,
        "",
        () -> created,
        "at Clerk, with a slug of the service's own",
        response -> stage.of(stage.ann).get(stage.at("/orgs/annex/notes")).statusCode() == 200);
  }
}
