package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.store.RefreshStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.Patience;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests of one expired session on two nodes of a host, and statements that fail. */
@Tag("once")
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("SES-6")
@Timeout(60)
class RefreshOnNodesTest {
  private static final int CALLERS = 50;
  private static final String SIGNED_IN = "signed in, with a rotated cookie";
  private static final URI CALLBACK = URI.create("https://host.example/callback");
  private static TestDatabase database;

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      // Of its own, since the tokens of the fake are the same in each test.
      FakeIdentityProvider.builder(new ProviderInstance("test " + UUID.randomUUID()))
          .clock(clock)
          .build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final SealKey key = SealKey.random(new SecureRandom());
  private final Wire wire = new Wire(database.dataSource());
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<Integer> connections = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch begun = new CountDownLatch(0);
  private final Muster here = node(JdbiRefreshStore.on(wire.dataSource()));
  private final Muster there = node(JdbiRefreshStore.on(database.dataSource()));

  RefreshOnNodesTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void requests_on_both_nodes_make_one_refresh_and_all_get_the_rotated_cookie() throws Exception {
    assertThat(cameOutOn(here, there)).hasSize(CALLERS + 1).containsOnly(SIGNED_IN);
    assertThat(tokens).hasSize(1);
  }

  @Test
  void no_connection_is_held_across_the_call_to_the_provider() {
    assertThat(rotates(here, expired())).isTrue();
    assertThat(connections).containsExactly(0);
  }

  @Test
  void control_nodes_that_share_nothing_lose_the_session() throws Exception {
    try (Muster one = node(null);
        Muster other = node(null)) {
      assertThat(cameOutOn(one, other)).hasSize(CALLERS + 1).anyMatch(it -> !it.equals(SIGNED_IN));
    }
  }

  @Test
  void a_dump_of_the_table_holds_no_token() {
    String cookie = expired();
    Authentication rotated = at(here, cookie);
    assertThat(rotated).isInstanceOf(Authentication.Authenticated.class);
    clock.advance(Duration.ofMinutes(6));
    String next = rotated.cookies().get(0).value().reveal();
    assertThat(rotates(there, next)).isTrue();
    assertThat(rotates(here, next)).as("when it was recorded").isTrue();
    assertThat(tokens).hasSize(2);

    List<String> dump = new ArrayList<>();
    for (String column : List.of("provider", "token_hash", "claim_id", "outcome")) {
      dump.addAll(
          database.column("select " + column + " from muster_refresh where outcome is not null"));
    }

    assertThat(dump).anyMatch(text -> text.startsWith("m1."));
    assertThat(dump).noneMatch(text -> tokens.stream().anyMatch(text::contains));
    assertThat(dump).noneMatch(text -> text.contains(ann.value()));
  }

  @Test
  @Tag("ANS-2")
  void a_statement_that_fails_exchanges_nothing_unclaimed_and_loses_no_session() {
    for (int k = 0; k < 6; k++) {
      String cookie = expired();
      tokens.clear();
      wire.clear();
      wire.failAfter(k);

      Authentication first = at(here, cookie);

      if (first instanceof Authentication.Unavailable) {
        assertThat(first.cookies()).as("kept at %s", k).isEmpty();
        assertThat(tokens).as("exchanged at %s", k).isEmpty();
      } else {
        assertThat(first).isInstanceOf(Authentication.Authenticated.class);
      }
      assertThat(first instanceof Authentication.Unavailable).as("at %s", k).isEqualTo(k < 2);
      assertThat(rotates(there, cookie)).as("there, at %s", k).isTrue();
      assertThat(rotates(here, cookie)).as("here, at %s", k).isTrue();
      assertThat(tokens).as("at %s", k).hasSize(1);
    }
  }

  /** What each of 50 concurrent requests, and one just after, came to. */
  private List<String> cameOutOn(Muster one, Muster other) throws Exception {
    String cookie = expired();
    tokens.clear();
    begun = new CountDownLatch(CALLERS);
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<String>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Muster node = i % 2 == 0 ? one : other;
        callers.add(
            pool.submit(
                () -> {
                  begun.countDown();
                  return cameOut(at(node, cookie));
                }));
      }
      List<String> cameOut = new ArrayList<>();
      for (Future<String> caller : callers) {
        cameOut.add(caller.get(60, TimeUnit.SECONDS));
      }
      cameOut.add(cameOut(at(other, cookie)));
      return cameOut;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Authentication at(Muster node, String cookie) {
    return node.authenticate(Credential.of(List.of(), List.of(cookie)));
  }

  private static boolean rotates(Muster node, String cookie) {
    return cameOut(at(node, cookie)).equals(SIGNED_IN);
  }

  private static String cameOut(Authentication authentication) {
    return authentication instanceof Authentication.Authenticated
            && authentication.cookies().size() == 1
        ? SIGNED_IN
        : authentication.toString();
  }

  /** The cookie of a new session whose access ran out. */
  private String expired() {
    Sessions sessions = there.sessions().orElseThrow();
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    Map<String, String> query = query(start.location());
    Map<String, String> back =
        query(
            provider.authorize(
                new SessionProvider.AuthorizationRequest(
                    CALLBACK, query.get("state"), query.get("code_challenge")),
                ann));
    String cookie =
        sessions
            .finishLogin(
                back.get("code"), back.get("state"), null, List.of(start.cookie().value().reveal()))
            .cookies()
            .get(0)
            .value()
            .reveal();
    clock.advance(Duration.ofMinutes(6));
    return cookie;
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private Muster node(@Nullable RefreshStore store) {
    MusterBuilder builder =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .deadline(Patience.LONG)
            .sessions(
                new Watched(), SessionSettings.builder().key(key).redirectUri(CALLBACK).build())
            .clocks(clock, System::nanoTime);
    return (store == null ? builder : builder.refreshStore(store)).build();
  }

  /** The fake, which hears of every token, and answers when all who ask have begun to. */
  private final class Watched implements SessionProvider {
    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return provider.authorizationUri(request);
    }

    @Override
    public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
      return provider.exchangeCode(code, codeVerifier, redirectUri);
    }

    @Override
    public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
      tokens.add(refreshToken.reveal());
      connections.add(wire.openConnections());
      try {
        boolean unused = begun.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return provider.refresh(refreshToken, organization);
    }

    @Override
    public void endSession(String sessionId, Secret refreshToken) {
      provider.endSession(sessionId, refreshToken);
    }
  }
}
