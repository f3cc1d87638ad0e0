package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The chapters about what fails among several nodes: a notification, the leader, the provider. */
final class NodeOutageChapters {
  private static final int CHANGES_EACH = 5;

  /** A machine that stands still for as long as evidence counts is no node that fails. */
  private static final int TRIES = 5;

  private final NodesStage stage;

  NodeOutageChapters(NodesStage stage) {
    this.stage = stage;
  }

  /** The nodes are told by the database that something changed; that is cut. */
  void cutListeners(Browser ann) throws Exception {
    UserId user = stage.joined();
    Browser member = stage.signIn(user, 0);
    stage.warm(member);
    int cut = stage.mirror.cutListeners();
    HttpResponse<String> removal =
        ann.delete(stage.at(0, "/account/organizations/acme/members/" + user.value()));
    long done = System.nanoTime();
    stage.steps.look(
        "ann",
        "DELETE .../acme/members/{member}, no LISTEN",
        removal.statusCode() + "  cut on " + cut + " nodes",
        removal.statusCode() == 204 && cut == stage.nodes.count());
    stage.deniedEverywhere("removed on node 1, LISTEN cut", member, done);
  }

  /** The leader dies while it applies what happened at the provider. */
  void leaderKilled(Browser ann) throws Exception {
    int leader = stage.leader(stage.all());
    List<Integer> rest = stage.all().stream().filter(node -> node != leader).toList();
    Set<String> before = stage.mirror.mirrored();
    int changes = muchHappens();
    Set<String> now = stage.side.members();
    long begun = System.nanoTime();
    while (stage.mirror.mirrored().equals(before) && !over(begun)) {
      Asked.pause(2);
    }
    stage.nodes.kill(leader);
    long killed = System.nanoTime();
    long toGo = toGo(now, stage.mirror.mirrored());
    int next = stage.leader(rest);
    long seconds = (System.nanoTime() - killed) / 100_000_000;
    stage.steps.look(
        "leader",
        "killed, of " + changes + " changes " + toGo + " to go",
        NodesStage.name(next) + " leads after " + seconds / 10 + "." + seconds % 10 + " s",
        rest.contains(next));
    boolean same = false;
    while (!same && !over(killed)) {
      Asked.pause(50);
      same = stage.mirror.mirrored().equals(now);
    }
    stage.steps.look(
        NodesStage.name(next), "goes on", "nothing is lost: the mirror is the provider's", same);
    boolean served = true;
    for (int node : rest) {
      served &= Asked.untilStatus(200, () -> ann.ask(stage.at(node, NodesStage.NOTES))).was(200);
    }
    stage.steps.look("ann", "GET " + NodesStage.NOTES + " on the others", "200", served);
    stage.nodes.startAgain(leader);
    Asked back = Asked.untilStatus(200, () -> ann.ask(stage.at(leader, NodesStage.NOTES)));
    stage.steps.look("ann", "GET " + NodesStage.NOTES + " on a new node", "200", back.was(200));
  }

  /** Members go, change their role and come, in all organizations. */
  private int muchHappens() throws Exception {
    List<OrganizationId> organizations = stage.organizations;
    int changes = organizations.size() * CHANGES_EACH;
    for (int i = 0; i < changes; i++) {
      OrganizationId organization = organizations.get(i % organizations.size());
      UserId user = stage.users.get(i / organizations.size());
      switch (i % 3) {
        case 0 -> stage.side.remove(organization, user);
        case 1 -> stage.side.setRole(organization, user, new RoleSlug("admin"));
        default -> stage.side.join(organization, stage.signUp(), NodesStage.MEMBER);
      }
    }
    return changes;
  }

  /** How many members are not in the mirror as they are at the provider. */
  private static long toGo(Set<String> provided, Set<String> mirrored) {
    return Stream.concat(provided.stream(), mirrored.stream())
        .filter(row -> !provided.contains(row) || !mirrored.contains(row))
        .map(MirrorRows::member)
        .distinct()
        .count();
  }

  private static boolean over(long begun) {
    return System.nanoTime() - begun > Asked.PATIENCE.toNanos();
  }

  /** Nobody answers at the provider: members work on for as long as the host allowed. */
  void providerDown(Browser ann) throws Exception {
    long lookUps = stage.lookUps();
    int tries = 0;
    boolean served = false;
    long down = 0;
    while (!served && tries++ < TRIES) {
      stage.side.up();
      stage.warm(ann);
      stage.side.trouble(Trouble.DOWN);
      down = System.nanoTime();
      served = true;
      for (int node : stage.all()) {
        served &= stage.notes(ann, node).statusCode() == 200;
      }
    }
    stage.steps.look(
        "ann", "GET " + NodesStage.NOTES + " on every node", "200  provider down", served);
    boolean kept = true;
    for (int node : stage.all()) {
      Asked asked =
          Asked.since(
              down,
              () -> ann.ask(stage.at(node, NodesStage.NOTES)),
              answer -> answer.statusCode() != 200);
      kept &= asked.answer().headers().allValues("Set-Cookie").isEmpty();
      stage.steps.look(
          "ann",
          "GET " + NodesStage.NOTES + " on " + NodesStage.name(node),
          asked.answer().statusCode()
              + "  provider down for "
              + asked.millis()
              + ", bound "
              + stage.plan.bound().toSeconds()
              + " s",
          asked.was(503));
    }
    stage.side.up();
    for (int node : stage.all()) {
      Asked back = Asked.untilStatus(200, () -> ann.ask(stage.at(node, NodesStage.NOTES)));
      stage.steps.look(
          "ann",
          "GET " + NodesStage.NOTES + " on " + NodesStage.name(node),
          back.answer().statusCode() + "  provider back; the same session",
          back.was(200) && kept && stage.lookUps() >= lookUps);
    }
  }
}
