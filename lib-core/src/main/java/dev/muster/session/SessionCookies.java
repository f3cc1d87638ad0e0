package dev.muster.session;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions to cookies and back, in Muster's own form or in another one of the settings'. In another
 * form the cookie says nothing of the sign-in, so that its life is counted from each time it is
 * written.
 */
final class SessionCookies {
  private static final Logger LOG = LoggerFactory.getLogger(SessionCookies.class);
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
   * A cookie's session.
   *
   * @param session who
   * @param unchecked set if whether it counts can't be told now
   */
  record Opened(Session session, Authentication.@Nullable Unavailable unchecked) {}

  /**
   * A session as the provider answered, with the cookie that holds it.
   *
   * @param session who
   * @param cookie to be set
   */
  record Written(Session session, SetCookie cookie) {}

  /**
   * The session that a refresh goes on with. It began when the one before began, and whoever acted
   * as the user in it still does, also where the provider says so only once.
   *
   * @throws ProviderException if it does not fit into a cookie
   */
  Written rewrite(ProviderSession next, Session before, Instant requestedAt) {
    Session.Ticket ticket = Objects.requireNonNull(before.ticket(), "ticket");
    String named = next.impersonator();
    ProviderSession kept =
        new ProviderSession(
            next.user(),
            next.sessionId(),
            next.organization(),
            next.refreshToken(),
            next.accessLifetime(),
            named == null ? before.impersonator().orElse(null) : named,
            next.answer());
    return write(kept, requestedAt, ticket.signedInAt());
  }

  /**
   * The session that a provider's answer makes, counted from before the request was sent. An access
   * lifetime beyond the cookie's own life is cut to it.
   *
   * @throws ProviderException if it does not fit into a cookie
   */
  Written write(ProviderSession from, Instant requestedAt, Instant signedInAt) {
    Duration lifetime = from.accessLifetime();
    Duration access = lifetime.compareTo(settings.life()) > 0 ? settings.life() : lifetime;
    Session.Ticket ticket =
        new Session.Ticket(from.refreshToken(), requestedAt.plus(access), signedInAt);
    Session session =
        new Session(
            issuer,
            provider,
            from.user(),
            from.sessionId(),
            from.organization(),
            from.impersonator(),
            ticket);
    Secret text = text(from, session, ticket);
    if (text.reveal().length() > Seal.MAX_TEXT - settings.cookieName().length()
        || !SetCookie.mayHold(text)) {
      throw tooLarge();
    }
    Duration left = Duration.between(requestedAt, signedInAt.plus(settings.life()));
    return new Written(session, settings.cookie(settings.cookieName(), text, left));
  }

  private Secret text(ProviderSession from, Session session, Session.Ticket ticket) {
    if (ticket.refreshToken().reveal().length() > Seal.MAX_TEXT) {
      throw tooLarge();
    }
    SessionFormat format = settings.format();
    if (format != null) {
      return guarded(() -> Objects.requireNonNull(format.seal(from), "cookie"));
    }
    try {
      return Secret.of(seal.seal(purpose(), Envelope.write(session, ticket)));
    } catch (UncheckedIOException tooLong) {
      throw tooLarge();
    }
  }

  /** A defect of a form of the host's is no answer, and no exception to the host. */
  private static <T> T guarded(Supplier<T> form) {
    try {
      return form.get();
    } catch (ProviderException known) {
      throw known;
    } catch (RuntimeException defect) {
      LOG.error("a session format threw {}", defect.getClass().getName());
      throw new ProviderException.Unavailable("a defect of the session format", null);
    }
  }

  private static ProviderException tooLarge() {
    LOG.error("a session does not fit into its cookie, so nobody can go on with it");
    return new ProviderException.Unavailable("the session does not fit into a cookie", null);
  }

  /**
   * The session in a cookie, if it is ours and not past its life.
   *
   * @throws ProviderException if a form of the host's can't tell
   */
  Optional<Opened> open(Secret cookie, Instant now) {
    SessionFormat format = settings.format();
    if (format != null) {
      return cookie.reveal().length() > Seal.MAX_TEXT
          ? Optional.empty()
          : guarded(() -> format.open(cookie)).map(opened -> opened(opened, now));
    }
    return seal.open(purpose(), cookie.reveal())
        .flatMap(bytes -> Envelope.readSession(bytes, issuer))
        .filter(session -> session.provider().equals(provider))
        .filter(session -> isAlive(session.ticket(), now))
        .map(session -> new Opened(session, null));
  }

  private Opened opened(SessionFormat.Opened from, Instant now) {
    Instant end = from.access() instanceof SessionFormat.Access.Until until ? until.end() : now;
    Session session =
        new Session(
            issuer,
            provider,
            from.user(),
            from.sessionId(),
            from.organization(),
            from.impersonator(),
            new Session.Ticket(from.refreshToken(), end, now));
    return new Opened(
        session,
        from.access() instanceof SessionFormat.Access.Unchecked unchecked
            ? new Authentication.Unavailable(unchecked.retryAfter())
            : null);
  }

  List<SetCookie> cleared() {
    List<SetCookie> cleared = new ArrayList<>();
    cleared.add(settings.clear(settings.cookieName()));
    cleared.add(settings.clear(settings.loginCookieName()));
    settings.companionCookies().forEach(name -> cleared.add(settings.clear(name)));
    return List.copyOf(cleared);
  }

  private boolean isAlive(Session.@Nullable Ticket ticket, Instant now) {
    return ticket != null && now.isBefore(ticket.signedInAt().plus(settings.life()));
  }

  private String purpose() {
    return PURPOSE + settings.cookieName();
  }
}
