package dev.muster.examples.notes.story;

import dev.muster.examples.notes.WorkOsAccess;
import java.io.PrintStream;

/**
 * The story of several nodes, each a process of its own, on one PostgreSQL server: what changes at
 * the provider or on one node is known on all of them, without a call to the provider on the way of
 * a request. Prints times that it measured, and depends on none.
 */
public final class NodesStory {
  private NodesStory() {}

  /**
   * Tells the story on the testkit's fake.
   *
   * @param plan how large it is
   * @param out where the lines go
   * @return whether every step went as expected
   * @throws Exception if a part does not start
   */
  public static boolean tell(NodesPlan plan, PrintStream out) throws Exception {
    try (NodesSide side = FakeNodesSide.start()) {
      return tell(plan, side, out);
    }
  }

  /**
   * Tells the story on WorkOS's emulator.
   *
   * @param plan how large it is
   * @param people with which key people act at the emulator
   * @param nodes with which key the nodes ask it, which counts requests by key
   * @param out where the lines go
   * @return whether every step went as expected
   * @throws Exception if a part does not start
   */
  public static boolean tell(
      NodesPlan plan, WorkOsAccess people, WorkOsAccess nodes, PrintStream out) throws Exception {
    try (NodesSide side = new WorkOsNodesSide(people, nodes)) {
      return tell(plan.onWorkOs(), side, out);
    }
  }

  private static boolean tell(NodesPlan plan, NodesSide side, PrintStream out) throws Exception {
    try (NodesStage stage = NodesStage.open(plan, side, out)) {
      FeedChapters feed = new FeedChapters(stage);
      DashboardChapters dashboard = new DashboardChapters(stage);
      feed.backfill();
      Browser ann = feed.sharedWork();
      dashboard.newMember();
      dashboard.removals();
      dashboard.roles();
      dashboard.webhooks();
      feed.removalsThroughMuster(ann);
      feed.token();
      dashboard.sessionEnded();
      if (plan.outages()) {
        NodeOutageChapters outages = new NodeOutageChapters(stage);
        outages.cutListeners(ann);
        outages.leaderKilled(ann);
        outages.providerDown(ann);
      }
      side.tellUntold(stage.steps);
      return stage.steps.end();
    }
  }
}
