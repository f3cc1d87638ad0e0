package dev.muster.decision;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import java.util.Objects;

/** What a route demands of a request. There is no empty requirement. */
public sealed interface Requirement {
  /** Somebody who is signed in, in an organization or personally. */
  record SignedIn() implements Requirement {}

  /** An active member of the named organization, of any role or none. */
  record Member() implements Requirement {}

  /**
   * An active member whose role is this one or a higher one.
   *
   * @param role the lowest role that meets it
   */
  record AtLeast(Role role) implements Requirement {
    /** Checks the role. */
    public AtLeast {
      Objects.requireNonNull(role, "role");
    }
  }

  /**
   * An active member whose role permits this.
   *
   * @param permission what it opens
   */
  record Permits(Permission permission) implements Requirement {
    /** Checks the permission. */
    public Permits {
      Objects.requireNonNull(permission, "permission");
    }
  }

  /**
   * What another requirement demands of an organization, and nothing more of the personal scope.
   *
   * @param elsewhere what is demanded where the request is about an organization
   */
  record OrPersonal(Requirement elsewhere) implements Requirement {
    /**
     * Checks the requirement.
     *
     * @throws IllegalArgumentException if the personal scope meets it already
     */
    public OrPersonal {
      if (Objects.requireNonNull(elsewhere, "elsewhere").acceptsPersonal()) {
        throw new IllegalArgumentException("the personal scope meets " + elsewhere + " already");
      }
    }
  }

  /**
   * Demands a signed-in user, with or without an organization.
   *
   * @return the requirement
   */
  static Requirement signedIn() {
    return new SignedIn();
  }

  /**
   * Demands an active member.
   *
   * @return the requirement
   */
  static Requirement member() {
    return new Member();
  }

  /**
   * Demands a role or a higher one.
   *
   * @param role a role of the host's role map
   * @return the requirement
   */
  static Requirement atLeast(Role role) {
    return new AtLeast(role);
  }

  /**
   * Demands a permission.
   *
   * @param permission a permission of the host's role map
   * @return the requirement
   */
  static Requirement permits(Permission permission) {
    return new Permits(permission);
  }

  /**
   * The named loosening that opens a route to the personal scope too: whoever works alone needs no
   * role there, and in an organization everything is demanded as before.
   *
   * @return the loosened requirement, or this one where the personal scope meets it already
   */
  default Requirement orPersonal() {
    return acceptsPersonal() ? this : new OrPersonal(this);
  }

  /**
   * Whether the personal scope can meet it.
   *
   * @return true only for {@link SignedIn} and {@link OrPersonal}
   */
  default boolean acceptsPersonal() {
    return this instanceof SignedIn || this instanceof OrPersonal;
  }
}
