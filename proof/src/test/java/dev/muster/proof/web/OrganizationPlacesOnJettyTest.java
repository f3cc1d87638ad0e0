package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Organizations named in path, header and host name, on a real server. */
@Tag("ORG-3")
class OrganizationPlacesOnJettyTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final String NAMED = "/orgs/acme/notes";
  private static final String UNNAMED = "/notes";

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(InstantSource.system()).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final Queue<String> askedOfDirectory = new ConcurrentLinkedQueue<>();
  private final Queue<MusterEvent.Decided> decided = new ConcurrentLinkedQueue<>();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").role("member").build())
          .directory(counted())
          .sessions(provider, SignIn.settings())
          .organizationCreation(provider, new RoleSlug("admin"))
          .listener(
              event -> {
                if (event instanceof MusterEvent.Decided decision) {
                  decided.add(decision);
                }
              })
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private OrganizationId acme;
  private OrganizationId beta;
  private OrganizationId foreign;
  private String cookie;
  private JettyHost host;

  /** Ann's session works in Acme, which she created; she is a member of Beta, too. */
  @BeforeEach
  void start() throws Exception {
    SetCookie before = SignIn.at(provider, sessions, ann);
    Credential credential = Credential.of(List.of(), List.of(before.value().reveal()));
    Authentication.Authenticated in =
        (Authentication.Authenticated) sessions.authenticate(credential);
    CreationResult.Created created =
        (CreationResult.Created)
            muster
                .organizationCreation()
                .orElseThrow()
                .create(
                    muster.require(AccessCheck.of(in.session(), Requirement.signedIn())),
                    new OrganizationSlug("acme"),
                    "Acme");
    acme = created.organization();
    String header = created.cookies().get(0).header();
    cookie = "Cookie: " + header.substring(0, header.indexOf(';'));
    beta = organization("beta");
    provider.dashboard().join(beta, ann, MEMBER);
    foreign = organization("foreign");
    Routes routes =
        Routes.builder()
            .route("GET", "/me", Requirement.signedIn(), RouteOptions.strict().orOfSession())
            .route(
                "GET",
                "/switch",
                Requirement.member(),
                RouteOptions.strict().orOfSessionElseTheOnlyOther())
            .route("GET", UNNAMED, Requirement.member())
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .organizationHeader("X-Organization")
            .organizationSubdomainOf(JettyHost.HOST)
            .build();
    host = new JettyHost(muster, routes);
    decided.clear();
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
    muster.close();
  }

  private DirectoryStore counted() {
    return (DirectoryStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DirectoryStore.class},
            (self, method, arguments) -> {
              askedOfDirectory.add(method.getName());
              return method.invoke(directory, arguments);
            });
  }

  private OrganizationId organization(String slug) {
    var organization = provider.dashboard().createOrganization(slug);
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug(slug)));
    return organization.id();
  }

  private void assertIn(OrganizationId expected, RawAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.values("Seen")).containsExactly(expected.value());
  }

  /** Refused with this problem, by one decision, and the handler not reached. */
  private void assertProblem(int status, String code, RawAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(host.handled()).isZero();
    assertThat(decided).hasSize(1);
    decided.clear();
  }

  private static String named(String text) {
    return "X-Organization: " + text;
  }

  @Test
  @Tag("WEB-4")
  void a_header_alone_names_the_organization_by_slug_or_id_and_caches_are_told() throws Exception {
    RawAnswer answer = host.get(UNNAMED, cookie, named("acme"));
    assertIn(acme, answer);
    assertThat(answer.values("Vary")).containsExactly("Cookie, Authorization, X-Organization");
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertIn(acme, host.get(UNNAMED, cookie, named(acme.value())));
    assertIn(beta, host.get(UNNAMED, cookie, "x-organization:   beta  "));
    assertThat(host.get(UNNAMED).values("Vary")).containsExactly(answer.values("Vary").get(0));
  }

  @Test
  void the_first_label_of_the_host_name_names_the_organization() throws Exception {
    assertIn(acme, host.getAt("acme.notes.example", UNNAMED, cookie));
    assertIn(beta, host.getAt("BETA.Notes.Example:8080", UNNAMED, cookie));
  }

  @Test
  void places_that_agree_are_one_choice_whatever_they_call_it() throws Exception {
    assertIn(acme, host.getAt("acme.notes.example", NAMED, cookie, named(acme.value())));
    assertIn(acme, host.get(NAMED, cookie, named("acme"), named("acme"), named(acme.value())));
  }

  @Test
  @Tag("ANS-6")
  void places_that_disagree_are_a_conflict_in_either_order() throws Exception {
    assertProblem(400, "selector_conflict", host.get(NAMED, cookie, named("beta")));
    assertProblem(400, "selector_conflict", host.get("/orgs/beta/notes", cookie, named("acme")));
    assertProblem(400, "selector_conflict", host.getAt("beta.notes.example", NAMED, cookie));
    assertProblem(
        400,
        "selector_conflict",
        host.getAt("beta.notes.example", UNNAMED, cookie, named(acme.value())));
    assertProblem(400, "selector_conflict", host.get(NAMED, cookie, named("foreign")));
    assertProblem(400, "selector_conflict", host.get(NAMED, cookie, named("nowhere")));
  }

  @Test
  @Tag("ANS-6")
  void every_value_of_a_header_that_was_sent_twice_counts() throws Exception {
    assertProblem(
        400, "selector_conflict", host.get(UNNAMED, cookie, named("acme"), named("beta")));
    assertProblem(400, "selector_conflict", host.get(NAMED, cookie, named("acme"), named("beta")));
    assertProblem(400, "selector_conflict", host.get(UNNAMED, cookie, named("acme"), named("")));
  }

  @Test
  void a_header_repeated_very_often_is_not_looked_up_as_often() throws Exception {
    String[] lines = new String[100];
    lines[0] = cookie;
    for (int i = 1; i < lines.length; i++) {
      lines[i] = named("o-" + i);
    }
    askedOfDirectory.clear();
    assertProblem(400, "selector_conflict", host.get(UNNAMED, lines));
    assertThat(askedOfDirectory).containsOnly("findBySlug").hasSizeBetween(1, 3);
  }

  @Test
  void a_blank_header_is_a_choice_that_fails_and_never_none() throws Exception {
    for (String blank : List.of("X-Organization:", "X-Organization: \t ")) {
      assertProblem(403, "not_a_member", host.get(UNNAMED, cookie, blank));
      assertProblem(403, "not_a_member", host.get("/me", cookie, blank));
      assertProblem(403, "not_a_member", host.get("/switch", cookie, blank));
      assertProblem(400, "selector_conflict", host.get(NAMED, cookie, blank));
    }
  }

  @Test
  void a_list_or_a_look_alike_is_one_text_that_fails() throws Exception {
    for (String text :
        List.of(
            "acme,beta",
            "acme, acme",
            "acme;beta",
            "acme beta",
            "Acme",
            "acme/",
            "acme%20",
            "\"acme\"",
            "\u0430cme",
            "acme\u200b",
            "null",
            "*",
            acme.value().toLowerCase(Locale.ROOT) + "x",
            "a".repeat(2000))) {
      assertProblem(403, "not_a_member", host.get(UNNAMED, cookie, named(text)));
    }
  }

  @Test
  void a_foreign_organization_is_no_choice_and_nothing_else_takes_its_place() throws Exception {
    for (String text : List.of("foreign", foreign.value(), "nowhere", "org_nowhere")) {
      for (String path : List.of(UNNAMED, "/me", "/switch")) {
        assertProblem(403, "not_a_member", host.get(path, cookie, named(text)));
      }
    }
    assertProblem(403, "not_a_member", host.getAt("foreign.notes.example", "/me", cookie));
  }

  @Test
  void a_host_name_outside_of_the_domain_or_deeper_in_it_is_a_choice_that_fails() throws Exception {
    for (String name :
        List.of(
            "acme",
            "127.0.0.1",
            "evil.example",
            "acme.example",
            "acme.notes.example.evil.example",
            "www.acme.notes.example",
            "acme.xnotes.example",
            "xn--acme-.notes.example")) {
      assertProblem(403, "not_a_member", host.getAt(name, UNNAMED, cookie));
      assertProblem(400, "selector_conflict", host.getAt(name, NAMED, cookie));
    }
  }

  @Test
  void a_request_that_names_none_is_told_so() throws Exception {
    assertProblem(403, "organization_required", host.get(UNNAMED, cookie));
  }

  @Test
  @Tag("ORG-6")
  void the_sessions_organization_counts_where_the_route_says_so() throws Exception {
    assertIn(acme, host.get("/me", cookie));
    assertIn(acme, host.get("/switch", cookie));
    assertIn(beta, host.get("/me", cookie, named("beta")));
    provider.dashboard().remove(acme, ann);
    assertThat(host.get("/me", cookie).values("Seen")).containsExactly(JettyHost.PERSONAL);
    assertIn(beta, host.get("/switch", cookie));
  }

  @Test
  @Tag("ORG-6")
  void nobody_is_switched_who_has_a_choice_or_named_one() throws Exception {
    provider.dashboard().remove(acme, ann);
    assertProblem(403, "not_a_member", host.get("/switch", cookie, named("acme")));
    provider.dashboard().join(foreign, ann, MEMBER);
    assertProblem(403, "organization_required", host.get("/switch", cookie));
  }
}
