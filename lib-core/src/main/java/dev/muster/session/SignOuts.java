package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends sessions: here at once, and at the provider if it can be told. */
final class SignOuts {
  private static final Logger LOG = LoggerFactory.getLogger(SignOuts.class);

  private final SessionProvider provider;
  private final SessionCookies cookies;
  private final ProviderCalls calls;
  private final Cache<String, Boolean> endedHere;
  private final Consumer<SessionEvent> events;

  SignOuts(
      SessionProvider provider,
      SessionCookies cookies,
      ProviderCalls calls,
      Cache<String, Boolean> endedHere,
      Consumer<SessionEvent> events) {
    this.provider = provider;
    this.cookies = cookies;
    this.calls = calls;
    this.endedHere = endedHere;
    this.events = events;
  }

  boolean hasEnded(String sessionId) {
    return endedHere.getIfPresent(sessionId) != null;
  }

  void endedElsewhere(String sessionId) {
    endedHere.put(Objects.requireNonNull(sessionId, "sessionId"), true);
  }

  /** Ends the session in a cookie, however old that is. */
  void end(Secret cookie) {
    try {
      // Before the first instant no cookie is past its life.
      cookies.open(cookie, Instant.MIN).ifPresent(opened -> end(opened.session()));
    } catch (ProviderException unreadable) {
      LOG.warn("a cookie could not be read at sign-out, so its session ends by itself");
    }
  }

  void end(Session session) {
    Session.Ticket ticket = session.ticket();
    if (ticket == null) {
      return;
    }
    endedHere.put(session.id(), true);
    boolean told = true;
    try {
      calls.run(
          () -> {
            provider.endSession(session.id(), ticket.refreshToken());
            return true;
          });
    } catch (ProviderException failed) {
      told = false;
    }
    events.accept(new SessionEvent.SignedOut(session.user(), session.id(), told));
  }
}
