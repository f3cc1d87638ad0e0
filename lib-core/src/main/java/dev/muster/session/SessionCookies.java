package dev.muster.session;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions to cookies and back. Pure but for the seal's nonces. */
final class SessionCookies {
  private static final String PURPOSE = "session:";

  private final Object issuer;
  private final ProviderInstance provider;
  private final SessionSettings settings;
  private final Seal seal;

  SessionCookies(Object issuer, ProviderInstance provider, SessionSettings settings, Seal seal) {
    this.issuer = issuer;
    this.provider = provider;
    this.settings = settings;
    this.seal = seal;
  }

  /**
   * The session that a provider's answer makes, counted from before the request was sent. An access
   * lifetime beyond the cookie's own life is cut to it.
   */
  Session session(ProviderSession from, Instant requestedAt, Instant signedInAt) {
    Duration lifetime = from.accessLifetime();
    Duration access = lifetime.compareTo(settings.life()) > 0 ? settings.life() : lifetime;
    return new Session(
        issuer,
        provider,
        from.user(),
        from.sessionId(),
        from.organization(),
        new Session.Ticket(from.refreshToken(), requestedAt.plus(access), signedInAt));
  }

  SetCookie seal(Session session, Session.Ticket ticket, Instant now) {
    if (ticket.refreshToken().reveal().length() > Seal.MAX_TEXT) {
      throw tooLarge();
    }
    String text = seal.seal(purpose(), Envelope.write(session, ticket));
    if (text.length() > Seal.MAX_TEXT - settings.cookieName().length()) {
      throw tooLarge();
    }
    Duration left = Duration.between(now, ticket.signedInAt().plus(settings.life()));
    return new SetCookie(settings.cookieName(), Secret.of(text), left);
  }

  private static ProviderException tooLarge() {
    return new ProviderException.Unavailable("the session does not fit into a cookie", null);
  }

  /** The session in a cookie, if it is ours and not past its life. */
  Optional<Session> open(Secret cookie, Instant now) {
    return seal.open(purpose(), cookie.reveal())
        .flatMap(bytes -> Envelope.readSession(bytes, issuer))
        .filter(session -> session.provider().equals(provider))
        .filter(session -> isAlive(session.ticket(), now));
  }

  List<SetCookie> cleared() {
    return List.of(
        SetCookie.clear(settings.cookieName()), SetCookie.clear(settings.loginCookieName()));
  }

  private boolean isAlive(Session.@Nullable Ticket ticket, Instant now) {
    return ticket != null && now.isBefore(ticket.signedInAt().plus(settings.life()));
  }

  private String purpose() {
    return PURPOSE + settings.cookieName();
  }
}
