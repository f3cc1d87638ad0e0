package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import dev.muster.testkit.SignedWebhook;

/** The chapters on Clerk about what ends: a membership, a user, an organization. */
final class ClerkEndChapters {
  private static final String NOTES = "GET /orgs/{acme}/notes";

  private final ClerkStage stage;

  ClerkEndChapters(ClerkStage stage) {
    this.stage = stage;
  }

  void removal() throws Exception {
    Browser bob = stage.of(stage.bob);
    stage.steps.step("member", NOTES, 200, "", () -> bob.get(stage.at(stage.notes())));
    stage.lose();
    stage.people.remove(stage.acme, stage.bob);
    SignedWebhook told = stage.people.told().get(0);
    String forged = told.body().replace(stage.bob.value(), stage.ann.value());
    int refused = stage.deliver(told.tampered(forged));
    int taken = stage.deliver(told);
    stage.steps.step(
        "removed",
        NOTES,
        403,
        "not_a_member",
        () -> bob.get(stage.at(stage.notes())),
        "removed at Clerk, the webhook was answered " + taken + ", with the same token as before",
        response -> taken == 200 && stage.column.of(stage.acme, stage.bob).equals("none"));
    stage.steps.step(
        "ann",
        NOTES,
        200,
        "",
        () -> stage.notesOf(stage.ann),
        "of whom a forged message told, which was answered " + refused,
        response -> refused == 400);
    stage.people.join(stage.acme, stage.bob, "org:member");
    stage.deliver();
    int again = stage.deliver(told);
    stage.steps.step(
        "member",
        NOTES,
        200,
        "",
        () -> bob.get(stage.at(stage.notes())),
        "back again; the old message, told once more (" + again + "), is of another membership",
        response -> again == 200);
  }

  void lostWebhook() throws Exception {
    Browser bob = stage.of(stage.bob);
    stage.people.remove(stage.acme, stage.bob);
    stage.lose();
    Asked denied =
        Asked.until(() -> bob.get(stage.at(stage.notes())), answer -> answer.statusCode() == 403);
    stage.steps.look(
        "removed",
        NOTES,
        "403  no webhook came; the bound of "
            + ClerkStage.BOUND.toSeconds()
            + " s ended it after "
            + denied.millis(),
        denied.was(403));
  }

  void userAndOrganization() throws Exception {
    stage.people.join(stage.acme, stage.bob, "org:member");
    stage.deliver();
    Browser bob = stage.of(stage.bob);
    stage.steps.step("member", NOTES, 200, "", () -> bob.get(stage.at(stage.notes())));
    stage.people.delete(stage.bob);
    stage.deliver();
    stage.steps.step(
        "deleted",
        NOTES,
        401,
        "session_ended",
        () -> bob.get(stage.at(stage.notes())),
        "the user was deleted at Clerk",
        response -> true);
    OrganizationId depot = stage.people.found("Depot", stage.ann);
    String notes = "/orgs/" + depot.value() + "/notes";
    Browser ann = stage.of(stage.ann);
    stage.steps.step("ann", "GET /orgs/{depot}/notes", 200, "", () -> ann.get(stage.at(notes)));
    stage.people.delete(depot);
    stage.deliver();
    stage.steps.step(
        "ann",
        "GET /orgs/{depot}/notes",
        403,
        "not_a_member",
        () -> ann.get(stage.at(notes)),
        "the organization was deleted at Clerk",
        response -> true);
  }
}
