package dev.muster.proof.workos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsSettings;
import dev.muster.workos.emulator.EmulatorConsole;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsDocument;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The refresh of a removed member, whom WorkOS's emulator lets into the organization: here that one
 * answer is a stub's, held against WorkOS's OpenAPI document, and everything else is the
 * emulator's.
 */
@NeedsEmulator
@NeedsDocument
class RemovedMemberTest {
  private static final String AUTHENTICATE = "/user_management/authenticate";
  private static final String REFUSAL =
      "{\"error\":\"organization_membership_not_found\",\"error_description\":\"Not a member.\"}";

  private final WorkOsEmulator emulator;
  private final WorkOsDocument document;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-21T10:00:00Z"));
  private EmulatorConsole console;
  private Gateway gateway;
  private WorkOsProvider provider;
  private Muster muster;
  private Sessions sessions;
  private UserId ann;

  RemovedMemberTest(WorkOsEmulator emulator, WorkOsDocument document) {
    this.emulator = emulator;
    this.document = document;
  }

  @BeforeEach
  void open() {
    console = new EmulatorConsole(emulator);
    gateway = Gateway.before(emulator.url());
    provider =
        WorkOsProvider.of(
            WorkOsSettings.builder(new ProviderInstance("workos"))
                .apiKey(Secret.of(emulator.newKey()))
                .clientId("client_proof")
                .baseUrl(gateway.url())
                .issuer(emulator.url().toString())
                .callDeadline(Duration.ofSeconds(30))
                .build());
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .sessions(provider, SignIn.settings(URI.create("http://127.0.0.1:1/callback")))
            .organizationCreation(provider, new RoleSlug("admin"))
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
            .build();
    sessions = muster.sessions().orElseThrow();
    ann = new UserId(console.createUser("ann@example.org"));
  }

  @AfterEach
  void close() {
    muster.close();
    provider.close();
    gateway.close();
    console.close();
  }

  @Test
  @Tag("SES-2")
  @Tag("SES-7")
  void the_session_of_a_removed_member_goes_on_without_the_organization() {
    String cookie = signedInAndAttached();
    OrganizationId acme = provider.listMemberships(ann).get(0).organization();
    console.remove(acme.value(), ann.value());
    gateway.instead(asked -> isRefreshInto(acme, asked) ? refused(asked) : null);
    clock.advance(Duration.ofHours(2));

    Authentication later = authenticate(cookie);
    Decision signedIn = muster.check(AccessCheck.of(later, Requirement.signedIn()));
    Decision member = muster.check(AccessCheck.of(later, Requirement.member()).in("acme"));

    assertThat(signedIn).isInstanceOf(Decision.Granted.class);
    assertThat(((Decision.Granted) signedIn).pass().scope().session().organization()).isEmpty();
    assertThat(member).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void control_the_emulator_itself_lets_a_removed_member_refresh() {
    String cookie = signedInAndAttached();
    OrganizationId acme = provider.listMemberships(ann).get(0).organization();
    console.remove(acme.value(), ann.value());
    clock.advance(Duration.ofHours(2));

    Authentication later = authenticate(cookie);
    Decision signedIn = muster.check(AccessCheck.of(later, Requirement.signedIn()));
    Decision member = muster.check(AccessCheck.of(later, Requirement.member()).in("acme"));

    assertThat(((Decision.Granted) signedIn).pass().scope().session().organization())
        .contains(acme);
    // And even so the organization stays closed: a session is no membership.
    assertThat(member).isInstanceOf(Decision.Denied.class);
  }

  private String signedInAndAttached() {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    URI back = console.signIn(start.location(), "ann@example.org");
    LoginResult login =
        sessions.finishLogin(
            SignIn.query(back).get("code"),
            SignIn.query(back).get("state"),
            null,
            List.of(start.cookie().value().reveal()));
    Authentication first = authenticate(login.cookies().get(0).value().reveal());
    CreationResult created =
        muster
            .organizationCreation()
            .orElseThrow()
            .create(
                muster.require(AccessCheck.of(first, Requirement.signedIn())),
                new OrganizationSlug("acme"),
                "Acme");
    return ((CreationResult.Created) created).cookies().get(0).value().reveal();
  }

  private Authentication authenticate(String cookie) {
    return sessions.authenticate(Credential.of(List.of(), List.of(cookie)));
  }

  private static boolean isRefreshInto(OrganizationId organization, Asked asked) {
    return asked.uri().getPath().equals(AUTHENTICATE)
        && asked.body().contains("\"organization_id\":\"" + organization.value() + "\"");
  }

  private Answer refused(Asked asked) {
    assertThat(document.faultsOfRequest("POST", AUTHENTICATE, asked.body())).isEmpty();
    assertThat(document.faultsOfAnswer("POST", AUTHENTICATE, 400, REFUSAL)).isEmpty();
    return Answer.of(400, REFUSAL);
  }
}
