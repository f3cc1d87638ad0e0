package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the fake's sessions do beyond their contract, in memory and over the wire alike. */
@Tag("KIT-1")
public abstract class SessionBehaviour {
  /** The example of RFC 7636, appendix B. */
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final URI BACK = URI.create("https://app.example.org/callback?from=login");

  protected final HandClock clock = new HandClock(Instant.parse("2026-11-21T10:00:00Z"));
  protected final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("test")).clock(clock).build();

  private SessionProvider sessions;
  private UserId ann;
  private OrganizationId acme;

  protected SessionBehaviour() {}

  protected abstract SessionProvider sessions();

  @BeforeEach
  void signUp() {
    sessions = sessions();
    ann = fake.dashboard().createUser("ann@example.org").id();
    acme = fake.dashboard().createOrganization("Acme").id();
    fake.dashboard().join(acme, ann, new RoleSlug("member"));
  }

  @Test
  @Tag("SES-2")
  void a_code_with_its_verifier_makes_a_session_without_organization() {
    URI address = fake.authorize(new AuthorizationRequest(BACK, "st&te=1", CHALLENGE), ann);

    assertThat(address.toString())
        .startsWith("https://app.example.org/callback?from=login&code=code_")
        .endsWith("&state=st%26te%3D1");
    ProviderSession session = sessions.exchangeCode(codeIn(address), VERIFIER, BACK);
    assertThat(session.user()).isEqualTo(ann);
    assertThat(session.organization()).isNull();
    assertThat(session.accessLifetime()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  @Tag("SES-1")
  void another_verifier_is_rejected_and_the_code_is_used_up() {
    Secret code = newCode();
    rejected(code, Secret.of("x".repeat(43)), BACK);
    rejected(code, VERIFIER, BACK);
  }

  @Test
  @Tag("SES-1")
  void another_redirect_uri_is_rejected() {
    rejected(newCode(), VERIFIER, URI.create("https://app.example.org/callback"));
  }

  @Test
  @Tag("SES-1")
  void a_code_ends_after_ten_minutes() {
    Secret early = newCode();
    Secret late = newCode();
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    sessions.exchangeCode(early, VERIFIER, BACK);
    clock.advance(Duration.ofMillis(1));
    rejected(late, VERIFIER, BACK);
  }

  @Test
  @Tag("SES-7")
  void an_organization_without_active_membership_refuses_and_the_token_stays_good() {
    ProviderSession session = signIn();
    OrganizationId globex = fake.dashboard().createOrganization("Globex").id();
    fake.dashboard().deactivate(acme, ann);

    for (OrganizationId refusing : new OrganizationId[] {globex, acme, new OrganizationId("o/?")}) {
      assertThat(sessions.refresh(session.refreshToken(), refusing))
          .isEqualTo(new RefreshOutcome.OrganizationRefused());
    }
    rotated(sessions.refresh(session.refreshToken(), null));
  }

  @Test
  @Tag("SES-2")
  void a_session_whose_member_was_removed_goes_on_without_organization() {
    ProviderSession inAcme = rotated(sessions.refresh(signIn().refreshToken(), acme));
    fake.dashboard().remove(acme, ann);

    assertThat(sessions.refresh(inAcme.refreshToken(), acme))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    assertThat(rotated(sessions.refresh(inAcme.refreshToken(), null)).organization()).isNull();
  }

  @Test
  @Tag("SES-9")
  void a_session_ended_by_anybody_has_ended() {
    ProviderSession mine = signIn();
    sessions.endSession(mine.sessionId(), mine.refreshToken());
    sessions.endSession(mine.sessionId(), mine.refreshToken());
    sessions.endSession("session_unknown", mine.refreshToken());
    ended(mine.refreshToken());

    ProviderSession theirs = signIn();
    fake.dashboard().endSessions(ann);
    ended(theirs.refreshToken());

    ProviderSession old = signIn();
    clock.advance(Duration.ofDays(30));
    ended(old.refreshToken());

    ProviderSession last = signIn();
    fake.dashboard().deleteUser(ann);
    ended(last.refreshToken());
    ended(Secret.of("never issued"));
  }

  @Test
  @Tag("SES-6")
  void a_lost_answer_has_used_the_token_up() {
    ProviderSession session = signIn();
    fake.faults().next(Operation.REFRESH, new Fault.LostAnswer());

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> sessions.refresh(session.refreshToken(), acme));
    assertThat(sessions.refresh(session.refreshToken(), acme))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
  }

  @Test
  @Tag("SES-6")
  void of_many_refreshes_with_one_token_one_wins() throws Exception {
    ProviderSession session = signIn();
    assertThat(
            Race.winners(
                8,
                () ->
                    sessions.refresh(session.refreshToken(), null)
                        instanceof RefreshOutcome.Rotated))
        .isEqualTo(1);
  }

  @Test
  @Tag("SES-6")
  void control_a_token_that_is_looked_at_and_then_used_up_is_caught() throws Exception {
    AtomicInteger uses = new AtomicInteger();
    assertThat(
            Race.winnersWithPause(
                8,
                pause -> {
                  boolean unused = uses.get() == 0;
                  pause.await();
                  uses.incrementAndGet();
                  return unused;
                }))
        .isNotEqualTo(1);
  }

  private Secret newCode() {
    return codeIn(fake.authorize(new AuthorizationRequest(BACK, "s", CHALLENGE), ann));
  }

  private ProviderSession signIn() {
    return sessions.exchangeCode(newCode(), VERIFIER, BACK);
  }

  private void rejected(Secret code, Secret verifier, URI back) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> sessions.exchangeCode(code, verifier, back))
        .extracting(Rejected::code)
        .isEqualTo("invalid_grant");
  }

  private void ended(Secret token) {
    assertThat(sessions.refresh(token, null)).isEqualTo(new RefreshOutcome.Ended());
  }

  private static ProviderSession rotated(RefreshOutcome outcome) {
    assertThat(outcome).isInstanceOf(RefreshOutcome.Rotated.class);
    return ((RefreshOutcome.Rotated) outcome).session();
  }

  private static Secret codeIn(URI address) {
    String query = address.getRawQuery();
    int at = query.indexOf("code=") + "code=".length();
    return Secret.of(query.substring(at, query.indexOf('&', at)));
  }
}
