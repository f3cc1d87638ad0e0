package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import dev.muster.provider.ProviderException;
import dev.muster.provider.SessionProvider;
import java.util.function.Consumer;

/** Ends sessions: here at once, and at the provider if it can be told. */
final class SignOuts {
  private final SessionProvider provider;
  private final ProviderCalls calls;
  private final Cache<String, Boolean> endedHere;
  private final Consumer<SessionEvent> events;

  SignOuts(
      SessionProvider provider,
      ProviderCalls calls,
      Cache<String, Boolean> endedHere,
      Consumer<SessionEvent> events) {
    this.provider = provider;
    this.calls = calls;
    this.endedHere = endedHere;
    this.events = events;
  }

  boolean hasEnded(String sessionId) {
    return endedHere.getIfPresent(sessionId) != null;
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
