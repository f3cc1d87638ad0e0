package dev.muster.testkit.stage;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.session.Authentication;
import java.util.Objects;

/**
 * Somebody who acts in an organization. Safe for many threads; blocks as a host does that asks its
 * Muster.
 */
public final class OrganizationActor {
  private final Actor actor;
  private final String organization;

  OrganizationActor(Actor actor, String organization) {
    this.actor = actor;
    this.organization = Objects.requireNonNull(organization, "organization");
  }

  /**
   * Asks the Muster, with the host's freshness.
   *
   * @param requirement what is demanded
   * @return the decision
   */
  public Decision check(Requirement requirement) {
    return actor.muster().check(asks(requirement));
  }

  /**
   * Asks the Muster as a route does that declares its own freshness.
   *
   * @param requirement what is demanded
   * @param freshness how old evidence may be
   * @return the decision
   */
  public Decision check(Requirement requirement, Freshness freshness) {
    return actor.muster().check(asks(requirement).onRoute(freshness));
  }

  /**
   * Asks the Muster, and insists on a yes.
   *
   * @param requirement what is demanded
   * @return the pass
   * @throws AccessException with the decision, if it is not a yes
   */
  public Pass require(Requirement requirement) {
    return actor.muster().require(asks(requirement));
  }

  /**
   * The question, for code of the host's that takes one.
   *
   * @param requirement what is demanded
   * @return the check
   */
  public AccessCheck asks(Requirement requirement) {
    return AccessCheck.of(authentication(), requirement).in(organization);
  }

  /**
   * Who a request of this actor comes from.
   *
   * @return what the credential comes to
   */
  public Authentication authentication() {
    return actor.authentication();
  }

  @Override
  public String toString() {
    return actor + " in `" + organization + "`";
  }
}
