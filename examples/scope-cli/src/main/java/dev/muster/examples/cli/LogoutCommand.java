package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the organization's token, then the session, then forgets both. */
@Command(
    name = "logout",
    description = "Ends your token and your session, and forgets them.",
    mixinStandardHelpOptions = true)
final class LogoutCommand implements Runnable {
  private final ScopeCli cli;

  @Option(
      names = "--local",
      description = "Only forgets them here; they live on until they expire.")
  private boolean local;

  LogoutCommand(ScopeCli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    CredentialsFile file = cli.file();
    boolean was;
    if (local || file.read().isEmpty()) {
      was = file.alone(file::delete);
    } else {
      Work work = cli.work();
      if (!work.end(work.seen().place())) {
        throw Trouble.of(
            Exit.UNAVAILABLE,
            "unreachable",
            "The server gives no answer, and you are still signed in. Try again, or: --local");
      }
      was = file.alone(() -> ended(work, file));
    }
    cli.told()
        .answer(
            JsonNodeFactory.instance.objectNode().put("signedOut", was),
            was ? "Signed out." : "Nobody was signed in.");
  }

  /** What is forgotten is what was ended: nobody signs in or refreshes meanwhile. */
  private static boolean ended(Work work, CredentialsFile file) {
    work.issuer().revoke(file.requireSame(work.seen()).refresh());
    return file.delete();
  }
}
