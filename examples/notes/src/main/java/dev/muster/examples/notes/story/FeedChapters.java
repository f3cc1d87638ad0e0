package dev.muster.examples.notes.story;

import dev.muster.name.UserId;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chapters about the event feed while all goes well. */
final class FeedChapters {
  private static final int BAR = 40;

  private final NodesStage stage;

  FeedChapters(NodesStage stage) {
    this.stage = stage;
  }

  /** The mirror is filled from the provider, once, with a bar that grows. */
  void backfill() throws Exception {
    long expected = stage.side.members().size();
    stage.out.print("backfill  [");
    int[] drawn = {0};
    Asked walked =
        Asked.until(
            () -> {
              Asked.pause(50);
              draw(drawn, seen() * BAR / expected);
              return stage.feed(0);
            },
            answer -> number(answer, "ageMillis") >= 0);
    draw(drawn, BAR);
    long seen = seen();
    double seconds = walked.took().toMillis() / 1000.0;
    stage.out.printf(
        Locale.ROOT, "]  %d of %d in %.1f s, %.0f/s%n", seen, expected, seconds, seen / seconds);
    stage.steps.look(
        "leader",
        "first walk",
        "the mirror is the provider's: " + seen + " memberships",
        stage.mirror.mirrored().equals(stage.side.members()));
  }

  /** Somebody founds acme, and works on every node; the provider is asked by none. */
  Browser sharedWork() throws Exception {
    UserId founder = stage.signUp();
    Browser ann = stage.signIn(founder, 0);
    HttpResponse<String> founded =
        ann.post(stage.at(0, "/account/organizations"), "{\"slug\":\"acme\",\"name\":\"Acme\"}");
    stage.steps.look(
        "ann",
        "POST /account/organizations on node 1",
        Steps.told(founded),
        founded.statusCode() == 201);
    stage.founded(founder);
    Browser member = stage.signIn(stage.joined(), 0);
    stage.warm(member);
    long before = stage.lookUps();
    for (int node : stage.all()) {
      int status = member.ask(stage.at(node, NodesStage.NOTES)).statusCode();
      stage.steps.look(
          "member",
          "GET " + NodesStage.NOTES + " on " + NodesStage.name(node),
          status + "  calls to the provider: " + (stage.lookUps() - before),
          status == 200 && stage.lookUps() == before);
    }
    return ann;
  }

  void removalsThroughMuster(Browser ann) throws Exception {
    List<UserId> users = new ArrayList<>();
    List<Browser> members = new ArrayList<>();
    for (int i = 0; i < stage.plan.removals(); i++) {
      users.add(stage.joined());
      members.add(stage.signIn(users.get(i), 0));
    }
    Times times = new Times();
    boolean right = true;
    for (int i = 0; i < stage.plan.removals(); i++) {
      Browser member = members.get(i);
      stage.warm(member);
      HttpResponse<String> removal =
          ann.delete(stage.at(0, "/account/organizations/acme/members/" + users.get(i).value()));
      long done = System.nanoTime();
      right &= removal.statusCode() == 204 && stage.notes(member, 0).statusCode() == 403;
      for (int node : stage.all().subList(1, stage.nodes.count())) {
        Asked asked =
            Asked.since(
                done, () -> stage.notes(member, node), answer -> answer.statusCode() == 403);
        right &= asked.was(403);
        times.add(asked.took());
      }
    }
    stage.steps.look(
        "removed",
        "removed on node 1, asks the others",
        "denied at once on node 1, on the others after " + times.words(),
        right);
  }

  void token() throws Exception {
    UserId user = stage.joined();
    Browser member = stage.signIn(user, 0);
    stage.warm(member);
    HttpResponse<String> issued =
        member.post(stage.at(0, "/account/organizations/acme/tokens"), "{}");
    stage.steps.look(
        "member", "POST .../acme/tokens on node 1", Steps.told(issued), issued.statusCode() == 201);
    Browser laptop = Browser.presenting(Steps.field(issued, "token"));
    boolean good = true;
    for (int node : stage.all()) {
      good &= laptop.ask(stage.at(node, "/notes")).statusCode() == 200;
    }
    stage.steps.look("laptop", "GET /notes on every node", "200", good);
    stage.side.remove(stage.acme(), user);
    long done = System.nanoTime();
    for (int node : stage.all()) {
      Asked asked =
          Asked.since(
              done,
              () -> laptop.ask(stage.at(node, "/notes")),
              answer -> answer.statusCode() == 401);
      stage.steps.look(
          "laptop",
          "GET /notes on " + NodesStage.name(node),
          asked.answer().statusCode() + "  its member was removed " + asked.millis() + " ago",
          asked.was(401));
    }
  }

  /** What whoever walks has seen so far. */
  private long seen() throws Exception {
    long most = 0;
    for (int node : stage.all()) {
      most = Math.max(most, number(stage.feed(node), "seen"));
    }
    return most;
  }

  private void draw(int[] drawn, long wanted) {
    while (drawn[0] < Math.min(wanted, BAR)) {
      stage.out.print('#');
      stage.out.flush();
      drawn[0]++;
    }
  }

  private static long number(HttpResponse<String> answer, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(answer.body());
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }
}
