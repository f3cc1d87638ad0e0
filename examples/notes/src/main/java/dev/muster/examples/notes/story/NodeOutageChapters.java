package dev.muster.examples.notes.story;

import dev.muster.examples.notes.NotesFeed;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The chapters about what fails among several nodes: a notification, the leader, the provider. */
final class NodeOutageChapters {
  private static final int CHANGES_EACH = 5;

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
    HttpResponse<String> removal = ann.delete(stage.at(0, "/members/acme/" + user.value()));
    long done = System.nanoTime();
    stage.steps.look(
        "ann",
        "DELETE /members/acme/{member}, no LISTEN",
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
    Set<String> now = MirrorRows.provided(stage.provider.people());
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
  private int muchHappens() {
    List<OrganizationId> organizations =
        stage.dashboard.organizations().stream()
            .map(Organization::id)
            .filter(id -> !id.equals(stage.acme()))
            .toList();
    int changes = organizations.size() * CHANGES_EACH;
    for (int i = 0; i < changes; i++) {
      OrganizationId organization = organizations.get(i % organizations.size());
      UserId user = stage.dashboard.users().get(i / organizations.size()).id();
      switch (i % 3) {
        case 0 -> stage.dashboard.remove(organization, user);
        case 1 -> stage.dashboard.setRoles(organization, user, new RoleSlug("admin"));
        default -> stage.dashboard.join(organization, stage.signUp(), NodesStage.MEMBER);
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
    stage.warm(ann);
    long lookUps = stage.lookUps();
    stage.provider.people().faults().down();
    long down = System.nanoTime();
    boolean kept = true;
    boolean served = true;
    for (int node : stage.all()) {
      served &= stage.notes(ann, node).statusCode() == 200;
    }
    stage.steps.look(
        "ann", "GET " + NodesStage.NOTES + " on every node", "200  provider down", served);
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
              + NotesFeed.BOUND.toSeconds()
              + " s",
          asked.was(503));
    }
    stage.provider.people().faults().up();
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
