package dev.muster.examples.notes.story;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeDashboard;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;

/**
 * The whole story of Muster on one service: sign-in, membership, roles, outage, removal. The
 * service talks to its provider over HTTP, and the browsers to the service.
 */
public final class Story {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final String NOTE = "{\"text\":\"hello\"}";

  private final FakeProvider provider;
  private final FakeDashboard dashboard;
  private final HostRoles column;
  private final Heard heard;
  private final Steps steps;
  private final Browser ann = new Browser();
  private final Browser bob = new Browser();
  private final UserId annsId;
  private final UserId bobsId;
  private NotesService service;

  private Story(
      FakeProvider provider, NotesService service, HostRoles column, Heard heard, PrintStream out) {
    this.provider = provider;
    this.dashboard = provider.people().dashboard();
    this.service = service;
    this.column = column;
    this.heard = heard;
    this.steps = new Steps(out, heard);
    this.annsId = dashboard.createUser("ann@example.com").id();
    this.bobsId = dashboard.createUser("bob@example.com").id();
  }

  /**
   * Tells the story.
   *
   * @param settings the service's
   * @param out where the lines go
   * @return whether every step went as expected
   * @throws Exception if a part does not start
   */
  public static boolean tell(Settings settings, PrintStream out) throws Exception {
    Heard heard = new Heard();
    try (FakeProvider provider = FakeProvider.start()) {
      NotesService first = NotesService.start(settings, provider.client(), heard);
      Story story = new Story(provider, first, new HostRoles(settings), heard, out);
      try {
        story.signIn();
        OrganizationId acme = story.createOrganization();
        story.inviteAndAccept(acme);
        story.roles(acme);
        story.outage();
        story.otherOrganizations();
        story.removal(acme);
        story.restart(settings);
        story.hostileRequests();
        story.signOut();
        return story.steps.end();
      } finally {
        story.service.close();
      }
    }
  }

  private URI at(String path) {
    return service.address().resolve(path);
  }

  /** Goes to the provider with what /login answered, and signs in there; answers the way back. */
  private URI signedInAtProvider(Browser browser, UserId user) throws Exception {
    HttpResponse<String> login = browser.get(at("/login?returnTo=/me"));
    URI page = URI.create(login.headers().firstValue("Location").orElseThrow());
    String form = page.getRawQuery() + "&user=" + user.value();
    HttpResponse<String> back = new Browser().postForm(page.resolve("/authorize"), form);
    return URI.create(back.headers().firstValue("Location").orElseThrow());
  }

  private void signIn() throws Exception {
    steps.step(
        "anonymous",
        "GET /orgs/acme/notes",
        401,
        "unauthenticated",
        () -> ann.get(at("/orgs/acme/notes")));
    steps.step(
        "ann",
        "GET /callback with a forged state",
        400,
        "state_mismatch",
        () -> {
          ann.get(at("/login"));
          return ann.get(at("/callback?code=stolen&state=forged"));
        });
    steps.step(
        "ann",
        "GET /callback",
        302,
        "",
        () -> ann.get(signedInAtProvider(ann, annsId)),
        "signed in, cookie set, on to /me",
        response ->
            response.headers().firstValue("Location").orElse("").endsWith("/me")
                && response.headers().allValues("Set-Cookie").size() == 2);
    steps.step("ann", "GET /notes", 403, "onboarding_required", () -> ann.get(at("/notes")));
  }

  private OrganizationId createOrganization() throws Exception {
    steps.step(
        "ann",
        "POST /organizations",
        201,
        "",
        () -> ann.post(at("/organizations"), "{\"slug\":\"acme\",\"name\":\"Acme\"}"));
    OrganizationId acme = provider.people().listMemberships(annsId).get(0).organization();
    steps.step(
        "ann",
        "GET /me",
        200,
        "",
        () -> ann.get(at("/me")),
        "session attached and verified",
        response -> response.body().contains(acme.value()));
    steps.step("ann", "GET /notes", 403, "organization_required", () -> ann.get(at("/notes")));
    steps.step(
        "admin", "POST /orgs/acme/notes", 201, "", () -> ann.post(at("/orgs/acme/notes"), NOTE));
    steps.step("admin", "GET /orgs/acme/notes", 200, "", () -> ann.get(at("/orgs/acme/notes")));
    return acme;
  }

