package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in, the session cookie, refresh, attach and sign-out. Safe for many threads. Blocks on the
 * provider, up to the deadline, where a method says so.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Nothing a browser sends is an exception. Only a definite word of the provider ends a session;
 * an outage keeps the cookie. Requests of one session make one refresh on this node, and every one
 * of them gets the rotated cookie.
 */
public final class Sessions {
  private static final Duration EXCHANGE_REMEMBERED = Duration.ofHours(1);
  private static final Duration EXCHANGE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration EXCHANGE_RETRY = Duration.ofSeconds(1);
  private static final int MAX_REMEMBERED = 100_000;

  private final SessionProvider provider;
  private final InstantSource clock;
  private final Consumer<SessionEvent> events;
  private final SessionSettings settings;
  private final SessionCookies cookies;
  private final ProviderCalls calls;
  private final Logins logins;
  private final Refreshes refreshes;
  private final Cache<String, Boolean> endedHere;
  private final Cache<String, Instant> exchangedElsewhere;

  /**
   * Sessions of one provider.
   *
   * @param instance the provider's name
   * @param provider the provider
   * @param settings how the host keeps sessions
   * @param clock the wall clock
   * @param random a cryptographic source
   * @param executor runs provider calls; may refuse when full
   * @param deadline how long a caller waits for the provider
   * @param events hears what happened; must not throw
   */
  public Sessions(
      ProviderInstance instance,
      SessionProvider provider,
      SessionSettings settings,
      InstantSource clock,
      SecureRandom random,
      Executor executor,
      Duration deadline,
      Consumer<SessionEvent> events) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.events = Objects.requireNonNull(events, "events");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(deadline, "deadline");
    Seal seal = new Seal(settings.keys(), random);
    this.cookies = new SessionCookies(this, instance, settings, seal);
    this.calls = new ProviderCalls(instance, executor, deadline, events);
    this.logins =
        new Logins(instance, provider, settings, cookies, seal, calls, clock, random, events);
    this.refreshes = new Refreshes(provider, calls, clock);
    this.endedHere = remembered(settings.life());
    this.exchangedElsewhere = remembered(EXCHANGE_REMEMBERED);
  }

  private <T> Cache<String, T> remembered(Duration duration) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .expireAfterWrite(duration)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .build();
  }

  /**
   * How this host keeps sessions.
   *
   * @return the settings
   */
  public SessionSettings settings() {
    return settings;
  }

  /**
   * Whether a session was made here.
   *
   * @param session any session
   * @return true only for a session of this instance
   */
  public boolean issued(Session session) {
    return session.isIssuedBy(this);
  }

  /**
   * Starts a sign-in. Does not block.
   *
   * @param returnTo where to go afterwards, from outside; anything but a path of this origin is
   *     replaced by the home of the settings
   * @return where to send the browser, and the cookie that ties the sign-in to it
   */
  public LoginStart startLogin(@Nullable String returnTo) {
    return logins.start(returnTo);
  }

  /**
   * Finishes a sign-in at the callback. Blocks on the provider; the state is compared before.
   *
   * @param code the parameter {@code code}, or null
   * @param state the parameter {@code state}, or null
   * @param error the parameter {@code error}, or null
   * @param loginCookies every value of the login cookie
   * @return what it came to
   */
  public LoginResult finishLogin(
      @Nullable String code,
      @Nullable String state,
      @Nullable String error,
      List<String> loginCookies) {
    Objects.requireNonNull(loginCookies, "loginCookies");
    return logins.finish(code, state, error, loginCookies);
  }

  /**
   * Finds out who a credential is. Blocks on the provider only where the session must be refreshed.
   *
   * @param credential what the request presents
   * @return who, or why nobody; with the cookies to set on whatever route
   */
  public Authentication authenticate(Credential credential) {
    Objects.requireNonNull(credential, "credential");
    if (credential instanceof Credential.None) {
      return new Authentication.Anonymous();
    }
    if (!(credential instanceof Credential.Cookie cookie)) {
      return new Authentication.Invalid();
    }
    Instant now = clock.instant();
    Session session = cookies.open(cookie.value(), now).orElse(null);
    Session.Ticket ticket = session == null ? null : session.ticket();
    if (session == null || ticket == null) {
      return new Authentication.Invalid();
    }
    if (endedHere.getIfPresent(session.id()) != null) {
      return new Authentication.Ended(cookies.cleared());
    }
    if (now.isBefore(ticket.accessUntil())) {
      return new Authentication.Authenticated(session, List.of());
    }
    try {
      return refreshed(session, ticket, now);
    } catch (ProviderException failed) {
      return failed.fold(
          unavailable -> new Authentication.Unavailable(unavailable.retryAfter()),
          rejected -> new Authentication.Unavailable(null),
          misconfigured -> new Authentication.Unavailable(null));
    }
  }

  private Authentication refreshed(Session session, Session.Ticket ticket, Instant now) {
    Secret token = ticket.refreshToken();
    RefreshOutcome outcome = refreshes.refresh(token, session.organization().orElse(null));
    if (outcome instanceof RefreshOutcome.OrganizationRefused) {
      // The hint is outdated, the session is not: it goes on without an organization.
      outcome = refreshes.refresh(token, null);
    }
    if (outcome instanceof RefreshOutcome.Rotated rotated) {
      ProviderSession next = rotated.session();
      if (!next.user().equals(session.user())) {
        throw new ProviderException.Unavailable("the answer is about another user", null);
      }
      Session renewed = cookies.session(next, now, ticket.signedInAt());
      return new Authentication.Authenticated(
          renewed, List.of(cookies.seal(renewed, ticketOf(renewed), now)));
    }
    if (outcome instanceof RefreshOutcome.AlreadyExchanged) {
      // Not by us: another node may be answering with the rotated cookie right now. For a moment
      // all
      // requests of the session are asked to come back; a cookie that is old even then is not good.
      Instant first = exchangedElsewhere.get(Refreshes.hash(token), hash -> now);
      return now.isBefore(first.plus(EXCHANGE_PATIENCE))
          ? new Authentication.Unavailable(EXCHANGE_RETRY)
          : new Authentication.Invalid();
    }
    if (outcome instanceof RefreshOutcome.Ended) {
      events.accept(new SessionEvent.Ended(session.user(), session.id()));
      return new Authentication.Ended(cookies.cleared());
    }
    return new Authentication.Unavailable(null);
  }

  /**
   * Moves a session into an organization at the provider, and verifies that it is there. Blocks on
   * the provider.
   *
   * @param session a session of this instance that came with a cookie
   * @param organization where to
   * @return what it came to
   * @throws IllegalArgumentException if the session can't be attached: it is not of this instance
   */
  public Attachment attach(Session session, OrganizationId organization) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(organization, "organization");
    if (!issued(session)) {
      throw new IllegalArgumentException("the session is not of this instance");
    }
    Session.Ticket ticket = ticketOf(session);
    Instant now = clock.instant();
    try {
      RefreshOutcome outcome = refreshes.refreshInto(ticket.refreshToken(), organization);
      if (outcome instanceof RefreshOutcome.AlreadyExchanged) {
        return new Attachment.Unavailable(EXCHANGE_RETRY);
      }
      if (outcome instanceof RefreshOutcome.Rotated rotated
          && organization.equals(rotated.session().organization())
          && session.user().equals(rotated.session().user())) {
        Session attached = cookies.session(rotated.session(), now, ticket.signedInAt());
        return new Attachment.Attached(
            attached, List.of(cookies.seal(attached, ticketOf(attached), now)));
      }
      return new Attachment.ResetRequired(cookies.cleared());
    } catch (ProviderException failed) {
      return failed.fold(
          unavailable -> new Attachment.Unavailable(unavailable.retryAfter()),
          rejected -> new Attachment.ResetRequired(cookies.cleared()),
          misconfigured -> new Attachment.Unavailable(null));
    }
  }

  /**
   * Signs out, also with a cookie that is too old or garbage. Blocks on the provider; an outage
   * there does not keep anybody signed in here.
   *
   * @param credential what the request presents
   * @return the cookies to clear
   */
  public List<SetCookie> logout(Credential credential) {
    Objects.requireNonNull(credential, "credential");
    if (credential instanceof Credential.Cookie cookie) {
      cookies.open(cookie.value(), Instant.MIN).ifPresent(this::end);
    }
    return cookies.cleared();
  }

  private void end(Session session) {
    endedHere.put(session.id(), true);
    boolean told = true;
    try {
      calls.run(
          () -> {
            provider.endSession(session.id());
            return true;
          });
    } catch (ProviderException failed) {
      told = false;
    }
    events.accept(new SessionEvent.SignedOut(session.user(), session.id(), told));
  }

  private static Session.Ticket ticketOf(Session session) {
    return Objects.requireNonNull(session.ticket(), "ticket");
  }
}
