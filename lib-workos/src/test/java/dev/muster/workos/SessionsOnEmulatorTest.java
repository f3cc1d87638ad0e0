package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.contract.Outage;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import dev.muster.workos.stub.StubServer.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in, refresh and sign-out at WorkOS's own emulator. */
@NeedsEmulator
class SessionsOnEmulatorTest {
  private static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  private static final String EMAIL = "ann@example.org";

  private final WorkOsEmulator emulator;
  private EmulatorStage stage;
  private UserId ann;

  SessionsOnEmulatorTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @BeforeEach
  void open() {
    stage = new EmulatorStage(emulator, 10);
    ann = stage.createUser(EMAIL);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-1")
  void the_authorization_page_gets_state_challenge_and_redirect_uri() {
    URI page =
        stage.workOs().authorizationUri(new AuthorizationRequest(BACK, "s&t", Pkce.CHALLENGE));
    assertThat(page.getRawQuery())
        .isEqualTo(
            "response_type=code&provider=authkit&client_id=client_test"
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&state=s%26t"
                + "&code_challenge="
                + Pkce.CHALLENGE
                + "&code_challenge_method=S256");
  }

  @Test
  @Tag("SES-2")
  void a_code_becomes_a_session_without_organization() {
    ProviderSession session = signIn();
    assertThat(session.user()).isEqualTo(ann);
    assertThat(session.organization()).isNull();
    assertThat(session.accessLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(session.sessionId()).startsWith("session_");
  }

  @Test
  @Tag("SES-1")
  void a_code_is_good_once_and_only_with_its_verifier() {
    Secret code = code();
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> stage.workOs().exchangeCode(code, Secret.of("x".repeat(43)), BACK));
    stage.workOs().exchangeCode(code, Pkce.VERIFIER, BACK);
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> stage.workOs().exchangeCode(code, Pkce.VERIFIER, BACK));
  }

  @Test
  @Tag("SES-6")
  void a_refresh_rotates_the_token_and_the_old_one_was_exchanged() {
    ProviderSession first = signIn();
    ProviderSession second = rotated(stage.workOs().refresh(first.refreshToken(), null));
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(stage.workOs().refresh(first.refreshToken(), null))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
    rotated(stage.workOs().refresh(second.refreshToken(), null));
  }

  @Test
  @Tag("SES-7")
  void a_refresh_into_an_organization_works_there() {
    OrganizationId acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, new RoleSlug("admin"));
    ProviderSession inAcme = rotated(stage.workOs().refresh(signIn().refreshToken(), acme));
    assertThat(inAcme.organization()).isEqualTo(acme);
    assertThat(inAcme.user()).isEqualTo(ann);
  }

  @Test
  @Tag("SES-2")
  void a_refresh_into_none_is_in_none_whatever_workos_remembers() {
    OrganizationId acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, new RoleSlug("admin"));
    ProviderSession inAcme = rotated(stage.workOs().refresh(signIn().refreshToken(), acme));
    assertThat(rotated(stage.workOs().refresh(inAcme.refreshToken(), null)).organization())
        .isNull();
  }

  @Test
  @Tag("SES-9")
  void ending_a_session_twice_or_one_that_never_was_succeeds() {
    ProviderSession session = signIn();
    stage.workOs().endSession(session.sessionId());
    stage.workOs().endSession(session.sessionId());
    stage.workOs().endSession("session_unknown");
  }

  @Test
  @Tag("SES-6")
  void a_code_is_not_spent_before_there_are_keys_to_check_the_answer() {
    Secret code = code();
    AtomicInteger spent = new AtomicInteger();
    stage
        .gateway()
        .instead(
            asked -> {
              if (asked.uri().getPath().startsWith("/sso/jwks/")) {
                return Answer.of(500, "{}");
              }
              spent.incrementAndGet();
              return null;
            });
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> stage.workOs().exchangeCode(code, Pkce.VERIFIER, BACK));
    assertThat(spent).hasValue(0);
    stage.heal();
    stage.workOs().exchangeCode(code, Pkce.VERIFIER, BACK);
  }

  @Test
  @Tag("SES-6")
  @Tag("ANS-2")
  void an_outage_ends_no_session_and_is_not_repeated() {
    ProviderSession session = signIn();
    for (Outage outage : Outage.values()) {
      stage.fail(0, outage);
      assertThatExceptionOfType(Unavailable.class)
          .as(outage.name())
          .isThrownBy(() -> stage.workOs().refresh(session.refreshToken(), null));
      stage.heal();
    }
    rotated(stage.workOs().refresh(session.refreshToken(), null));
  }

  @Test
  @Tag("SES-5")
  @Tag("ANS-4")
  void an_access_token_of_an_issuer_nobody_named_is_the_operators_error() {
    try (WorkOsProvider strict =
        WorkOsProvider.of(
            Stubbed.settings(stage.gateway().url()).apiKey(Secret.of(emulator.newKey())).build())) {
      Secret code = code();
      assertThatExceptionOfType(Misconfigured.class)
          .isThrownBy(() -> strict.exchangeCode(code, Pkce.VERIFIER, BACK))
          .withMessageContaining("WRONG_ISSUER");
    }
  }

  @Test
  @Tag("SES-5")
  void an_access_token_of_somebody_else_is_no_answer() {
    UserId bob = stage.createUser("bob@example.org");
    Secret code = code();
    stage
        .gateway()
        .instead(
            asked -> {
              if (!asked.uri().getPath().endsWith("/authenticate")) {
                return null;
              }
              Answer real = stage.gateway().passedOn(asked);
              String forged = real.body().replace(ann.value(), bob.value());
              return Answer.of(real.status(), forged);
            });
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> stage.workOs().exchangeCode(code, Pkce.VERIFIER, BACK))
        .withMessageContaining("access token of another session");
  }

  private Secret code() {
    URI page =
        stage.workOs().authorizationUri(new AuthorizationRequest(BACK, "state", Pkce.CHALLENGE));
    String query = stage.console().signIn(page, EMAIL).getRawQuery();
    int at = query.indexOf("code=") + "code=".length();
    return Secret.of(query.substring(at, query.indexOf('&', at)));
  }

  private ProviderSession signIn() {
    return stage.workOs().exchangeCode(code(), Pkce.VERIFIER, BACK);
  }

  private static ProviderSession rotated(RefreshOutcome outcome) {
    assertThat(outcome).isInstanceOf(RefreshOutcome.Rotated.class);
    return ((RefreshOutcome.Rotated) outcome).session();
  }
}