  private void inviteAndAccept(OrganizationId acme) throws Exception {
    bob.get(signedInAtProvider(bob, bobsId));
    dashboard.invite(acme, "bob@example.com", MEMBER);
    steps.step(
        "invited",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> bob.get(at("/orgs/acme/notes")));
    dashboard.accept(acme, bobsId);
    steps.step("member", "GET /orgs/acme/notes", 200, "", () -> bob.get(at("/orgs/acme/notes")));
  }

  private void roles(OrganizationId acme) throws Exception {
    steps.step(
        "member",
        "DELETE /orgs/acme/notes/1",
        403,
        "insufficient_role",
        () -> bob.delete(at("/orgs/acme/notes/1")));
    String before = column.of(acme, bobsId);
    dashboard.setRoles(acme, bobsId, ADMIN);
    HttpResponse<String> raised = bob.delete(at("/orgs/acme/notes/1"));
    String after = column.of(acme, bobsId);
    steps.step(
        "admin",
        "DELETE /orgs/acme/notes/1",
        204,
        "",
        () -> raised,
        "role column: " + before + " -> " + after,
        response -> before.equals("member") && after.equals("admin"));
    dashboard.setRoles(acme, bobsId, new RoleSlug("wizard"));
    HttpResponse<String> unknown = bob.get(at("/orgs/acme/notes"));
    String kept = column.of(acme, bobsId);
    steps.step(
        "wizard",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> unknown,
        "unknown slug, role kept: " + kept,
        response -> kept.equals("admin"));
  }

  private void outage() throws Exception {
    provider.people().faults().down();
    steps.step(
        "admin",
        "GET /orgs/acme/notes",
        503,
        "unavailable",
        () -> ann.get(at("/orgs/acme/notes")),
        "provider down, cookie kept",
        response ->
            response.headers().firstValue("Retry-After").isPresent()
                && response.headers().allValues("Set-Cookie").isEmpty());
    provider.people().faults().up();
    steps.step(
        "admin",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> ann.get(at("/orgs/acme/notes")),
        "provider back",
        response -> true);
  }

  private void otherOrganizations() throws Exception {
    Browser eve = new Browser();
    UserId evesId = dashboard.createUser("eve@example.com").id();
    eve.get(signedInAtProvider(eve, evesId));
    eve.post(at("/organizations"), "{\"slug\":\"eves-place\",\"name\":\"Eve's place\"}");
    heard.takeLast();
    HttpResponse<String> foreign = bob.get(at("/orgs/eves-place/notes"));
    steps.step("stranger", "GET /orgs/eves-place/notes", 403, "not_a_member", () -> foreign);
    steps.step(
        "stranger",
        "GET /orgs/no-such-place/notes",
        403,
        "not_a_member",
        () -> bob.get(at("/orgs/no-such-place/notes")),
        "same body as the foreign one",
        response -> response.body().equals(foreign.body()));
  }

  private void removal(OrganizationId acme) throws Exception {
    dashboard.remove(acme, bobsId);
    HttpResponse<String> removed = bob.get(at("/orgs/acme/notes"));
    String after = column.of(acme, bobsId);
    steps.step(
        "removed",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> removed,
        "the very next request; role column: " + after,
        response -> after.equals("none"));
  }

  private void restart(Settings settings) throws Exception {
    int port = service.address().getPort();
    service.close();
    service = NotesService.start(settings.onPort(port), provider.client(), heard);
    steps.step(
        "admin",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> ann.get(at("/orgs/acme/notes")),
        "after a restart",
        response -> true);
    steps.step(
        "removed",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> bob.get(at("/orgs/acme/notes")),
        "after a restart",
        response -> true);
  }

  private void hostileRequests() throws Exception {
    steps.step(
        "admin",
        "GET /orgs/acme;x=y/notes",
        400,
        "non_canonical_target",
        () -> ann.get(at("/orgs/acme;x=y/notes")));
    steps.step(
        "admin",
        "POST from a foreign page",
        403,
        "refused",
        () -> ann.postFromForeignSite(at("/orgs/acme/notes"), NOTE));
  }

  private void signOut() throws Exception {
    Browser thief = ann.copy();
    ann.post(at("/logout"), "");
    steps.step(
        "anonymous",
        "GET /orgs/acme/notes",
        401,
        "unauthenticated",
        () -> ann.get(at("/orgs/acme/notes")),
        "signed out",
        response -> true);
    steps.step(
        "thief",
        "GET /orgs/acme/notes",
        401,
        "session_ended",
        () -> thief.get(at("/orgs/acme/notes")),
        "with a copied cookie",
        response -> true);
  }
}
