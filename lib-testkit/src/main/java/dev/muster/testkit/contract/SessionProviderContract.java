package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link SessionProvider} keeps. An adapter's test extends this class and says how to
 * open one; JUnit runs the rest.
 */
@Tag("KIT-2")
public abstract class SessionProviderContract extends Suite {
  private static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  /** The example of RFC 7636, appendix B. */
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private SessionsUnderTest stage;
  private SessionProvider sessions;
  private UserId ann;

  /** For subclasses. */
  protected SessionProviderContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract SessionsUnderTest open();

  @BeforeEach
  final void openProvider() {
    stage = open();
    sessions = stage.sessions();
    ann = stage.createUser("ann@example.org");
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  @Tag("SES-1")
  void the_state_comes_back_with_a_code() {
    Map<String, String> query = query(back("st&te=1 \u00e9"));
    assertThat(query.get("state")).isEqualTo("st&te=1 \u00e9");
    assertThat(query.get("code")).isNotBlank();
  }

  @Test
  @Tag("SES-2")
  void a_code_with_its_verifier_makes_a_session_of_the_user_in_no_organization() {
    ProviderSession session = signIn();
    assertThat(session.user()).isEqualTo(ann);
    assertThat(session.organization()).isNull();
    assertThat(session.sessionId()).isNotBlank();
    assertThat(session.refreshToken().reveal()).isNotBlank();
    assertThat(session.accessLifetime()).isGreaterThan(Duration.ZERO);
  }

  @Test
  @Tag("SES-1")
  void a_code_is_not_good_with_another_verifier() {
    Secret code = code();
    rejected(() -> sessions.exchangeCode(code, Secret.of("x".repeat(43)), BACK));
  }

  @Test
  @Tag("SES-1")
  void a_code_is_good_once() {
    Secret code = code();
    sessions.exchangeCode(code, VERIFIER, BACK);
    rejected(() -> sessions.exchangeCode(code, VERIFIER, BACK));
    rejected(() -> sessions.exchangeCode(Secret.of("made up"), VERIFIER, BACK));
  }

  @Test
  @Tag("SES-6")
  void a_refresh_rotates_the_token_and_keeps_the_user() {
    ProviderSession first = signIn();
    ProviderSession second = rotated(sessions.refresh(first.refreshToken(), null));
    assertThat(second.user()).isEqualTo(ann);
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
  }

  @Test
  @Tag("SES-6")
  void a_session_keeps_its_id_for_its_whole_life() {
    ProviderSession first = signIn();
    ProviderSession second = rotated(sessions.refresh(first.refreshToken(), null));
    assertThat(second.sessionId()).isEqualTo(first.sessionId());
  }

  @Test
  @Tag("SES-6")
  void a_token_used_again_was_exchanged_already_and_harms_nothing() {
    ProviderSession first = signIn();
    ProviderSession second = rotated(sessions.refresh(first.refreshToken(), null));
    assertThat(sessions.refresh(first.refreshToken(), null))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
    rotated(sessions.refresh(second.refreshToken(), null));
  }

  @Test
  @Tag("SES-6")
  void a_token_that_was_never_issued_is_no_session_and_no_exception() {
    assertThat(sessions.refresh(Secret.of("never issued"), null))
        .isNotInstanceOf(RefreshOutcome.Rotated.class);
  }

  @Test
  @Tag("SES-7")
  void a_member_is_refreshed_into_the_organization_and_into_none_again() {
    OrganizationId acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    ProviderSession inAcme = rotated(sessions.refresh(signIn().refreshToken(), acme));
    assertThat(inAcme.organization()).isEqualTo(acme);
    ProviderSession stays = rotated(sessions.refresh(inAcme.refreshToken(), acme));
    assertThat(stays.organization()).isEqualTo(acme);
    assertThat(rotated(sessions.refresh(stays.refreshToken(), null)).organization()).isNull();
  }

  @Test
  @Tag("SES-7")
  void an_organization_refuses_who_is_no_active_member_and_the_token_stays_good() {
    OrganizationId globex = stage.createOrganization("Globex");
    OrganizationId acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    ProviderSession inAcme = rotated(sessions.refresh(signIn().refreshToken(), acme));
    stage.remove(acme, ann);
    for (OrganizationId refusing : new OrganizationId[] {globex, acme}) {
      assertThat(sessions.refresh(inAcme.refreshToken(), refusing))
          .isEqualTo(new RefreshOutcome.OrganizationRefused());
    }
    assertThat(rotated(sessions.refresh(inAcme.refreshToken(), null)).organization()).isNull();
  }

  @Test
  @Tag("SES-9")
  void ending_a_session_again_or_one_that_never_was_succeeds() {
    ProviderSession session = signIn();
    sessions.endSession(session.sessionId(), session.refreshToken());
    sessions.endSession(session.sessionId(), session.refreshToken());
    sessions.endSession("session_unknown", Secret.of("never issued"));
    assertThat(signIn().sessionId()).isNotEqualTo(session.sessionId());
  }

  @Test
  @Tag("SES-9")
  void a_session_that_was_ended_is_not_refreshed() {
    ProviderSession session = signIn();
    sessions.endSession(session.sessionId(), session.refreshToken());
    assertThat(sessions.refresh(session.refreshToken(), null))
        .isNotInstanceOf(RefreshOutcome.Rotated.class);
  }

  @TestFactory
  @Tag("ANS-2")
  @Tag("SES-6")
  Stream<DynamicTest> an_outage_is_unavailable_and_ends_no_session() {
    return Stream.of(Outage.values())
        .map(
            outage ->
                dynamicTest(
                    outage.name(),
                    () -> {
                      Secret code = code();
                      ProviderSession session = signIn();
                      ProviderSession other = signIn();
                      stage.fail(0, outage);
                      unavailable(() -> sessions.exchangeCode(code, VERIFIER, BACK));
                      unavailable(() -> sessions.refresh(session.refreshToken(), null));
                      unavailable(
                          () -> sessions.endSession(other.sessionId(), other.refreshToken()));
                      stage.heal();
                      // Nobody knows whether the provider did what it gave no answer to.
                      assertThat(sessions.refresh(session.refreshToken(), null))
                          .isNotInstanceOf(RefreshOutcome.Ended.class);
                    }));
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_is_misconfigured_and_ends_no_session() {
    ProviderSession session = signIn();
    Secret code = code();
    stage.rejectOurKey();
    misconfigured(() -> sessions.exchangeCode(code, VERIFIER, BACK));
    misconfigured(() -> sessions.refresh(session.refreshToken(), null));
    stage.heal();
    rotated(sessions.refresh(session.refreshToken(), null));
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    Secret code = Secret.of("code");
    refuses("code", () -> sessions.exchangeCode(null, VERIFIER, BACK));
    refuses("codeVerifier", () -> sessions.exchangeCode(code, null, BACK));
    refuses("redirectUri", () -> sessions.exchangeCode(code, VERIFIER, null));
    refuses("refreshToken", () -> sessions.refresh(null, null));
    refuses("sessionId", () -> sessions.endSession(null, code));
    refuses("refreshToken", () -> sessions.endSession("session", null));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  private URI back(String state) {
    URI page = sessions.authorizationUri(new AuthorizationRequest(BACK, state, CHALLENGE));
    URI back = stage.signIn(page, ann);
    assertThat(back.toString()).startsWith(BACK + "?");
    return back;
  }

  private Secret code() {
    return Secret.of(Objects.requireNonNull(query(back("state")).get("code"), "code"));
  }

  private ProviderSession signIn() {
    return sessions.exchangeCode(code(), VERIFIER, BACK);
  }

  private static ProviderSession rotated(RefreshOutcome outcome) {
    assertThat(outcome).isInstanceOf(RefreshOutcome.Rotated.class);
    return ((RefreshOutcome.Rotated) outcome).session();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void rejected(ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class).isThrownBy(call);
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }

  private static void misconfigured(ThrowingCallable call) {
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(call);
  }
}
