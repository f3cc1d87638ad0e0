package dev.muster.session;

import dev.muster.membership.HandClock;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.store.RefreshStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A provider of sessions that does what the test says, and the {@link Sessions} on it. */
final class ScriptedSessions implements SessionProvider, AutoCloseable {
  static final ProviderInstance INSTANCE = new ProviderInstance("scripted");
  static final UserId ANN = new UserId("user_ann");
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final URI REDIRECT = URI.create("https://host.example/callback");
  static final String SECRET = "s3cret-";

  final HandClock clock = new HandClock();
  final AtomicInteger exchanges = new AtomicInteger();
  final AtomicInteger refreshes = new AtomicInteger();
  final List<String> ended = Collections.synchronizedList(new ArrayList<>());
  final List<SessionEvent> events = Collections.synchronizedList(new ArrayList<>());
  final SealKey key = SealKey.random(new SecureRandom());
  final ExecutorService executor = Executors.newCachedThreadPool();
  volatile @Nullable RuntimeException failure;
  volatile @Nullable AuthorizationRequest asked;
  volatile @Nullable String verifier;
  volatile boolean answersNull;
  volatile UserId user = ANN;
  volatile @Nullable String impersonator;
  volatile Arrival arrival = Arrival.open();
  volatile BiFunction<Secret, @Nullable OrganizationId, RefreshOutcome> onRefresh =
      (token, organization) -> new RefreshOutcome.Rotated(session(organization));

  final Sessions sessions = sessions(settings().build());

  SessionSettings.Builder settings() {
    return SessionSettings.builder().key(key).redirectUri(REDIRECT).home("/home");
  }

  Sessions sessions(SessionSettings settings) {
    return sessions(INSTANCE, settings);
  }

  Sessions sessions(ProviderInstance instance, SessionSettings settings) {
    return sessions(instance, settings, null, Duration.ofSeconds(30));
  }

  /** One node of many on a store. */
  Sessions node(@Nullable RefreshStore store) {
    return sessions(INSTANCE, settings().build(), store, Duration.ofSeconds(30));
  }

  Sessions sessions(
      ProviderInstance instance,
      SessionSettings settings,
      @Nullable RefreshStore store,
      Duration deadline) {
    return new Sessions(
        instance,
        this,
        settings,
        (session, returnTo) -> arrival.welcome(session, returnTo),
        store,
        clock,
        new SecureRandom(),
        executor,
        deadline,
        events::add);
  }

  ProviderSession session(@Nullable OrganizationId organization) {
    return new ProviderSession(
        user,
        "session_1",
        organization,
        Secret.of(SECRET + "refresh-" + refreshes.get()),
        Duration.ofMinutes(5),
        impersonator,
        null);
  }

  /** Signs in and gives the session cookie's value. */
  String signIn() {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/notes");
    LoginResult result =
        sessions.finishLogin("code", state(), null, List.of(start.cookie().value().reveal()));
    return result.cookies().get(0).value().reveal();
  }

  String state() {
    AuthorizationRequest request = asked;
    return request == null ? "" : request.state();
  }

  static Credential cookie(String value) {
    return Credential.of(List.of(), List.of(value));
  }

  private void failIfTold() {
    RuntimeException told = failure;
    if (told != null) {
      throw told;
    }
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    asked = request;
    failIfTold();
    return URI.create("https://provider.example/authorize?state=" + request.state());
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    exchanges.incrementAndGet();
    verifier = codeVerifier.reveal();
    failIfTold();
    return answersNull ? null : session(null);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    refreshes.incrementAndGet();
    failIfTold();
    return onRefresh.apply(refreshToken, organization);
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    failIfTold();
    ended.add(sessionId);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
