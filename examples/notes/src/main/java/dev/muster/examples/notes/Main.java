package dev.muster.examples.notes;

import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.story.NodesPlan;
import dev.muster.examples.notes.story.NodesStory;
import dev.muster.examples.notes.story.Story;
import dev.muster.provider.Secret;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code story} tries the service step by step and ends; {@code serve} keeps it running. With
 * {@code --provider} the provider is WorkOS, Clerk, or a Keycloak that is started; WorkOS's
 * emulator and a stub of Clerk can be started too. {@code story --nodes 3} is the story of several
 * nodes.
 */
public final class Main {
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
    String provider = given.provider();
    if (provider != null) {
      environment.put("NOTES_PROVIDER", provider);
      ProviderProcess.Kind own = ProviderProcess.KINDS.get(provider);
      if (own != null) {
        environment.putAll(ProviderProcess.start(own).environment());
      }
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
    if (!(settings.provider() instanceof WorkOsAccess workOs)) {
      return NodesStory.tell(plan, System.out);
    }
    String other = environment.get(OTHER_KEY);
    WorkOsAccess ofNodes = other == null ? workOs : workOs.with(Secret.of(other));
    return NodesStory.tell(plan, workOs, ofNodes, System.out);
  }

  private static void serve(Settings settings) throws Exception {
    MusterListener told = event -> System.out.println(event);
    try (ProviderAccess.OpenProvider provider = settings.provider().open(settings.deadline());
        NotesService service =
            NotesService.start(settings, provider.notes(), told, InstantSource.system())) {
      boolean signsIn = provider.notes().sessions() != null;
      System.out.println((signsIn ? "sign in at " : "listens at ") + service.address() + "/");
      if (!provider.word().isEmpty()) {
        System.out.println(provider.word());
      }
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      untilKilled.await();
    }
  }
}
