package dev.muster.role;

import dev.muster.membership.Failure;
import dev.muster.name.Role;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a synchronisation came to: settled, denied by policy, or failed. */
public sealed interface RoleResult {
  /**
   * The host's role is the one it shall be.
   *
   * @param role the role, or null for none
   */
  record Settled(@Nullable Role role) implements RoleResult {}

  /** The provider's role is unknown, and the policy says no. */
  record DeniedUnknown() implements RoleResult {}

  /**
   * The role could not be read or written.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements RoleResult {
    /** Checks the failure. */
    public Failed {
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param settled for {@link Settled}
   * @param denied for {@link DeniedUnknown}
   * @param failed for {@link Failed}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(
      Function<Settled, T> settled, Function<DeniedUnknown, T> denied, Function<Failed, T> failed) {
    if (this instanceof Settled s) {
      return settled.apply(s);
    }
    return this instanceof DeniedUnknown d ? denied.apply(d) : failed.apply((Failed) this);
  }
}
