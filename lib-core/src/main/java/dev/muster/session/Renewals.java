package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.session.SessionCookies.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a session whose access has run out. */
final class Renewals {
  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

  /** When to come back for the cookie that another node is answering with. */
  static final Duration EXCHANGE_RETRY = Duration.ofSeconds(1);

  private static final Duration EXCHANGE_PATIENCE = Duration.ofSeconds(5);

  private final Refreshes refreshes;
  private final SessionCookies cookies;
  private final Cache<String, Instant> exchangedElsewhere;
  private final Consumer<SessionEvent> events;

  Renewals(
      Refreshes refreshes,
      SessionCookies cookies,
      Cache<String, Instant> exchangedElsewhere,
      Consumer<SessionEvent> events) {
    this.refreshes = refreshes;
    this.cookies = cookies;
    this.exchangedElsewhere = exchangedElsewhere;
    this.events = events;
  }

  /**
   * The session after it was refreshed, or why it is none.
   *
   * @throws ProviderException if the provider gave no answer
   */
  Authentication renewed(Session session, Session.Ticket ticket, Instant now) {
    Secret token = ticket.refreshToken();
    Exchange exchange = refreshes.refresh(token, session.organization().orElse(null));
    if (exchange.outcome() instanceof RefreshOutcome.OrganizationRefused) {
      // The hint is outdated, the session is not: it goes on without an organization.
      exchange = refreshes.refresh(token, null);
    }
    RefreshOutcome outcome = exchange.outcome();
    if (outcome instanceof RefreshOutcome.Rotated rotated) {
      return rotated(session, rotated.session(), exchange.requestedAt());
    }
    if (outcome instanceof RefreshOutcome.AlreadyExchanged) {
      // Not by us: somebody else may be answering with the rotated cookie right now. For a moment
      // all requests of the session are asked to come back; a cookie that is old even then is not
      // good.
      Instant first = exchangedElsewhere.get(Refreshes.hash(token), hash -> now);
      return now.isBefore(first.plus(EXCHANGE_PATIENCE))
          ? new Authentication.Unavailable(EXCHANGE_RETRY)
          : new Authentication.Invalid();
    }
    if (outcome instanceof RefreshOutcome.Ended) {
      events.accept(new SessionEvent.Ended(session.user(), session.id()));
      return new Authentication.Ended(cookies.cleared());
    }
    // It can go on neither there nor without an organization, and would be refused for ever.
    return new Authentication.Invalid();
  }

  /**
   * A session whose access has not run out. Two answers can reach a browser in the wrong order; a
   * cookie that was overtaken is replaced, before its spent token is all that is left.
   *
   * @throws ProviderException if what overtook it does not fit into a cookie
   */
  Authentication current(Session session, Session.Ticket ticket, Instant now) {
    return refreshes
        .successor(ticket.refreshToken())
        .filter(exchange -> !exchange.isOver(now))
        .map(
            exchange ->
                rotated(
                    session,
                    ((RefreshOutcome.Rotated) exchange.outcome()).session(),
                    exchange.requestedAt()))
        .orElseGet(() -> new Authentication.Authenticated(session, List.of()));
  }

  private Authentication rotated(Session session, ProviderSession next, Instant requestedAt) {
    if (!next.user().equals(session.user())) {
      LOG.error("the provider answered a refresh with a session of another user");
      throw new ProviderException.Unavailable("the answer is about another user", null);
    }
    Written renewed = cookies.rewrite(next, session, requestedAt);
    return new Authentication.Authenticated(renewed.session(), List.of(renewed.cookie()));
  }
}
