package dev.muster.examples.notes.story;

import dev.muster.name.UserId;
import dev.muster.testkit.SignedWebhook;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The chapters about what people do at the provider, and when each node knows it. */
final class DashboardChapters {
  private static final String ADMINS = "/account/organizations/acme/members";

  private final NodesStage stage;

  DashboardChapters(NodesStage stage) {
    this.stage = stage;
  }

  /** Somebody whom every node knows to be no member becomes one. */
  void newMember() throws Exception {
    UserId user = stage.signUp();
    Browser stranger = stage.signIn(user, 0);
    boolean denied = true;
    for (int node : stage.all()) {
      denied &= stage.notes(stranger, node).statusCode() == 403;
    }
    stage.steps.look("stranger", "GET " + NodesStage.NOTES + " on every node", "403", denied);
    stage.side.join(stage.acme(), user, NodesStage.MEMBER);
    everywhere("member", NodesStage.NOTES, stranger, 200, "joined at the provider");
  }

  /** Members are removed one after the other; every node has let each of them in just before. */
  void removals() throws Exception {
    List<UserId> users = new ArrayList<>();
    List<Browser> members = new ArrayList<>();
    for (int i = 0; i < stage.plan.removals(); i++) {
      users.add(stage.joined());
      members.add(stage.signIn(users.get(i), 0));
    }
    List<Times> times = stage.all().stream().map(node -> new Times()).toList();
    boolean right = true;
    for (int i = 0; i < users.size(); i++) {
      Browser member = members.get(i);
      stage.warm(member);
      stage.side.remove(stage.acme(), users.get(i));
      long done = System.nanoTime();
      for (int node : stage.all()) {
        Asked asked =
            Asked.since(
                done, () -> stage.notes(member, node), answer -> answer.statusCode() == 403);
        right &= asked.was(403);
        times.get(node).add(asked.took());
      }
    }
    for (int node : stage.all()) {
      stage.steps.look(
          "removed",
          "GET " + NodesStage.NOTES + " on " + NodesStage.name(node),
          "403  removed at the provider, after " + times.get(node).words(),
          right);
    }
  }

  /** A member is made an administrator, and no more. */
  void roles() throws Exception {
    UserId user = stage.joined();
    Browser member = stage.signIn(user, 0);
    stage.warm(member);
    stage.side.setRole(stage.acme(), user, RoleChapters.ADMIN);
    everywhere("admin", ADMINS, member, 200, "raised at the provider");
    stage.side.setRole(stage.acme(), user, NodesStage.MEMBER);
    everywhere("demoted", ADMINS, member, 403, "demoted at the provider");
  }

  /** A session ends at the provider: on every node it ends, and so does what was issued in it. */
  void sessionEnded() throws Exception {
    UserId user = stage.joined();
    Browser member = stage.signIn(user, 0);
    stage.warm(member);
    HttpResponse<String> issued =
        member.post(stage.at(0, "/account/organizations/acme/tokens"), "{}");
    Browser laptop = Browser.presenting(Steps.field(issued, "token"));
    boolean good = true;
    for (int node : stage.all()) {
      good &= laptop.ask(stage.at(node, "/notes")).statusCode() == 200;
    }
    stage.steps.look("laptop", "GET /notes on every node", "200", good);
    stage.side.endSessions(user);
    long done = System.nanoTime();
    for (int node : stage.all()) {
      // The first refusal clears the browser's cookies.
      Browser own = member.copy();
      Asked asked =
          Asked.since(done, () -> stage.notes(own, node), answer -> answer.statusCode() == 401);
      stage.steps.look(
          "signed out",
          "GET " + NodesStage.NOTES + " on " + NodesStage.name(node),
          Steps.told(asked.answer()) + "  ended at the provider " + asked.millis() + " ago",
          asked.was(401));
    }
    everywhere(done, "laptop", "/notes", laptop, 401, "its session was ended at the provider");
  }

  /** What happened at the provider is also told by signed messages, to one of the nodes. */
  void webhooks() throws Exception {
    UserId user = stage.joined();
    Browser member = stage.signIn(user, 0);
    stage.warm(member);
    if (stage.side.webhooks().isEmpty()) {
      return;
    }
    URI door = stage.at(0, "/account/webhook");
    stage.side.remove(stage.acme(), user);
    SignedWebhook message = stage.side.webhooks().get(0);
    String forged = message.body().replace(user.value(), stage.users.get(0).value());
    int refused = new Browser().deliver(door, message.tampered(forged)).statusCode();
    stage.steps.look(
        "stranger",
        "POST /account/webhook on node 1",
        refused + "  about somebody else than what was signed",
        refused == 400 && !forged.equals(message.body()));
    int taken = new Browser().deliver(door, message).statusCode();
    int again = new Browser().deliver(door, message).statusCode();
    int status = stage.notes(member, 0).statusCode();
    stage.steps.look(
        "provider",
        "POST /account/webhook on node 1, twice",
        taken + ", " + again + "  and the member who was removed: " + status,
        taken == 200 && again == 200 && status == 403);
    stage.deniedEverywhere("told of by a webhook on node 1", member, System.nanoTime());
  }

  /** One step for each node: it gives an answer to come. */
  private void everywhere(String who, String path, Browser browser, int status, String what)
      throws Exception {
    everywhere(System.nanoTime(), who, path, browser, status, what);
  }

  private void everywhere(
      long done, String who, String path, Browser browser, int status, String what)
      throws Exception {
    for (int node : stage.all()) {
      Asked asked =
          Asked.since(
              done,
              () -> browser.ask(stage.at(node, path)),
              answer -> answer.statusCode() == status);
      stage.steps.look(
          who,
          "GET " + path + " on " + NodesStage.name(node),
          asked.answer().statusCode() + "  " + what + " " + asked.millis() + " ago",
          asked.was(status));
    }
  }
}
