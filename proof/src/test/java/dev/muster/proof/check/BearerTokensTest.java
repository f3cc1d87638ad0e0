package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.Muster;
import dev.muster.account.SwitchResult;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.SessionEvent;
import dev.muster.session.Sessions;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that present a bearer token: who it is comes from the token, membership never does. */
@Tag("SES-5")
@Tag("SES-10")
class BearerTokensTest {
  private final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private @Nullable String impersonator;
  private String sessionId = "session_1";
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .sessions(provider, SignIn.settings())
          .accessTokens(this::outcome)
          .listener(heard::add)
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();

  @AfterEach
  void close() {
    muster.close();
  }

  private Outcome outcome(Secret token) {
    return switch (token.reveal()) {
      case "good" -> new Outcome.Verified(ann, sessionId, acme, impersonator);
      case "down" -> new Outcome.Unavailable(Duration.ofSeconds(3));
      case "defect" -> throw new IllegalStateException("a defect");
      default -> new Outcome.Bad();
    };
  }

  private Authentication present(String header, String... cookies) {
    return muster.authenticate(Credential.of(List.of(header), List.of(cookies)));
  }

  private Decision check(Authentication authentication) {
    return muster.check(AccessCheck.of(authentication, Requirement.member()).in(acme.value()));
  }

  @Test
  void a_good_token_says_who_and_membership_is_checked_as_for_everybody() {
    assertThat(check(present("Bearer good"))).tells(Problem.NOT_A_MEMBER);
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    assertThat(check(present("bearer good"))).isGranted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer bad",
        "Bearer",
        "Bearer ",
        "Bearer  good",
        "Bearer\tgood",
        " Bearer good",
        "Bearer good ",
        "Bearer good, Bearer good",
        "Bearer go\u0000od",
        "Bearer =good",
        "Basic good",
        "good",
        "",
        "B\u0117arer good"
      })
  void anything_else_is_nobody_and_never_the_cookie(String header) {
    String cookie = SignIn.at(provider, sessions, ann).value().reveal();
    assertThat(present(header, cookie)).isEqualTo(new Authentication.Invalid());
  }

  @Test
  void a_token_longer_than_any_is_nobody() {
    assertThat(present("Bearer " + "g".repeat(1_000_000))).isEqualTo(new Authentication.Invalid());
  }

  @Test
  @Tag("ANS-2")
  void a_token_that_can_not_be_checked_is_undecided() {
    Decision decision = check(present("Bearer down"));
    assertThat(decision).hasRetryAfter(Duration.ofSeconds(3));
    assertThat(present("Bearer defect")).isEqualTo(new Authentication.Unavailable(null));
  }

  @Test
  void the_token_is_in_no_text() {
    assertThat(Credential.of(List.of("Bearer good"), List.of()).toString()).doesNotContain("good");
    assertThat(present("Bearer good").toString()).doesNotContain("good");
  }

  @Test
  @Tag("SES-9")
  void a_session_that_was_signed_out_here_is_over_for_its_tokens_too() {
    String cookie = SignIn.at(provider, sessions, ann).value().reveal();
    Authentication signedIn = sessions.authenticate(Credential.of(List.of(), List.of(cookie)));
    sessionId = ((Authentication.Authenticated) signedIn).session().id();
    assertThat(present("Bearer good")).isInstanceOf(Authentication.Authenticated.class);

    sessions.logout(Credential.of(List.of(), List.of(cookie)));

    assertThat(present("Bearer good")).isInstanceOf(Authentication.Ended.class);
  }

  @Test
  void impersonation_is_told_once_for_a_session_and_widens_nothing() {
    impersonator = "support@provider.example";
    Authentication first = present("Bearer good");
    Authentication again = present("Bearer good");

    assertThat(((Authentication.Authenticated) first).session().impersonator())
        .contains("support@provider.example");
    assertThat(check(again)).isDenied();
    assertThat(heard)
        .filteredOn(MusterEvent.OfSession.class::isInstance)
        .containsExactly(
            new MusterEvent.OfSession(
                new SessionEvent.Impersonated(ann, sessionId, "support@provider.example")));
  }

  @Test
  @Tag("SES-8")
  void a_session_of_a_token_is_not_switched() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    Decision.Granted granted = (Decision.Granted) check(present("Bearer good"));

    assertThat(muster.organizationSwitch().orElseThrow().to(granted.pass()))
        .isEqualTo(new SwitchResult.WrongCredential());
  }

  @Test
  void a_host_that_takes_no_tokens_knows_nobody_by_a_header() {
    try (Muster cookiesOnly =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .sessions(provider, SignIn.settings())
            .build()) {
      assertThat(cookiesOnly.authenticate(Credential.of(List.of("Bearer good"), List.of())))
          .isEqualTo(new Authentication.Invalid());
    }
  }

  @Test
  @Tag("ANS-8")
  void a_session_of_another_muster_is_no_proof_here() {
    try (Muster other =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .accessTokens(this::outcome)
            .build()) {
      Authentication theirs = other.authenticate(Credential.of(List.of("Bearer good"), List.of()));
      assertThat(theirs).isInstanceOf(Authentication.Authenticated.class);
      assertThatIllegalArgumentException().isThrownBy(() -> check(theirs));
    }
  }
}
