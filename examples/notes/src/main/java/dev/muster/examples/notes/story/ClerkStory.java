package dev.muster.examples.notes.story;

import dev.muster.examples.notes.ClerkAccess;
import dev.muster.examples.notes.Settings;
import java.io.PrintStream;

/**
 * The story on Clerk, where people sign in at Clerk's own pages and each request presents Clerk's
 * session token; webhooks tell of changes, and walks find what they did not tell. It needs a Clerk
 * that shows what it told, as the stub does.
 */
final class ClerkStory {
  private ClerkStory() {}

  /** Tells it; true if every step went as expected. */
  static boolean tell(ClerkAccess clerk, Settings settings, PrintStream out) throws Exception {
    try (ClerkStage stage = new ClerkStage(clerk, settings, out)) {
      ClerkTokenChapters tokens = new ClerkTokenChapters(stage);
      ClerkChangeChapters changes = new ClerkChangeChapters(stage);
      ClerkEndChapters ends = new ClerkEndChapters(stage);
      tokens.signIn();
      tokens.membership();
      stage.walked();
      changes.joined();
      changes.roles();
      changes.warm();
      changes.outage();
      tokens.organizationToken();
      changes.throughMuster();
      ends.removal();
      ends.lostWebhook();
      ends.userAndOrganization();
      return stage.steps.end();
    }
  }
}
