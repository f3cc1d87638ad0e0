package dev.muster.examples.notes.story;

import dev.muster.clerk.ClerkProvider;
import dev.muster.examples.notes.ClerkAccess;
import dev.muster.examples.notes.NotesFeed;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.feed.FeedSettings;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.gateway.Gateway;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the chapters on Clerk share: the service, Clerk behind a gateway, and three people. */
final class ClerkStage implements AutoCloseable {
  /** How old evidence may be. A service would take a minute. */
  static final Duration BOUND = Duration.ofSeconds(10);

  /** A walk tells of everybody, of strangers too; the story needs an end to that. */
  private static final Duration WALK = Duration.ofMinutes(10);

  private static final Pattern AGE = Pattern.compile("\"ageMillis\":(\\d+)");

  final ClerkPeople people;
  final Heard heard = new Heard();
  final Steps steps;
  final HostRoles column;
  final UserId ann;
  final UserId bob;
  final UserId eve;
  final OrganizationId acme;
  private final AtomicLong questions = new AtomicLong();
  private final Gateway gateway;
  private final ClerkProvider provider;
  private final NotesService service;

  ClerkStage(ClerkAccess clerk, Settings settings, PrintStream out) throws Exception {
    people = new ClerkPeople(clerk);
    steps = new Steps(out, heard);
    column = new HostRoles(settings);
    ann = people.signUp("ann@example.com");
    bob = people.signUp("bob@example.com");
    eve = people.signUp("eve@example.com");
    acme = people.found("Acme", ann);
    gateway = Gateway.before(clerk.baseUrl());
    up();
    provider =
        ClerkProvider.of(
            clerk
                .at(gateway.url().resolve(clerk.baseUrl().getRawPath()))
                .settings(settings.deadline()));
    NotesFeed feed =
        new NotesFeed(
            null,
            provider.directoryWalk(),
            FeedSettings.standard()
                .withLease(settings.deadline().plusSeconds(1))
                .withLogInterval(Duration.ofMillis(200))
                .withWalkEvery(WALK)
                .withWalkPagesPerSecond(50),
            BOUND,
            clerk.received());
    service =
        NotesService.start(
            settings, ClerkAccess.notes(provider), heard, InstantSource.system(), feed);
  }

  URI at(String path) {
    return service.address().resolve(path);
  }

  String notes() {
    return "/orgs/" + acme.value() + "/notes";
  }

  /** Somebody's program or page, with a session token of this moment. */
  Browser of(UserId user) throws Exception {
    return Browser.presenting(people.token(user, null));
  }

  HttpResponse<String> notesOf(UserId user) throws Exception {
    return of(user).get(at(notes()));
  }

  /** Hands everything on that Clerk has told since; answers the last status. */
  int deliver() throws Exception {
    int status = 0;
    for (SignedWebhook message : people.told()) {
      status = deliver(message);
    }
    return status;
  }

  int deliver(SignedWebhook message) throws Exception {
    return new Browser().deliver(at("/account/webhook"), message).statusCode();
  }

  /** What Clerk tells is lost. */
  void lose() throws Exception {
    var unused = people.told();
  }

  /** How many questions about memberships the service has asked. */
  long questions() {
    return questions.get();
  }

  void trouble(Trouble trouble) {
    gateway.instead(asked -> trouble.overHttp());
  }

  void up() {
    gateway.heal();
    gateway.instead(
        asked -> {
          if (asked.uri().getPath().contains("memberships")) {
            questions.incrementAndGet();
          }
          return null;
        });
  }

  /** Waits until the service has walked everything once. */
  void walked() throws Exception {
    since(0);
  }

  /** Waits until what the walk told is older than evidence may be. */
  void walkForgotten() throws Exception {
    since(BOUND.toMillis());
  }

  private void since(long millis) throws Exception {
    var unused =
        Asked.until(
            () -> new Browser().get(at("/feed")),
            answer -> {
              Matcher age = AGE.matcher(answer.body());
              return age.find() && Long.parseLong(age.group(1)) >= millis;
            });
  }

  @Override
  public void close() {
    service.close();
    provider.close();
    gateway.close();
  }
}
