package dev.muster.testkit.stage;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The identity provider of a test: what happens there, and what goes wrong there. Users and
 * organizations go by the names that the test gave them. Nothing of it is a call of the host's, and
 * no fault touches it. Safe for many threads; never blocks.
 *
 * <p>An act on somebody who is no member, or whom the test never mentioned, is an {@link
 * IllegalStateException} that names who there is, and a role that the role map does not know an
 * {@link IllegalArgumentException}: both are mistakes of the test. What is not here, an unknown
 * role included, is behind {@code fake().dashboard()}.
 */
public final class StagedProvider {
  private final FakeIdentityProvider fake;
  private final Cast cast;

  StagedProvider(FakeIdentityProvider fake, Cast cast) {
    this.fake = fake;
    this.cast = cast;
  }

  /**
   * A user becomes an active member at once.
   *
   * @param user the name
   * @param organization where
   * @param role the provider's word for it
   * @return this
   */
  public StagedProvider join(String user, String organization, String role) {
    var unused = dashboard().join(id(organization), cast.user(user), cast.role(role));
    return this;
  }

  /**
   * A member is removed, or the invitation of a pending one taken back.
   *
   * @param user the name
   * @param organization where
   * @return this
   */
  public StagedProvider remove(String user, String organization) {
    dashboard().remove(id(organization), cast.member(user, organization));
    return this;
  }

  /**
   * A member gets other roles.
   *
   * @param user the name
   * @param organization where
   * @param roles all roles from now on, highest first
   * @return this
   */
  public StagedProvider setRole(String user, String organization, String... roles) {
    RoleSlug[] known = Arrays.stream(roles).map(cast::role).toArray(RoleSlug[]::new);
    var unused = dashboard().setRoles(id(organization), cast.member(user, organization), known);
    return this;
  }

  /**
   * An active member becomes an inactive one.
   *
   * @param user the name
   * @param organization where
   * @return this
   */
  public StagedProvider deactivate(String user, String organization) {
    var unused = dashboard().deactivate(id(organization), cast.member(user, organization));
    return this;
  }

  /**
   * An inactive member becomes an active one.
   *
   * @param user the name
   * @param organization where
   * @return this
   */
  public StagedProvider reactivate(String user, String organization) {
    var unused = dashboard().reactivate(id(organization), cast.member(user, organization));
    return this;
  }

  /**
   * Somebody is invited, who need not be a user yet.
   *
   * @param user the name or e-mail
   * @param organization where
   * @param role the provider's word for the role to come
   * @return this
   */
  public StagedProvider invite(String user, String organization, String role) {
    var unused = dashboard().invite(id(organization), Cast.email(user), cast.role(role));
    return this;
  }

  /**
   * An invited user accepts, and is an active member.
   *
   * @param user the name
   * @param organization where
   * @return this
   * @throws IllegalStateException if no invitation is open
   */
  public StagedProvider accept(String user, String organization) {
    var unused = dashboard().accept(id(organization), cast.user(user));
    return this;
  }

  /**
   * An organization is deleted with all its memberships.
   *
   * @param organization which; one that was mentioned before
   * @return this
   */
  public StagedProvider deleteOrganization(String organization) {
    dashboard().deleteOrganization(cast.knownOrganization(organization).id());
    return this;
  }

  /**
   * A user is deleted with all memberships and sessions.
   *
   * @param user the name of one who was mentioned before
   * @return this
   */
  public StagedProvider deleteUser(String user) {
    dashboard().deleteUser(cast.knownUser(user));
    return this;
  }

  /**
   * All sessions of a user end. Memberships stay.
   *
   * @param user the name of one who was mentioned before
   * @return this
   */
  public StagedProvider endSessions(String user) {
    dashboard().endSessions(cast.knownUser(user));
    return this;
  }

  /**
   * Nobody is there: every call is refused until {@link #up()}.
   *
   * @return this
   */
  public StagedProvider down() {
    return failing(new Fault.RefusedConnection());
  }

  /**
   * Every call is told to come back later, until {@link #up()}.
   *
   * @param retryAfter when
   * @return this
   */
  public StagedProvider rateLimited(Duration retryAfter) {
    return failing(new Fault.RateLimited(retryAfter));
  }

  /**
   * Every call goes wrong in the same way until {@link #up()}.
   *
   * @param fault how
   * @return this
   */
  public StagedProvider failing(Fault fault) {
    fake.faults().down(fault);
    return this;
  }

  /**
   * The next call of an operation goes wrong, after those that are to already.
   *
   * @param operation which calls
   * @param fault how
   * @return this
   */
  public StagedProvider next(Operation operation, Fault fault) {
    fake.faults().next(operation, fault);
    return this;
  }

  /**
   * The end of {@link #down()}, {@link #rateLimited} and {@link #failing}.
   *
   * @return this
   */
  public StagedProvider up() {
    fake.faults().up();
    return this;
  }

  /**
   * What the host asked.
   *
   * @return the same object on every call
   */
  public CallLedger calls() {
    return fake.calls();
  }

  /**
   * The provider itself, for what is not here.
   *
   * @return the same object on every call
   */
  public FakeIdentityProvider fake() {
    return fake;
  }

  /**
   * Lets the next calls of a kind go wrong.
   *
   * @param operation which kind
   * @param fault what goes wrong
   * @param times how often, 1 or more
   * @return this
   */
  public StagedProvider next(Operation operation, Fault fault, int times) {
    fake.faults().next(operation, fault, times);
    return this;
  }

  /**
   * Gives a user another e-mail, which the provider has verified.
   *
   * @param user the name of one who was mentioned before, and who keeps it
   * @param email the new address
   * @return this
   */
  public StagedProvider changeEmail(String user, String email) {
    dashboard().changeEmail(cast.knownUser(user), email, true);
    return this;
  }

  /**
   * What the provider knows of a membership; no call of the host's.
   *
   * @param user the user's name
   * @param organization the organization's name
   * @return empty if there is none
   */
  public Optional<Membership> membership(String user, String organization) {
    UserId id = cast.user(user);
    return dashboard().members(id(organization)).stream()
        .filter(membership -> membership.user().equals(id))
        .findFirst();
  }

  private FakeDashboard dashboard() {
    return fake.dashboard();
  }

  private OrganizationId id(String organization) {
    return cast.organization(organization).id();
  }
}
