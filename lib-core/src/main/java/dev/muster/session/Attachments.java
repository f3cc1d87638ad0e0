package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.session.SessionCookies.Written;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Moves sessions into organizations: verified where it must be, as far as it goes at sign-in. */
final class Attachments {
  private final Refreshes refreshes;
  private final SessionCookies cookies;
  private final Consumer<SessionEvent> events;

  Attachments(Refreshes refreshes, SessionCookies cookies, Consumer<SessionEvent> events) {
    this.refreshes = refreshes;
    this.cookies = cookies;
    this.events = events;
  }

  Attachment attach(Session session, OrganizationId organization) {
    try {
      Exchange exchange = moved(session, organization);
      RefreshOutcome outcome = exchange.outcome();
      if (outcome instanceof RefreshOutcome.AlreadyExchanged) {
        return new Attachment.Unavailable(Renewals.EXCHANGE_RETRY);
      }
      if (outcome instanceof RefreshOutcome.Rotated rotated
          && organization.equals(rotated.session().organization())
          && session.user().equals(rotated.session().user())) {
        Written attached = cookies.rewrite(rotated.session(), session, exchange.requestedAt());
        events.accept(new SessionEvent.Attached(session.user(), session.id(), organization));
        return new Attachment.Attached(attached.session(), List.of(attached.cookie()));
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
   * Tries to begin a session in an organization. Whatever comes of it, the session stands: a token
   * that was rotated is kept wherever it is good for.
   *
   * @return the session after it; empty if it is as it was
   */
  Optional<Written> begun(Session session, OrganizationId organization) {
    try {
      Exchange exchange = moved(session, organization);
      return exchange.outcome() instanceof RefreshOutcome.Rotated rotated
              && session.user().equals(rotated.session().user())
          ? Optional.of(cookies.rewrite(rotated.session(), session, exchange.requestedAt()))
          : Optional.empty();
    } catch (ProviderException failed) {
      return Optional.empty();
    }
  }

  private Exchange moved(Session session, OrganizationId organization) {
    return refreshes.refreshInto(ticketOf(session).refreshToken(), organization);
  }

  private static Session.Ticket ticketOf(Session session) {
    return Objects.requireNonNull(session.ticket(), "ticket");
  }
}
