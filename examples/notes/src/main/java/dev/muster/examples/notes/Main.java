package dev.muster.examples.notes;

import dev.muster.examples.notes.story.Story;
import java.util.concurrent.CountDownLatch;

/** {@code story} tries the service step by step and ends; {@code serve} keeps it running. */
public final class Main {
  private Main() {}

  /**
   * Runs.
   *
   * @param args {@code story} or {@code serve}
   * @throws Exception if a part does not start
   */
  public static void main(String[] args) throws Exception {
    String mode = args.length == 1 ? args[0] : "";
    if (!mode.equals("story") && !mode.equals("serve")) {
      System.err.println("usage: story | serve");
      System.exit(2);
    }
    Settings settings;
    try {
      settings = Settings.of(System.getenv());
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    if (mode.equals("story")) {
      System.exit(Story.tell(settings, System.out) ? 0 : 1);
    }
    serve(settings);
  }

  private static void serve(Settings settings) throws Exception {
    try (FakeProvider provider = FakeProvider.start();
        NotesService service =
            NotesService.start(settings, provider.client(), event -> System.out.println(event))) {
      provider.people().dashboard().createUser("ann@example.com");
      provider.people().dashboard().createUser("bob@example.com");
      System.out.println("sign in at " + service.address() + "/login");
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      untilKilled.await();
    }
  }
}
