package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.account.CreationResult;
import dev.muster.account.SwitchResult;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.mint.CookieMinter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bearer tokens on a real server: at a host that knows nothing else, and beside cookies. */
class BearerOnJettyTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final String GOOD = "Authorization: Bearer good";
  private static final String BAD = "Authorization: Bearer bad";
  private static final String FOREIGN = "Sec-Fetch-Site: cross-site";
  private static final String PLAIN = "Bearer realm=\"muster\"";
  private static final String REFUSED = PLAIN + ", error=\"invalid_token\"";

  private static final Routes ROUTES =
      Routes.builder()
          .route("GET", "/orgs/{organization}/notes", Requirement.member())
          .route("POST", "/orgs/{organization}/notes", Requirement.member())
          .route("POST", "/orgs/{organization}/switch", Requirement.member())
          .route("POST", "/organizations", Requirement.signedIn())
          .build();

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final UserId bob = provider.dashboard().createUser("bob@example.com").id();
  private final OrganizationId acme = joined("Acme", ann);
  private final OrganizationId beta = joined("Beta", bob);
  private final Muster tokensOnly = builder().accessTokens(this::verified).build();
  private final Muster both =
      builder()
          .sessions(provider, SignIn.settings())
          .organizationCreation(provider, MEMBER)
          .accessTokens(this::verified)
          .build();

  private OrganizationId joined(String name, UserId user) {
    OrganizationId organization = provider.dashboard().createOrganization(name).id();
    provider.dashboard().join(organization, user, MEMBER);
    return organization;
  }

  private MusterBuilder builder() {
    return Muster.builder().provider(provider).roles(RoleMap.builder().role("member").build());
  }

  private TokenAuthenticator.Outcome verified(Secret token) {
    return switch (token.reveal()) {
      case "good" -> new TokenAuthenticator.Outcome.Verified(ann, "session-of-ann", acme, null);
      case "unsure" -> new TokenAuthenticator.Outcome.Unavailable(Duration.ofSeconds(7));
      default -> new TokenAuthenticator.Outcome.Bad();
    };
  }

  private String notes(OrganizationId organization) {
    return "/orgs/" + organization.value() + "/notes";
  }

  private String cookie(UserId user) {
    CookieMinter cookies = CookieMinter.of(both, provider);
    return "Cookie: " + cookies.header(cookies.valid(user)).reveal();
  }

  @AfterEach
  void close() {
    tokensOnly.close();
    both.close();
  }

  @Test
  @Tag("SES-10")
  void a_good_token_comes_in_where_its_user_is_a_member_and_nowhere_else() throws Exception {
    try (JettyHost host = new JettyHost(tokensOnly, ROUTES)) {
      assertThat(host.get(notes(acme), GOOD).values("Seen")).containsExactly(acme.value());
      assertThat(host.get(notes(beta), GOOD).status()).isEqualTo(403);
      assertThat(host.handled()).isEqualTo(1);
    }
  }

  @Test
  @Tag("SES-10")
  @Tag("ANS-6")
  void only_a_token_that_was_presented_is_called_invalid() throws Exception {
    try (JettyHost host = new JettyHost(tokensOnly, ROUTES)) {
      RawAnswer bad = host.get(notes(acme), BAD);
      assertThat(bad.status()).isEqualTo(401);
      assertThat(bad.values("WWW-Authenticate")).containsExactly(REFUSED);
      assertThat(bad.body()).contains("invalid_credential").doesNotContain("bad");
      for (List<String> none : List.of(List.<String>of(), List.of("Authorization: Basic YTpi"))) {
        RawAnswer without = host.get(notes(acme), none.toArray(String[]::new));
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.values("WWW-Authenticate")).containsExactly(PLAIN);
      }
      assertThat(host.handled()).isZero();
    }
  }

  @Test
  @Tag("SES-10")
  void of_two_headers_none_counts() throws Exception {
    try (JettyHost host = new JettyHost(tokensOnly, ROUTES)) {
      assertThat(host.get(notes(acme), GOOD, GOOD).status()).isEqualTo(401);
      assertThat(host.get(notes(acme), GOOD, "Authorization: Basic YTpi").status()).isEqualTo(401);
      assertThat(host.handled()).isZero();
    }
  }

  @Test
  @Tag("ANS-2")
  @Tag("SES-5")
  void a_token_that_cannot_be_checked_is_no_bad_one() throws Exception {
    try (JettyHost host = new JettyHost(tokensOnly, ROUTES)) {
      RawAnswer answer = host.get(notes(acme), "Authorization: Bearer unsure");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.values("Retry-After")).containsExactly("7");
      assertThat(answer.values("WWW-Authenticate")).isEmpty();
    }
  }

  @Test
  @Tag("SES-10")
  void a_header_beats_the_cookie_and_a_bad_one_never_falls_back_to_it() throws Exception {
    try (JettyHost host = new JettyHost(both, ROUTES)) {
      String bobs = cookie(bob);
      assertThat(host.get(notes(beta), bobs).status()).isEqualTo(200);
      assertThat(host.get(notes(acme), bobs, GOOD).status()).isEqualTo(200);
      assertThat(host.get(notes(beta), bobs, GOOD).status()).isEqualTo(403);
      assertThat(host.get(notes(beta), bobs, "Authorization: Bearer unsure").status())
          .isEqualTo(503);
      RawAnswer bad = host.get(notes(beta), bobs, BAD);
      assertThat(bad.status()).isEqualTo(401);
      assertThat(bad.values("WWW-Authenticate")).containsExactly(REFUSED);
      assertThat(bad.values("Set-Cookie")).isEmpty();
      assertThat(host.handled()).isEqualTo(2);
    }
  }

  @Test
  @Tag("ANS-6")
  void a_host_of_both_kinds_asks_for_either() throws Exception {
    try (JettyHost host = new JettyHost(both, ROUTES)) {
      assertThat(host.get(notes(acme)).values("WWW-Authenticate"))
          .containsExactly("Cookie realm=\"muster\"", PLAIN);
      String garbage = "Cookie: __Host-muster=garbage";
      assertThat(host.get(notes(acme), garbage).values("WWW-Authenticate"))
          .containsExactly("Cookie realm=\"muster\"", PLAIN);
    }
  }

  @Test
  @Tag("SES-11")
  void a_write_by_token_alone_may_come_from_anywhere_and_one_by_cookie_may_not() throws Exception {
    try (JettyHost host = new JettyHost(both, ROUTES)) {
      assertThat(host.post(notes(acme), GOOD, FOREIGN).status()).isEqualTo(200);
      assertThat(host.post(notes(acme), BAD, FOREIGN).status()).isEqualTo(401);
      String anns = cookie(ann);
      assertThat(host.post(notes(acme), anns, FOREIGN).body()).contains("\"refused\"");
      // Some browsers add Basic by themselves, so only a token makes a header harmless.
      assertThat(host.post(notes(acme), "Authorization: Basic YTpi", FOREIGN).status())
          .isEqualTo(403);
      assertThat(host.post(notes(acme), anns, GOOD, FOREIGN).body()).contains("\"refused\"");
      assertThat(host.post(notes(acme), anns, "Sec-Fetch-Site: same-origin").status())
          .isEqualTo(200);
      assertThat(host.handled()).isEqualTo(2);
    }
  }

  @Test
  @Tag("SES-7")
  @Tag("SES-8")
  @Tag("ANS-6")
  void who_comes_by_token_creates_and_switches_no_session() throws Exception {
    String cookie = cookie(ann);
    try (JettyHost host = new JettyHost(both, ROUTES, new Moving())) {
      provider.calls().reset();
      RawAnswer answer = host.post("/orgs/" + acme.value() + "/switch", GOOD, cookie);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("\"wrong_credential\"");
      assertThat(answer.values("Set-Cookie")).isEmpty();
      RawAnswer created = host.post("/organizations", GOOD, cookie);
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.values("Set-Cookie")).isEmpty();
      assertThat(provider.calls().count(Operation.REFRESH)).isZero();
      assertThat(provider.calls().count(Operation.CREATE_ORGANIZATION)).isEqualTo(1);
      assertThat(host.post("/orgs/" + acme.value() + "/switch", cookie).values("Set-Cookie"))
          .hasSize(1);
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_muster_that_knows_nobody_has_no_filter() {
    try (Muster neither = builder().build()) {
      assertThatThrownBy(() -> new MusterFilter(neither, ROUTES, FilterMounting.everywhere()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sessions or accepts tokens");
    }
  }

  private final class Moving extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var pass = MusterRequest.pass(request);
      if (request.getPathInfo().equals("/organizations")) {
        CreationResult made =
            both.organizationCreation()
                .orElseThrow()
                .create(pass, new OrganizationSlug("anns-own"), "Ann's own");
        assertThat(made)
            .isInstanceOfSatisfying(
                CreationResult.Created.class, created -> assertThat(created.cookies()).isEmpty());
        response.setStatus(201);
        return;
      }
      SwitchResult result = both.organizationSwitch().orElseThrow().to(pass);
      result.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
      if (result instanceof SwitchResult.WrongCredential) {
        Problems.write(request, response, Problem.WRONG_CREDENTIAL);
      }
    }
  }
}
