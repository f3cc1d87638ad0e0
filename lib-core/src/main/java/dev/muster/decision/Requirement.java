package dev.muster.decision;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import java.util.Objects;

/** What a route demands of a request. There is no empty requirement. */
public sealed interface Requirement {
  /** Somebody who is signed in; the only requirement that a personal scope meets. */
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
   * Whether a request that names no organization can meet it.
   *
   * @return true only for {@link SignedIn}
   */
  default boolean acceptsPersonal() {
    return this instanceof SignedIn;
  }
}
