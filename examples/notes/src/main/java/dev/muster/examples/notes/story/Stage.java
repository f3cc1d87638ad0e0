package dev.muster.examples.notes.story;

import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.name.UserId;
import dev.muster.role.RoleDrift;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What the chapters share: the service, its provider, three people and their browsers. */
final class Stage implements AutoCloseable {
  static final String NOTE = "{\"text\":\"hello\"}";

  final ProviderSide side;
  final HostRoles column;
  final Heard heard = new Heard();
  final StoryClock clock = new StoryClock();
  final Steps steps;
  final Browser ann = new Browser();
  final Browser bob = new Browser();
  final Browser eve = new Browser();
  final UserId annsId;
  final UserId bobsId;
  final UserId evesId;
  private final Settings settings;
  private NotesService service;

  Stage(ProviderSide side, Settings settings, PrintStream out) throws Exception {
    this.side = side;
    this.settings = settings;
    column = new HostRoles(settings);
    steps = new Steps(out, heard);
    annsId = side.signUp("ann@example.com");
    bobsId = side.signUp("bob@example.com");
    evesId = side.signUp("eve@example.com");
    service = side.serve(settings, heard, clock);
  }

  URI at(String path) {
    return service.address().resolve(path);
  }

  /**
   * Goes to the provider with what the login endpoint answered, and signs in there; answers the way
   * back.
   */
  URI signedIn(Browser browser, UserId user) throws Exception {
    return signedIn(browser, user, "/");
  }

  /** The same, on the way to a path. */
  URI signedIn(Browser browser, UserId user, String returnTo) throws Exception {
    HttpResponse<String> login = browser.get(at("/account/login?returnTo=" + returnTo));
    URI page = URI.create(login.headers().firstValue("Location").orElseThrow());
    return side.signIn(page, user);
  }

  /** Whether this provider can't play what comes; says so, and why, if it can't. */
  boolean untold(Lever lever, String who, String what) {
    Optional<String> why = side.lacks(lever);
    why.ifPresent(reason -> steps.untold(who, what, reason));
    return why.isPresent();
  }

  /** An operator's count of everybody's notes. */
  long notesOfAll() {
    return service.notesOfAll();
  }

  /** An operator's view of the role column. */
  RoleDrift drift() {
    return service.roleDrift();
  }

  /** Stops the service and starts it on the same address. */
  void restart() throws Exception {
    restart(settings);
  }

  /** Stops the service and starts it on the same address, with names refreshed after a period. */
  void restartRefreshingAfter(Duration period) throws Exception {
    restart(settings.refreshingOrganizationsAfter(period));
  }

  private void restart(Settings changed) throws Exception {
    int port = service.address().getPort();
    service.close();
    service = side.serve(changed.onPort(port), heard, clock);
  }

  @Override
  public void close() {
    service.close();
  }
}
