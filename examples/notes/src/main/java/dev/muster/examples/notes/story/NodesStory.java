package dev.muster.examples.notes.story;

import java.io.PrintStream;

/**
 * The story of several nodes, each a process of its own, on one PostgreSQL server: what changes at
 * the provider or on one node is known on all of them, without a call to the provider on the way of
 * a request. Prints times that it measured, and depends on none.
 */
public final class NodesStory {
  private NodesStory() {}

  /**
   * Tells the story.
   *
   * @param count how many nodes, two at least
   * @param organizations how many organizations the provider has
   * @param members how many members each has
   * @param out where the lines go
   * @return whether every step went as expected
   * @throws Exception if a part does not start
   */
  public static boolean tell(int count, int organizations, int members, PrintStream out)
      throws Exception {
    try (NodesStage stage = NodesStage.open(count, organizations, members, out)) {
      FeedChapters feed = new FeedChapters(stage);
      NodeOutageChapters outages = new NodeOutageChapters(stage);
      feed.backfill(organizations * members);
      Browser ann = feed.sharedWork();
      feed.removalAtTheProvider();
      feed.removalsThroughMuster(ann);
      feed.token();
      outages.cutListeners(ann);
      outages.leaderKilled(ann);
      outages.providerDown(ann);
      return stage.steps.end();
    }
  }
}
