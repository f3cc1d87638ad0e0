package dev.muster.proof.workos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.account.CreationResult;
import dev.muster.account.SwitchResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.JdbiRefreshStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Session;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import dev.muster.store.RefreshStore;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsSettings;
import dev.muster.workos.emulator.EmulatorConsole;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sessions from sign-in to sign-out on WorkOS's emulator with WorkOS's own SDK, on one node and on
 * two that share a refresh store.
 */
@NeedsEmulator
@Timeout(120)
class WholeFlowTest {
  private static final int REQUESTS = 50;
  private static final URI CALLBACK = URI.create("http://127.0.0.1:1/callback");

  private final WorkOsEmulator emulator;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-21T10:00:00Z"));
  private final AtomicInteger refreshes = new AtomicInteger();
  private final SessionSettings.Builder settings = SignIn.builder().redirectUri(CALLBACK);
  private final List<Muster> nodes = new ArrayList<>();
  private final List<WorkOsProvider> providers = new ArrayList<>();
  private EmulatorConsole console;
  private Gateway gateway;
  private UserId ann;

  WholeFlowTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @BeforeEach
  void open() {
    console = new EmulatorConsole(emulator);
    gateway = Gateway.before(emulator.url());
    gateway.instead(
        asked -> {
          if (asked.body().contains("\"grant_type\":\"refresh_token\"")) {
            refreshes.incrementAndGet();
          }
          return null;
        });
    ann = new UserId(console.createUser("ann@example.org"));
  }

  @AfterEach
  void close() {
    nodes.forEach(Muster::close);
    providers.forEach(WorkOsProvider::close);
    gateway.close();
    console.close();
  }

  private WorkOsProvider provider() {
    WorkOsProvider provider =
        WorkOsProvider.of(
            WorkOsSettings.builder(new ProviderInstance("workos"))
                .apiKey(Secret.of(emulator.newKey()))
                .clientId("client_proof")
                .baseUrl(gateway.url())
                .issuer(emulator.url().toString())
                .callDeadline(Duration.ofSeconds(30))
                .build());
    providers.add(provider);
    return provider;
  }

