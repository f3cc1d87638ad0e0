package dev.muster.examples.notes.nodes;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.NotesFeed;
import dev.muster.examples.notes.NotesProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.examples.notes.WorkOsAccess;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.testkit.http.HttpIdentityProvider;
import dev.muster.workos.WorkOsProvider;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * One node of several: says where it listens, and serves until its input ends. The input ends with
 * whoever started it, so that no node is left behind.
 */
final class NodeMain {
  static final String UP = "up ";

  private NodeMain() {}

  /** Runs a node. Its settings are in the environment. */
  public static void main(String[] args) throws Exception {
    Settings settings = Settings.of(System.getenv());
    WorkOsAccess workOs = settings.workOs();
    if (workOs == null) {
      try (HttpIdentityProvider fake = FakeProvider.clientOf(URI.create(variable(Nodes.FAKE)))) {
        serve(settings, NotesProvider.of(fake), fake.eventSource(), fake.directoryWalk());
      }
    } else {
      try (WorkOsProvider provider = WorkOsProvider.of(workOs.settings())) {
        provider.warmUp();
        serve(
            settings, NotesProvider.of(provider), provider.eventSource(), provider.directoryWalk());
      }
    }
    System.exit(0);
  }

  private static void serve(
      Settings settings, NotesProvider provider, EventSource events, DirectoryWalk walk)
      throws Exception {
    Duration lease = Duration.parse(variable(Nodes.LEASE));
    Duration bound = Duration.parse(variable(Nodes.BOUND));
    try (NotesService service =
        NotesService.start(
            settings,
            provider,
            event -> {},
            InstantSource.system(),
            NotesFeed.brisk(events, walk, lease, bound))) {
      System.out.println(UP + service.address());
      while (System.in.read() >= 0) {
        // Nothing is said; only the end of it counts.
      }
    }
  }

  private static String variable(String name) {
    return Objects.requireNonNull(System.getenv(name), name);
  }
}
