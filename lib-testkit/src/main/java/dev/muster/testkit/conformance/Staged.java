package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who and what stands ready for one outcome on one route, for a host that has to put something
 * there, such as a note that can be deleted. For the thread of the check.
 */
public final class Staged {
  private final ConformanceHost host;
  private final OrganizationId organization;
  private final UserId user;
  private final UserId founder;
  private final @Nullable String personal;

  Staged(
      ConformanceHost host,
      OrganizationId organization,
      UserId user,
      UserId founder,
      @Nullable String personal) {
    this.host = host;
    this.organization = organization;
    this.user = user;
    this.founder = founder;
    this.personal = personal;
  }

  /** The same for a request about the user's own scope. */
  Staged personally(String name) {
    if (name.isBlank()) {
      throw new IllegalStateException(
          "the host names the personal scope of " + user + " by nothing");
    }
    return new Staged(host, organization, user, user, name);
  }

  /** Whether the request is about the user's own scope. */
  boolean isPersonal() {
    return personal != null;
  }

  /** The same for a request of the founder's. */
  Staged ofFounder() {
    return new Staged(host, organization, founder, founder, personal);
  }

  /**
   * The organization that the request is about.
   *
   * @return its id at the provider
   */
  public OrganizationId organization() {
    return organization;
  }

  /**
   * What the request will name, as {@link ConformanceHost#selector} has it; the user's own slug
   * where the request is about the personal scope.
   *
   * @return what stands for {@code {organization}}
   */
  public String selector() {
    return personal == null ? host.selector(organization) : personal;
  }

  /**
   * Who will send the request, a member or not.
   *
   * @return the id at the provider
   */
  public UserId user() {
    return user;
  }

  /**
   * An active member of the organization, in a role that the route serves; the user, where the
   * request is about the personal scope.
   *
   * @return the id at the provider
   */
  public UserId founder() {
    return founder;
  }

  /**
   * What the founder signs in with.
   *
   * @return a good credential, made on each call
   */
  public PresentedCredential credentialOfFounder() {
    return host.credential(founder);
  }
}
