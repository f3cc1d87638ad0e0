package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.SessionProvider;
import dev.muster.session.SessionCookies.Opened;
import dev.muster.store.RefreshStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in, the session cookie, refresh, attach and sign-out. Safe for many threads. Blocks on the
 * provider, up to the deadline, where a method says so.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Nothing a browser sends is an exception. Only a definite word of the provider ends a session;
 * an outage keeps the cookie. Requests of one session make one refresh on this node, and on all
 * nodes that share a refresh store, and every one of them gets the rotated cookie.
 */
public final class Sessions {
  private static final Duration EXCHANGE_REMEMBERED = Duration.ofHours(1);

  private final InstantSource clock;
  private final SessionSettings settings;
  private final SessionCookies cookies;
  private final Logins logins;
  private final Renewals renewals;
  private final Attachments attachments;
  private final SignOuts signOuts;

  /**
   * Sessions of one provider.
   *
   * @param instance the provider's name
   * @param provider the provider
   * @param settings how the host keeps sessions
   * @param arrival lets users in, and says where
   * @param refreshStore what became of refresh tokens on all nodes; null for one node alone
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
      Arrival arrival,
      @Nullable RefreshStore refreshStore,
      InstantSource clock,
      SecureRandom random,
      Executor executor,
      Duration deadline,
      Consumer<SessionEvent> events) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.clock = Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(arrival, "arrival");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(events, "events");
    Seal seal = new Seal(settings.keys(), random);
    ProviderCalls calls = new ProviderCalls(instance, executor, deadline, events);
    Refreshes refreshes =
        new Refreshes(instance, provider, calls, clock, refreshStore, seal, random);
    cookies = new SessionCookies(this, instance, settings, seal);
    renewals =
        new Renewals(
            refreshes, cookies, SharedExchanges.remembered(EXCHANGE_REMEMBERED, clock), events);
    attachments = new Attachments(refreshes, cookies, events);
    signOuts =
        new SignOuts(
            provider, cookies, calls, SharedExchanges.remembered(settings.life(), clock), events);
    logins =
        new Logins(
            instance,
            provider,
            settings,
            cookies,
            seal,
            arrival,
            attachments,
            signOuts,
            calls,
            clock,
            random,
            events);
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
   * Starts a sign-in, in place of one that is under way in the same browser. Blocks only where the
   * provider must first learn where its own page is.
   *
   * @param returnTo where to go afterwards, from outside; anything but a path of this origin is
   *     replaced by the home of the settings
   * @return where to send the browser, and the cookie that ties the sign-in to it; or that the
   *     provider's page can't be found now
   */
  public LoginStart startLogin(@Nullable String returnTo) {
    return startLogin(returnTo, List.of());
  }

  /**
   * Starts a sign-in beside those under way in other tabs of the same browser: the three youngest
   * can be finished. Blocks only where the provider must first learn where its own page is.
   *
   * @param returnTo where to go afterwards, from outside; anything but a path of this origin is
   *     replaced by the home of the settings
   * @param loginCookies every value of the login cookie, whatever it is
   * @return where to send the browser, and the cookie that ties the sign-ins to it; or that the
   *     provider's page can't be found now
   */
  public LoginStart startLogin(@Nullable String returnTo, List<String> loginCookies) {
    Objects.requireNonNull(loginCookies, "loginCookies");
    return logins.start(returnTo, loginCookies);
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
    try {
      Instant now = clock.instant();
      return cookies
          .open(cookie.value(), now)
          .map(opened -> authenticated(opened, now))
          .orElseGet(Authentication.Invalid::new);
    } catch (ProviderException failed) {
      return new Authentication.Unavailable(failed.retryAfter());
    }
  }

  private Authentication authenticated(Opened opened, Instant now) {
    Session session = opened.session();
    Session.Ticket ticket = Objects.requireNonNull(session.ticket(), "ticket");
    if (hasEnded(session.id())) {
      return new Authentication.Ended(cookies.cleared());
    }
    if (opened.unchecked() != null) {
      return opened.unchecked();
    }
    Authentication answer =
        now.isBefore(ticket.accessUntil())
            ? renewals.current(session, ticket, now)
            : renewals.renewed(session, ticket, now);
    // Who signed out meanwhile is not brought back by an answer that comes late. The sign-out has
    // cleared the cookies; they may be those of the next sign-in by now.
    return answer instanceof Authentication.Authenticated goesOn
            && (hasEnded(session.id()) || hasEnded(goesOn.session().id()))
        ? new Authentication.Ended(List.of())
        : answer;
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
    Attachment answer = attachments.attach(session, organization);
    return answer instanceof Attachment.Attached attached
            && (hasEnded(session.id()) || hasEnded(attached.session().id()))
        ? new Attachment.ResetRequired(List.of())
        : answer;
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
      signOuts.end(cookie.value());
    }
    return cookies.cleared();
  }

  /**
   * Tells that a session was ended by somebody else: it is refused from now on, also while its
   * access token still runs.
   *
   * @param sessionId the provider's id of the session
   */
  public void endedElsewhere(String sessionId) {
    signOuts.endedElsewhere(sessionId);
  }

  /**
   * Whether a session was signed out on this node, or this node heard that it has ended.
   *
   * @param sessionId the provider's id of the session
   * @return true as long as a cookie of it may be about
   */
  public boolean hasEnded(String sessionId) {
    return signOuts.hasEnded(sessionId);
  }
}
