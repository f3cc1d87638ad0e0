package dev.muster.account;

import dev.muster.membership.Timeline;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.scope.OrganizationChoice;
import dev.muster.scope.ScopeChoices;
import dev.muster.session.Arrival;
import dev.muster.session.Session;
import dev.muster.session.SessionSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets users in who sign in: sees to their accounts, and finds the organization to begin in. Safe
 * for many threads; blocks on the store and the provider, each within the deadline of a decision.
 *
 * <h2>Guarantee</h2>
 *
 * <p>The organization is one that the provider lists an active membership of: the one that the way
 * back names, else the one that the provider chose, else the only one. It is a beginning and no
 * proof. That none is found, or that nobody can tell, keeps nobody out.
 */
public final class Arrivals implements Arrival {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final @Nullable Accounts accounts;
  private final ScopeChoices choices;
  private final Timeline timeline;
  private final SessionSettings settings;

  /**
   * Arrivals at one host.
   *
   * @param accounts the host's accounts, or null if it keeps none
   * @param choices the organizations on offer
   * @param timeline the clocks
   * @param settings knows which organization a way back names
   */
  public Arrivals(
      @Nullable Accounts accounts,
      ScopeChoices choices,
      Timeline timeline,
      SessionSettings settings) {
    this.accounts = accounts;
    this.choices = Objects.requireNonNull(choices, "choices");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  @Override
  public Welcome welcome(Session session, String returnTo) {
    return accounts == null
        ? in(session, returnTo)
        : accounts
            .ensure(session.user())
            .fold(
                known -> in(session, returnTo),
                linked -> in(session, returnTo),
                created -> in(session, returnTo),
                refused -> new Welcome.NoAccount(),
                noSuchUser -> new Welcome.NoAccount(),
                unavailable -> new Welcome.Unavailable(unavailable.failure().retryAfter()));
  }

  private Welcome in(Session session, String returnTo) {
    OrganizationId beginning =
        choices
            .of(session, timeline.now())
            .<Optional<OrganizationId>>fold(
                offered -> beginning(offered.organizations(), session, returnTo),
                unavailable -> Optional.empty())
            .orElse(null);
    return new Welcome.In(beginning);
  }

  private Optional<OrganizationId> beginning(
      List<OrganizationChoice> offered, Session session, String returnTo) {
    return find(offered, named(returnTo))
        .or(() -> find(offered, session.organization().map(OrganizationRef::of)))
        .or(() -> offered.size() == 1 ? Optional.of(offered.get(0).id()) : Optional.empty());
  }

  private static Optional<OrganizationId> find(
      List<OrganizationChoice> offered, Optional<OrganizationRef> wanted) {
    return wanted.flatMap(
        ref ->
            offered.stream()
                .filter(choice -> ref.fold(choice.id()::equals, slug -> slug.equals(choice.slug())))
                .map(OrganizationChoice::id)
                .findFirst());
  }

  private Optional<OrganizationRef> named(String returnTo) {
    try {
      return settings.organizationIn(returnTo);
    } catch (RuntimeException defect) {
      LOG.error("reading the organization in a path threw {}", defect.getClass().getName());
      return Optional.empty();
    }
  }
}
