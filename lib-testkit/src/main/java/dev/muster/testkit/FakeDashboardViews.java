package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.util.List;
import java.util.Objects;

/** The part of the dashboard that shows what there is, and that is about roles and the log. */
abstract sealed class FakeDashboardViews permits FakeDashboard {
  private final Directory directory;
  private final RoleTable roles;
  private final EventLog log;

  FakeDashboardViews(Directory directory, RoleTable roles, EventLog log) {
    this.directory = directory;
    this.roles = roles;
    this.log = log;
  }

  /**
   * Whom the provider behaves like.
   *
   * @return the profile that the fake was built with
   */
  public final ProviderProfile profile() {
    return directory.profile();
  }

  /**
   * All users.
   *
   * @return a copy, oldest first
   */
  public final List<User> users() {
    return directory.users();
  }

  /**
   * All organizations.
   *
   * @return a copy, oldest first
   */
  public final List<Organization> organizations() {
    return directory.organizations();
  }

  /**
   * All memberships of an organization, whatever their status.
   *
   * @param organization the organization
   * @return a copy, oldest first; empty if there is no such organization
   */
  public final List<Membership> members(OrganizationId organization) {
    return directory.members(Objects.requireNonNull(organization, "organization"));
  }

  /**
   * The roles that are defined.
   *
   * @return a copy, oldest first
   */
  public final List<RoleSlug> roles() {
    return roles.all();
  }

  /**
   * All that happened and is not older than {@link ProviderProfile#EVENT_RETENTION}, also what no
   * reader of the log sees yet, and also where the provider has no log.
   *
   * @return a copy, oldest first
   */
  public final List<FakeEvent> events() {
    return log.all();
  }

  /**
   * Defines a role, for the list of roles only: a member may have one that was never defined.
   *
   * @param role a slug that is not defined yet
   */
  public final void defineRole(RoleSlug role) {
    roles.define(role);
  }

  /**
   * Deletes a role from the list of roles. Members keep it.
   *
   * @param role a slug that is defined
   */
  public final void deleteRole(RoleSlug role) {
    roles.delete(role);
  }

  /**
   * Changes what a role of all organizations permits. Its holders keep it, defined or not.
   *
   * @param role the role
   */
  public final void changePermissions(RoleSlug role) {
    roles.changePermissions(role, null);
  }

  /**
   * Changes what a role of one organization permits. Its holders keep it, defined or not.
   *
   * @param organization the organization
   * @param role the role
   */
  public final void changePermissions(OrganizationId organization, RoleSlug role) {
    Organization there = directory.need(Objects.requireNonNull(organization, "organization"));
    roles.changePermissions(role, there.id());
  }

  /** Forgets all events until now, as a log does in time: no cursor from before is known. */
  public final void forgetEvents() {
    log.forgetAll();
  }
}