  private Muster node(
      WorkOsProvider provider, SessionSettings sessions, @Nullable RefreshStore store) {
    MusterBuilder builder =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .sessions(provider, sessions)
            .organizationCreation(provider, new RoleSlug("admin"))
            .deadline(Duration.ofSeconds(30))
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000);
    Muster node = (store == null ? builder : builder.refreshStore(store)).build();
    nodes.add(node);
    return node;
  }

  private static Authentication at(Muster node, SetCookie cookie) {
    return node.authenticate(Credential.of(List.of(), List.of(cookie.value().reveal())));
  }

  private static Session session(Muster node, SetCookie cookie) {
    return ((Authentication.Authenticated) at(node, cookie)).session();
  }

  private LoginResult.SignedIn signIn(Muster node) {
    Sessions sessions = node.sessions().orElseThrow();
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/notes");
    URI back = console.signIn(start.location(), "ann@example.org");
    return (LoginResult.SignedIn)
        sessions.finishLogin(
            SignIn.query(back).get("code"),
            SignIn.query(back).get("state"),
            null,
            List.of(start.cookie().value().reveal()));
  }

  @Test
  @Tag("SES-2")
  @Tag("SES-7")
  @Tag("SES-8")
  @Tag("SES-9")
  void a_session_is_signed_in_attached_switched_refreshed_and_signed_out() {
    WorkOsProvider provider = provider();
    Muster node = node(provider, settings.build(), null);
    SetCookie signedIn = signIn(node).cookies().get(0);
    assertThat(session(node, signedIn).organization()).isEmpty();

    Pass anywhere = node.require(AccessCheck.of(at(node, signedIn), Requirement.signedIn()));
    CreationResult.Created acme =
        (CreationResult.Created)
            node.organizationCreation()
                .orElseThrow()
                .create(anywhere, new OrganizationSlug("acme"), "Acme");
    SetCookie inAcme = acme.cookies().get(0);
    assertThat(session(node, inAcme).organization()).contains(acme.organization());

    OrganizationId globex = new OrganizationId(console.createOrganization("Globex"));
    console.join(globex.value(), ann.value(), "admin");
    Pass inGlobex =
        node.require(AccessCheck.of(at(node, inAcme), Requirement.member()).in(globex.value()));
    SwitchResult.Switched switched =
        (SwitchResult.Switched) node.organizationSwitch().orElseThrow().to(inGlobex);
    SetCookie there = switched.cookies().get(0);
    assertThat(session(node, there).organization()).contains(globex);

    clock.advance(Duration.ofHours(2));
    Authentication refreshed = at(node, there);
    assertThat(refreshed).isInstanceOf(Authentication.Authenticated.class);
    SetCookie rotated = refreshed.cookies().get(0);

    assertThat(node.sessions().orElseThrow().logout(credential(rotated)))
        .allMatch(cookie -> cookie.maxAge().isZero());
    assertThat(at(node, rotated)).isInstanceOf(Authentication.Ended.class);
  }

  private static Credential credential(SetCookie cookie) {
    return Credential.of(List.of(), List.of(cookie.value().reveal()));
  }

  @Test
  @Tag("SES-6")
  void a_refresh_token_that_is_used_again_is_refused_by_workos() {
    WorkOsProvider provider = provider();
    // The provider's own door, where the tokens can be seen.
    Secret verifier = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    URI page =
        provider.authorizationUri(
            new AuthorizationRequest(
                CALLBACK, "state", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    URI back = console.signIn(page, "ann@example.org");
    Secret first =
        provider
            .exchangeCode(Secret.of(SignIn.query(back).get("code")), verifier, CALLBACK)
            .refreshToken();

    RefreshOutcome rotated = provider.refresh(first, null);

    assertThat(rotated).isInstanceOf(RefreshOutcome.Rotated.class);
    assertThat(provider.refresh(first, null)).isEqualTo(new RefreshOutcome.AlreadyExchanged());
  }

  @Test
  @Tag("SES-6")
  void fifty_requests_and_one_just_after_on_one_node_make_one_refresh() throws Exception {
    Muster node = node(provider(), settings.build(), null);
    SetCookie expired = signIn(node).cookies().get(0);
    clock.advance(Duration.ofHours(2));
    refreshes.set(0);

    List<Authentication> answers = crowd(List.of(node), expired);

    assertOneRefreshFor(answers, at(node, expired));
  }

  @Test
  @Tag("SES-6")
  void fifty_requests_and_one_just_after_on_two_nodes_make_one_refresh() throws Exception {
    SessionSettings shared = settings.build();
    RefreshStore store = store();
    Muster here = node(provider(), shared, store);
    Muster there = node(provider(), shared, store);
    SetCookie expired = signIn(here).cookies().get(0);
    clock.advance(Duration.ofHours(2));
    refreshes.set(0);

    List<Authentication> answers = crowd(List.of(here, there), expired);

    assertOneRefreshFor(answers, at(there, expired));
  }

  @Test
  void control_two_nodes_without_a_store_refresh_twice_and_answer_some_late() throws Exception {
    SessionSettings shared = settings.build();
    Muster here = node(provider(), shared, null);
    Muster there = node(provider(), shared, null);
    SetCookie expired = signIn(here).cookies().get(0);
    clock.advance(Duration.ofHours(2));
    refreshes.set(0);

    List<Authentication> answers = crowd(List.of(here, there), expired);

    assertThat(refreshes.get()).isGreaterThan(1);
    assertThat(answers).hasAtLeastOneElementOfType(Authentication.Unavailable.class);
    // Late, and not lost: nobody was told that the session has ended.
    assertThat(answers).noneMatch(Authentication.Ended.class::isInstance);
  }

  private void assertOneRefreshFor(List<Authentication> during, Authentication after) {
    List<Authentication> all = new ArrayList<>(during);
    all.add(after);
    assertThat(all)
        .hasSize(REQUESTS + 1)
        .allSatisfy(
            answer -> {
              assertThat(answer).isInstanceOf(Authentication.Authenticated.class);
              assertThat(answer.cookies()).hasSize(1);
            });
    assertThat(refreshes).hasValue(1);
  }

  private static List<Authentication> crowd(List<Muster> nodes, SetCookie cookie) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
    CountDownLatch ready = new CountDownLatch(REQUESTS);
    try {
      List<CompletableFuture<Authentication>> requests = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        Muster node = nodes.get(i % nodes.size());
        requests.add(
            CompletableFuture.supplyAsync(
                () -> {
                  ready.countDown();
                  await(ready);
                  return at(node, cookie);
                },
                threads));
      }
      List<Authentication> answers = new ArrayList<>();
      for (CompletableFuture<Authentication> request : requests) {
        answers.add(request.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RefreshStore store() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    MusterSchema.install(database);
    return JdbiRefreshStore.on(Jdbi.create(database));
  }
}
