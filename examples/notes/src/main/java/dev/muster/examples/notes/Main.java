package dev.muster.examples.notes;

import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.story.NodesStory;
import dev.muster.examples.notes.story.Story;
import dev.muster.workos.WorkOsProvider;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * {@code story} tries the service step by step and ends; {@code serve} keeps it running. With
 * {@code --provider workos} the provider is WorkOS, or its emulator. {@code story --nodes 3} is the
 * story of several nodes.
 */
public final class Main {
  private Main() {}

  /**
   * Runs.
   *
   * @param args {@code story} or {@code serve}, and perhaps {@code --provider} with its name; or
   *     {@code story --nodes} with how many
   * @throws Exception if a part does not start
   */
  public static void main(String[] args) throws Exception {
    String mode = args.length == 0 ? "" : args[0];
    if (mode.equals("story") && args.length == 3 && args[1].equals("--nodes")) {
      if (!args[2].matches("[2-9]")) {
        System.err.println("--nodes must be from 2 to 9");
        System.exit(2);
      }
      System.exit(NodesStory.tell(Integer.parseInt(args[2]), 60, 34, System.out) ? 0 : 1);
    }
    boolean named = args.length == 3 && args[1].equals("--provider");
    if (!Set.of("story", "serve").contains(mode) || (args.length != 1 && !named)) {
      System.err.println("usage: story | serve [--provider fake | workos], or story --nodes 3");
      System.exit(2);
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (named) {
      environment.put("NOTES_PROVIDER", args[2]);
    }
    Settings settings;
    try {
      settings = Settings.of(environment);
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
    WorkOsAccess workOs = settings.workOs();
    if (workOs == null) {
      try (FakeProvider provider = FakeProvider.start()) {
        provider.people().dashboard().createUser("ann@example.com");
        provider.people().dashboard().createUser("bob@example.com");
        serve(settings, NotesProvider.of(provider.client()));
      }
    } else {
      try (WorkOsProvider provider = WorkOsProvider.of(workOs.settings())) {
        provider.warmUp();
        serve(settings, NotesProvider.of(provider));
      }
    }
  }

  private static void serve(Settings settings, NotesProvider provider) throws Exception {
    MusterListener told = event -> System.out.println(event);
    try (NotesService service =
        NotesService.start(settings, provider, told, InstantSource.system())) {
      System.out.println("sign in at " + service.address() + "/login");
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      untilKilled.await();
    }
  }
}
