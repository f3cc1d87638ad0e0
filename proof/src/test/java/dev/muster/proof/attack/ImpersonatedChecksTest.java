package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.PassingSessions;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.SessionEvent;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody of the support acts as a user: seen by the audit, and let in nowhere the user is not.
 */
@Tag("SES-5")
class ImpersonatedChecksTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final String SUPPORT = "support@provider.example";

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId mine = organization("mine", "member");
  private final OrganizationId led = organization("led", "admin");
  private final OrganizationId foreign = provider.dashboard().createOrganization("foreign").id();
  private final List<MusterEvent> heard = new ArrayList<>();
  private @Nullable String impersonator;
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(
              RoleMap.builder()
                  .role("admin", "notes:read", "notes:write")
                  .role("member", "notes:read")
                  .build())
          .sessions(
              new PassingSessions(provider) {
                @Override
                public ProviderSession exchangeCode(Secret code, Secret verifier, URI uri) {
                  return impersonated(super.exchangeCode(code, verifier, uri));
                }
              },
              SignIn.settings())
          .accessTokens(token -> new Outcome.Verified(ann, "session_of_token", null, impersonator))
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .listener(heard::add)
          .build();

  private OrganizationId organization(String name, String role) {
    OrganizationId id = provider.dashboard().createOrganization(name).id();
    provider.dashboard().join(id, ann, new RoleSlug(role));
    return id;
  }

  private ProviderSession impersonated(ProviderSession session) {
    return new ProviderSession(
        session.user(),
        session.sessionId(),
        session.organization(),
        session.refreshToken(),
        session.accessLifetime(),
        impersonator,
        session.answer());
  }

  @AfterEach
  void close() {
    muster.close();
  }

  private Credential signIn() {
    Secret cookie = SignIn.at(provider, muster.sessions().orElseThrow(), ann).value();
    return new Credential.Cookie(cookie);
  }

  private Session session(Credential credential) {
    return ((Authentication.Authenticated) muster.authenticate(credential)).session();
  }

  /** Every answer to every question, without who asked. */
  private List<String> answers(Session session) {
    List<String> answers = new ArrayList<>();
    for (OrganizationId organization :
        List.of(mine, led, foreign, new OrganizationId("org_unknown"))) {
      for (Requirement requirement :
          List.of(
              Requirement.member(),
              Requirement.atLeast(new Role("admin")),
              Requirement.permits(new Permission("notes:read")),
              Requirement.permits(new Permission("notes:write")))) {
        Decision decision = muster.check(session, organization.value(), requirement);
        answers.add(
            decision instanceof Decision.Denied denied
                ? denied.reason().name()
                : decision.getClass().getSimpleName());
      }
    }
    return answers;
  }

  private List<SessionEvent.Impersonated> told() {
    return heard.stream()
        .filter(MusterEvent.OfSession.class::isInstance)
        .map(event -> ((MusterEvent.OfSession) event).event())
        .filter(SessionEvent.Impersonated.class::isInstance)
        .map(SessionEvent.Impersonated.class::cast)
        .toList();
  }

  @Test
  void whoever_acts_as_a_user_gets_the_answers_that_the_user_gets() {
    List<String> asUser = answers(session(signIn()));
    assertThat(asUser)
        .contains("Granted", "PERMISSION_MISSING", "UNKNOWN_ORGANIZATION")
        .hasSize(16);
    impersonator = SUPPORT;
    Session acted = session(signIn());
    assertThat(acted.impersonator()).contains(SUPPORT);
    assertThat(acted.user()).isEqualTo(ann);
    assertThat(answers(acted)).isEqualTo(asUser);
  }

  @Test
  void whoever_acts_by_a_token_gets_the_answers_that_the_user_gets() {
    Credential header = new Credential.Header(Secret.of("Bearer abc"));
    List<String> asUser = answers(session(header));
    impersonator = SUPPORT;
    assertThat(session(header).impersonator()).contains(SUPPORT);
    assertThat(answers(session(header))).isEqualTo(asUser);
    assertThat(told())
        .containsExactly(new SessionEvent.Impersonated(ann, "session_of_token", SUPPORT));
  }

  @Test
  void the_audit_hears_once_who_acts_and_the_session_tells_it_after_every_refresh() {
    impersonator = SUPPORT;
    Credential credential = signIn();
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(6));
      Authentication.Authenticated in =
          (Authentication.Authenticated) muster.authenticate(credential);
      assertThat(in.cookies()).hasSize(1);
      assertThat(in.session().impersonator()).contains(SUPPORT);
      credential = new Credential.Cookie(in.cookies().get(0).value());
    }
    assertThat(told()).hasSize(1);
    assertThat(told().get(0).impersonator()).isEqualTo(SUPPORT);
  }

  @Test
  void whoever_acts_loses_what_the_user_loses() {
    impersonator = SUPPORT;
    Session acted = session(signIn());
    assertThat(muster.check(acted, mine.value(), Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
    provider.dashboard().remove(mine, ann);
    clock.advance(Duration.ofMinutes(6));
    assertThat(muster.check(acted, mine.value(), Requirement.member()))
        .isInstanceOf(Decision.Denied.class);
  }
}
