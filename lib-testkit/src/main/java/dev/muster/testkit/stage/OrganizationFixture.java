package dev.muster.testkit.stage;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeDashboard;

/**
 * An organization of a test, and who is in it. What is told here has happened at the provider
 * before the test begins: no call of the host's, and no event that a feed must follow. Users are
 * made at their first mention. Roles are the provider's words. Safe for many threads; never blocks.
 */
public final class OrganizationFixture {
  private static final String ADMIN = "admin";
  private static final String MEMBER = "member";

  private final Cast cast;
  private final OrganizationId id;
  private final OrganizationSlug slug;

  OrganizationFixture(Cast cast, OrganizationId id, OrganizationSlug slug) {
    this.cast = cast;
    this.id = id;
    this.slug = slug;
  }

  /**
   * Lets users be members in the role {@code admin}.
   *
   * @param users their names
   * @return this
   * @throws IllegalArgumentException if the role map does not know that role
   * @throws IllegalStateException if one has a membership here already
   */
  public OrganizationFixture admin(String... users) {
    return role(ADMIN, users);
  }

  /**
   * Lets users be members in the role {@code member}.
   *
   * @param users their names
   * @return this
   * @throws IllegalArgumentException if the role map does not know that role
   * @throws IllegalStateException if one has a membership here already
   */
  public OrganizationFixture member(String... users) {
    return role(MEMBER, users);
  }

  /**
   * Lets users be members in a role.
   *
   * @param role the provider's word for it
   * @param users their names
   * @return this
   * @throws IllegalArgumentException if the role map does not know that role
   * @throws IllegalStateException if one has a membership here already
   */
  public OrganizationFixture role(String role, String... users) {
    RoleSlug known = cast.role(role);
    for (String user : users) {
      UserId member = cast.user(user);
      cast.before(() -> dashboard().join(id, member, known));
    }
    return this;
  }

  /**
   * Invites users who have not accepted yet: pending members, where the provider knows such.
   *
   * @param users their names
   * @return this
   * @throws IllegalStateException if one has a membership here already
   */
  public OrganizationFixture pending(String... users) {
    RoleSlug role = cast.role(MEMBER);
    for (String user : users) {
      UserId unused = cast.user(user);
      cast.before(() -> dashboard().invite(id, Cast.email(user), role));
    }
    return this;
  }

  /**
   * Lets users be deactivated members.
   *
   * @param users their names
   * @return this
   * @throws IllegalStateException if one has a membership here already, or this provider knows no
   *     such state
   */
  public OrganizationFixture inactive(String... users) {
    member(users);
    for (String user : users) {
      cast.before(() -> dashboard().deactivate(id, cast.user(user)));
    }
    return this;
  }

  /**
   * Its id at the provider.
   *
   * @return the id
   */
  public OrganizationId id() {
    return id;
  }

  /**
   * Its name in addresses.
   *
   * @return the slug, which is the name that the test gave it
   */
  public OrganizationSlug slug() {
    return slug;
  }

  private FakeDashboard dashboard() {
    return cast.dashboard();
  }

  @Override
  public String toString() {
    return "OrganizationFixture[" + slug + "]";
  }
}
