package dev.muster.examples.cli;

import dev.muster.provider.Secret;
import dev.muster.testkit.HandClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A person's machine: runs commands in this process, with a clock that stands still. */
final class Desk {
  static final Duration LIFETIME = Duration.ofMinutes(5);

  final HandClock clock = new HandClock(Instant.parse("2027-01-01T00:00:00Z"));
  final Path path;
  Consumer<URI> browser = page -> {};

  Desk(Path folder) {
    path = folder.resolve("credentials.json");
  }

  /** What came of a command. */
  record Ran(int exit, String out, String err) {}

  CredentialsFile file() {
    return new CredentialsFile(path);
  }

  Clocks clocks() {
    return new Clocks(clock, System::nanoTime);
  }

  Ran run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    World world =
        new World(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of("HOME", path.getParent().toString()),
            clocks(),
            new SecureRandom(),
            HttpClient.newHttpClient(),
            CredentialsFile::new,
            page -> browser.accept(page));
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--credentials";
    all[args.length + 1] = path.toString();
    return new Ran(ScopeCli.run(world, all), out.toString(), err.toString());
  }

  /** Signed in at a stub, with an access token that is good for five minutes from now. */
  Credentials signedIn(StubService stub, @Nullable Place place) {
    Credentials credentials =
        new Credentials(
            URI.create(stub.url()),
            stub.url(),
            "cli",
            "user_ann",
            new Kept(Secret.of("marker-access-1"), clock.instant(), LIFETIME),
            Secret.of("marker-refresh-1"),
            place);
    file().write(credentials);
    return credentials;
  }

  /** Acme with a token of its own. */
  Place acme() {
    return new Place(
        "org_acme",
        "acme",
        "tok_1",
        new Kept(Secret.of("marker-org-1"), clock.instant(), Duration.ofHours(2)));
  }
}
