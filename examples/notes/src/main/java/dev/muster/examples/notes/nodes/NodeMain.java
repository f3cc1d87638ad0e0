package dev.muster.examples.notes.nodes;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.NotesFeed;
import dev.muster.examples.notes.NotesProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.testkit.http.HttpIdentityProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * One node of several: says where it listens, and serves until its input ends. The input ends with
 * whoever started it, so that no node is left behind.
 */
final class NodeMain {
  static final String UP = "up ";
  static final String PROVIDER = "NOTES_FAKE_URL";

  private NodeMain() {}

  /** Runs a node. Its settings are in the environment. */
  public static void main(String[] args) throws Exception {
    Map<String, String> environment = System.getenv();
    URI provider = URI.create(Objects.requireNonNull(environment.get(PROVIDER), PROVIDER));
    try (HttpIdentityProvider client = FakeProvider.clientOf(provider);
        NotesService service =
            NotesService.start(
                Settings.of(environment),
                NotesProvider.of(client),
                event -> {},
                InstantSource.system(),
                NotesFeed.brisk(client))) {
      System.out.println(UP + service.address());
      while (System.in.read() >= 0) {
        // Nothing is said; only the end of it counts.
      }
    }
    System.exit(0);
  }
}
