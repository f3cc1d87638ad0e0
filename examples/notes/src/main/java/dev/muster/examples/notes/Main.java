package dev.muster.examples.notes;

import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.story.NodesPlan;
import dev.muster.examples.notes.story.NodesStory;
import dev.muster.examples.notes.story.Story;
import dev.muster.provider.Secret;
import dev.muster.workos.WorkOsProvider;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code story} tries the service step by step and ends; {@code serve} keeps it running. With
 * {@code --provider workos} the provider is WorkOS, or an emulator that runs; {@code --provider
 * workos-emulator} starts one. {@code story --nodes 3} is the story of several nodes.
 */
public final class Main {
  private static final String EMULATOR = "workos-emulator";
  private static final String OTHER_KEY = "WORKOS_OTHER_API_KEY";

  private Main() {}

  /**
   * Runs.
   *
   * @param args {@code story} or {@code serve}, and perhaps {@code --provider} with its name and
   *     {@code --nodes} with how many
   * @throws Exception if a part does not start
   */
  public static void main(String[] args) throws Exception {
    Arguments given = Arguments.of(args);
    if (given == null) {
      System.err.println(Arguments.USAGE);
      System.exit(2);
      return;
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (given.provider() != null) {
      environment.put("NOTES_PROVIDER", given.provider());
    }
    if (EMULATOR.equals(given.provider())) {
      environment.putAll(Emulator.start().environment());
      environment.put("NOTES_PROVIDER", "workos");
    }
    Settings settings;
    try {
      settings = Settings.of(environment);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    if (given.nodes() > 0) {
      System.exit(tell(given.nodes(), settings, environment) ? 0 : 1);
    }
    if (given.isStory()) {
      System.exit(Story.tell(settings, System.out) ? 0 : 1);
    }
    serve(settings);
  }

  private static boolean tell(int nodes, Settings settings, Map<String, String> environment)
      throws Exception {
    NodesPlan plan = NodesPlan.whole(nodes);
    WorkOsAccess workOs = settings.workOs();
    if (workOs == null) {
      return NodesStory.tell(plan, System.out);
    }
    String other = environment.get(OTHER_KEY);
    WorkOsAccess ofNodes = other == null ? workOs : workOs.with(Secret.of(other));
    return NodesStory.tell(plan, workOs, ofNodes, System.out);
  }

  private static void serve(Settings settings) throws Exception {
    WorkOsAccess workOs = settings.workOs();
    if (workOs == null) {
      try (FakeProvider provider = FakeProvider.start()) {
        provider.people().dashboard().createUser("ann@example.com");
        provider.people().dashboard().createUser("bob@example.com");
        serve(
            settings,
            provider.notes(),
            "programs sign in at " + provider.uri() + " as client " + FakeProvider.CLI_CLIENT);
      }
    } else {
      try (WorkOsProvider provider = WorkOsProvider.of(workOs.settings())) {
        provider.warmUp();
        serve(settings, NotesProvider.of(provider), "");
      }
    }
  }

  private static void serve(Settings settings, NotesProvider provider, String forPrograms)
      throws Exception {
    MusterListener told = event -> System.out.println(event);
    try (NotesService service =
        NotesService.start(settings, provider, told, InstantSource.system())) {
      System.out.println("sign in at " + service.address() + "/");
      if (!forPrograms.isEmpty()) {
        System.out.println(forPrograms);
      }
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      untilKilled.await();
    }
  }
}
