package dev.muster.examples.notes.nodes;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.NotesFeed;
import dev.muster.examples.notes.NotesProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.examples.notes.WorkOsAccess;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.testkit.http.HttpIdentityProvider;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsWebhooks;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node of several: says where it listens, and serves until its input ends. The input ends with
 * whoever started it, so that no node is left behind.
 */
final class NodeMain {
  static final String UP = "up ";

  /** Shorter than the lease of the feed, which a call must not outlast. */
  private static final Duration CALL_DEADLINE = Duration.ofSeconds(2);

  private NodeMain() {}

  /** Runs a node. Its settings are in the environment. */
  public static void main(String[] args) throws Exception {
    Settings settings = Settings.of(System.getenv());
    if (settings.provider() instanceof WorkOsAccess workOs) {
      try (WorkOsProvider provider = WorkOsProvider.of(workOs.settings(settings.deadline()))) {
        provider.warmUp();
        serve(
            settings,
            NotesProvider.of(provider).build(),
            provider.eventSource(),
            provider.directoryWalk(),
            webhooks(WorkOsWebhooks::of));
      }
    } else {
      URI address = URI.create(variable(Nodes.FAKE));
      try (HttpIdentityProvider fake = FakeProvider.clientOf(address, CALL_DEADLINE)) {
        NotesProvider provider =
            NotesProvider.of(fake).taking(FakeProvider.tokensOf(address, CALL_DEADLINE)).build();
        WebhookSource webhooks =
            webhooks(secret -> FakeWebhooks.source(WebhookSigner.svix(secret)));
        serve(settings, provider, fake.eventSource(), fake.directoryWalk(), webhooks);
      }
    }
    System.exit(0);
  }

  private static void serve(
      Settings settings,
      NotesProvider provider,
      EventSource events,
      DirectoryWalk walk,
      @Nullable WebhookSource webhooks)
      throws Exception {
    Duration lease = Duration.parse(variable(Nodes.LEASE));
    Duration bound = Duration.parse(variable(Nodes.BOUND));
    try (NotesService service =
        NotesService.start(
            settings,
            provider,
            event -> {},
            InstantSource.system(),
            NotesFeed.brisk(events, walk, lease, bound).with(webhooks))) {
      System.out.println(UP + service.address());
      while (System.in.read() >= 0) {
        // Nothing is said; only the end of it counts.
      }
    }
  }

  private static @Nullable WebhookSource webhooks(Function<Secret, WebhookSource> by) {
    String secret = System.getenv(Nodes.WEBHOOKS);
    return secret == null ? null : by.apply(Secret.of(secret));
  }

  private static String variable(String name) {
    return Objects.requireNonNull(System.getenv(name), name);
  }
}
