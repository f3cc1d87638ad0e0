package dev.muster.proof.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
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
import dev.muster.session.SetCookie;
import dev.muster.testkit.HandClock;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsSettings;
import dev.muster.workos.emulator.EmulatorConsole;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.NeedsNodeLibrary;
import dev.muster.workos.emulator.NodeLibrary;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One session cookie for a service with Muster and one on WorkOS's library for Node. */
@NeedsEmulator
@NeedsNodeLibrary
@Tag("SES-4")
class SharedCookieTest {
  private static final Secret PASSWORD = Secret.of("marker-password-of-the-shared-cookie");

  private final WorkOsEmulator emulator;
  private final NodeLibrary node;
  private final HandClock clock = new HandClock(Instant.now());
  private EmulatorConsole console;
  private WorkOsProvider provider;
  private Muster muster;
  private Sessions sessions;
  private UserId ann;
  private ObjectNode told;

  SharedCookieTest(WorkOsEmulator emulator, NodeLibrary node) {
    this.emulator = emulator;
    this.node = node;
  }

  @BeforeEach
  void open() {
    String key = emulator.newKey();
    console = new EmulatorConsole(emulator);
    provider =
        WorkOsProvider.of(
            WorkOsSettings.builder(new ProviderInstance("workos"))
                .apiKey(Secret.of(key))
                .clientId("client_proof")
                .baseUrl(emulator.url())
                .callDeadline(Duration.ofSeconds(30))
                .clock(clock)
                .build());
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .sessions(
                provider,
                SignIn.builder()
                    .redirectUri(URI.create("http://127.0.0.1:1/callback"))
                    .cookieName("wos-session")
                    .format(provider.cookies(PASSWORD))
                    .build())
            .organizationCreation(provider, new RoleSlug("admin"))
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
            .build();
    sessions = muster.sessions().orElseThrow();
    ann = new UserId(console.createUser("ann.shared@example.org"));
    told =
        new ObjectMapper()
            .createObjectNode()
            .put("url", emulator.url().toString())
            .put("key", key)
            .put("clientId", "client_proof")
            .put("password", PASSWORD.reveal());
  }

  @AfterEach
  void close() {
    muster.close();
    provider.close();
    console.close();
  }

  @Test
  void node_reads_the_cookie_of_a_sign_in_and_what_it_refreshes_is_a_session_here() {
    SetCookie cookie = signIn();
    assertThat(cookie.name()).isEqualTo("wos-session");
    assertThat(node("authenticate", cookie.value().reveal()).path("user").path("id").textValue())
        .isEqualTo(ann.value());
    String theirs = node("refresh", cookie.value().reveal()).path("sealedSession").textValue();
    Authentication.Authenticated here = (Authentication.Authenticated) authenticate(theirs);
    assertThat(here.session().user()).isEqualTo(ann);
    assertThat(here.cookies()).isEmpty();
  }

  @Test
  @Tag("SES-7")
  void node_is_in_the_organization_that_was_made_here() {
    Authentication first = authenticate(signIn().value().reveal());
    CreationResult created =
        muster
            .organizationCreation()
            .orElseThrow()
            .create(
                muster.require(AccessCheck.of(first, Requirement.signedIn())),
                new OrganizationSlug("shared-cookie"),
                "Acme");
    SetCookie cookie = ((CreationResult.Created) created).cookies().get(0);
    assertThat(node("authenticate", cookie.value().reveal()).path("organizationId").textValue())
        .isEqualTo(provider.listMemberships(ann).get(0).organization().value());
  }

  @Test
  @Tag("BAD-INPUT")
  void what_nobody_sealed_is_nobody() {
    String good = signIn().value().reveal();
    for (String text : List.of("", "x", good + "x", good.substring(1), good + "~3")) {
      assertThat(authenticate(text))
          .as("a changed cookie of %s characters", text.length())
          .isNotInstanceOf(Authentication.Authenticated.class);
    }
  }

  private Authentication authenticate(String cookie) {
    return sessions.authenticate(Credential.of(List.of(), List.of(cookie)));
  }

  private SetCookie signIn() {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    URI back = console.signIn(start.location(), "ann.shared@example.org");
    LoginResult login =
        sessions.finishLogin(
            SignIn.query(back).get("code"),
            SignIn.query(back).get("state"),
            null,
            List.of(start.cookie().value().reveal()));
    return login.cookies().get(0);
  }

  private JsonNode node(String act, String cookie) {
    JsonNode answer = node.does(act, told.put("cookie", cookie));
    assertThat(answer.path("value").path("authenticated").booleanValue())
        .as(answer.path("error").asText())
        .isTrue();
    return answer.path("value");
  }
}
