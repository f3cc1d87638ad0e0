package dev.muster;

import dev.muster.account.ScopeNames;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.scope.ScopeChoices;
import dev.muster.session.Session;

/** What a {@link Muster} says of scopes: those on offer, and what they are called. */
abstract sealed class MusterScopes permits MusterRooms {
  private final Wiring.Parts parts;

  MusterScopes(Wiring.Parts parts) {
    this.parts = parts;
  }

  abstract Decision check(AccessCheck check);

  abstract void requireOurs(Session session);

  /**
   * The scopes that a session's user can work in, for a picker: the personal one, and every
   * organization with an active membership.
   *
   * @param session who
   * @return the scopes; one provider list and one statement
   * @throws IllegalArgumentException if the session was not made by this Muster
   */
  public ScopeChoices.Result scopes(Session session) {
    requireOurs(session);
    return parts.choices().of(session, parts.timeline().now());
  }

  /**
   * The scopes that somebody can switch to who was denied in an organization.
   *
   * @param session who was denied
   * @param denied the denial
   * @return the scopes, without the organization that was denied
   * @throws IllegalArgumentException if the session was not made by this Muster
   */
  public ScopeChoices.Result scopesAfter(Session session, Decision.Denied denied) {
    return scopes(session).without(denied.explanation().organization());
  }

  /**
   * Showing and renaming the scope of a pass.
   *
   * @param toRename what is demanded of who renames an organization: a role or a permission
   * @return the names of scopes
   * @throws IllegalArgumentException if the requirement demands neither
   */
  public ScopeNames scopeNames(Requirement toRename) {
    return new ScopeNames(
        parts.scopeSlugs(),
        parts.slugs(),
        toRename,
        this::check,
        parts.timeline(),
        parts.evidence()::report,
        event -> parts.audit().tell(new MusterEvent.OfAccount(event)));
  }
}
