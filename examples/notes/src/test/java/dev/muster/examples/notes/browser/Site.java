package dev.muster.examples.notes.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.NotesProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Patient;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.fault.FaultScript;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The service on a fake provider of its own, and the windows that people have open on it. */
final class Site implements AutoCloseable {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final Browser browser;
  private final FakeProvider provider;
  private final NotesService service;
  private final List<BrowserContext> open = new ArrayList<>();

  private Site(Browser browser, FakeProvider provider, NotesService service) {
    this.browser = browser;
    this.provider = provider;
    this.service = service;
  }

  static Site open(Browser browser, Class<?> test) throws Exception {
    FakeProvider provider = Patient.provider();
    NotesService service =
        NotesService.start(
            Patient.settings(test.getSimpleName()),
            NotesProvider.of(provider.client()).build(),
            event -> {},
            InstantSource.system());
    return new Site(browser, provider, service);
  }

  String at(String path) {
    return service.address().resolve(path).toString();
  }

  /** Somebody whom the provider knows, by the part of the address before the sign. */
  UserId person(String name) {
    return dashboard().createUser(email(name)).id();
  }

  static String email(String name) {
    return name + "@example.com";
  }

  /** An organization made at the provider, whose administrator is somebody. */
  OrganizationId organization(String name, UserId admin) {
    OrganizationId organization = dashboard().createOrganization(name).id();
    dashboard().join(organization, admin, ADMIN);
    return organization;
  }

  void join(OrganizationId organization, UserId member) {
    dashboard().join(organization, member, MEMBER);
  }

  FakeDashboard dashboard() {
    return provider.people().dashboard();
  }

  FaultScript faults() {
    return provider.people().faults();
  }

  /** A window of a browser that nobody has used yet. */
  Window window() {
    return window(new Browser.NewContextOptions());
  }

  Window window(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options.setBaseURL(at("/")));
    open.add(context);
    return Window.in(context);
  }

  /** A window in which somebody signs in, and is wherever that leads. */
  Window signedIn(String name) {
    Window window = window();
    window.signIn(name);
    return window;
  }

  @Override
  public void close() {
    open.forEach(BrowserContext::close);
    service.close();
    provider.close();
  }
}
