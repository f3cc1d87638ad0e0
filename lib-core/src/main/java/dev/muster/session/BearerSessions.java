package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of requests that present a bearer token in their Authorization header (RFC 6750), such
 * as a command line's. Safe for many threads; blocks as its {@link TokenAuthenticator} does.
 */
public final class BearerSessions {
  private static final Logger LOG = LoggerFactory.getLogger(BearerSessions.class);
  private static final Pattern HEADER = Pattern.compile("(?i:bearer) ([A-Za-z0-9._~+/-]+=*)");
  private static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_REMEMBERED = 10_000;

  private final ProviderInstance provider;
  private final TokenAuthenticator tokens;
  private final @Nullable Sessions sessions;
  private final Consumer<SessionEvent> events;
  private final Cache<Outcome.Verified, Boolean> impersonations =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
  private final Cache<String, Boolean> endedElsewhere =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

  /**
   * An issuer for the users of one provider.
   *
   * @param provider where the user ids mean something
   * @param tokens tells who a token is
   * @param sessions knows which sessions were signed out here; null if the host has none
   * @param events hears of impersonation; must not throw
   */
  public BearerSessions(
      ProviderInstance provider,
      TokenAuthenticator tokens,
      @Nullable Sessions sessions,
      Consumer<SessionEvent> events) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.sessions = sessions;
    this.events = Objects.requireNonNull(events, "events");
  }

  /**
   * Finds out who a header is.
   *
   * @param header an Authorization header, whatever it is
   * @return who, or why nobody; a session of it can't be refreshed or attached
   */
  public Authentication authenticate(Credential.Header header) {
    Matcher matcher = HEADER.matcher(header.value().reveal());
    if (header.value().reveal().length() > MAX_LENGTH || !matcher.matches()) {
      return new Authentication.Invalid();
    }
    Outcome outcome = outcome(Secret.of(matcher.group(1)));
    if (outcome instanceof Outcome.Verified verified) {
      return authenticated(verified);
    }
    return outcome instanceof Outcome.Unavailable unavailable
        ? new Authentication.Unavailable(unavailable.retryAfter())
        : new Authentication.Invalid();
  }

  private Outcome outcome(Secret token) {
    try {
      return Objects.requireNonNull(tokens.authenticate(token), "outcome");
    } catch (RuntimeException defect) {
      LOG.error("the token authenticator threw {}", defect.getClass().getName());
      return new Outcome.Unavailable(null);
    }
  }

  private Authentication authenticated(Outcome.Verified verified) {
    if (hasEnded(verified.sessionId())) {
      return new Authentication.Ended(List.of());
    }
    String impersonator = verified.impersonator();
    if (impersonator != null && impersonations.asMap().putIfAbsent(verified, true) == null) {
      events.accept(
          new SessionEvent.Impersonated(verified.user(), verified.sessionId(), impersonator));
    }
    return new Authentication.Authenticated(
        new Session(
            this,
            provider,
            verified.user(),
            verified.sessionId(),
            verified.organization(),
            impersonator,
            null),
        List.of());
  }

  /**
   * Tells that a session was ended by somebody else: its tokens are refused from now on, for as
   * long as there is room to remember it.
   *
   * @param sessionId the provider's id of the session
   */
  public void endedElsewhere(String sessionId) {
    endedElsewhere.put(Objects.requireNonNull(sessionId, "sessionId"), true);
  }

  /**
   * Whether this node knows that a session has ended.
   *
   * @param sessionId the provider's id of the session
   * @return true if a token of it is refused
   */
  public boolean hasEnded(String sessionId) {
    return endedElsewhere.getIfPresent(sessionId) != null
        || (sessions != null && sessions.hasEnded(sessionId));
  }

  /**
   * Whether a session was made here.
   *
   * @param session any session
   * @return true only for this issuer's own
   */
  public boolean issued(Session session) {
    return session.isIssuedBy(this);
  }
}
