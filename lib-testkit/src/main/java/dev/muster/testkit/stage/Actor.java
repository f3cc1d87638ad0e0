package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.name.UserId;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import java.util.List;
import java.util.Objects;

/**
 * Somebody who acts in a test. Safe for many threads; blocks as a host does that asks its Muster.
 */
public final class Actor {
  private final MusterKit kit;
  private final String name;

  Actor(MusterKit kit, String name) {
    this.kit = kit;
    this.name = Objects.requireNonNull(name, "user");
  }

  /**
   * The user.
   *
   * @return the id at the provider
   */
  public UserId user() {
    return kit.user(name);
  }

  /**
   * A session that the host vouches for.
   *
   * @return a new one on every call
   */
  public Session session() {
    return muster().vouchedByHost(user());
  }

  /**
   * Who a request of this actor comes from.
   *
   * @return what the credential comes to
   */
  public Authentication authentication() {
    return new Authentication.Authenticated(session(), List.of());
  }

  /**
   * The same in an organization.
   *
   * @param organization a slug, an id, or whatever comes from outside; need not exist
   * @return the actor there
   */
  public OrganizationActor in(String organization) {
    return new OrganizationActor(this, organization);
  }

  /**
   * Asks for a request that names no organization.
   *
   * @param requirement what is demanded
   * @return the decision
   */
  public Decision check(Requirement requirement) {
    return muster().check(AccessCheck.of(authentication(), requirement));
  }

  Muster muster() {
    return kit.muster();
  }

  /** The test's name of the user. */
  @Override
  public String toString() {
    return "Actor[" + name + "]";
  }
}
