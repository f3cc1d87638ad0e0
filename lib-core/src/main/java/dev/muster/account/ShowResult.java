package dev.muster.account;

import dev.muster.membership.Failure;
import java.util.Objects;
import java.util.function.Function;

/** What asking for the name of a scope came to. */
public sealed interface ShowResult {
  /**
   * It is called so.
   *
   * @param name its names
   */
  record Shown(ScopeName name) implements ShowResult {
    /** Checks the name. */
    public Shown {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * It could not be found out.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements ShowResult {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param shown for {@link Shown}
   * @param unavailable for {@link Unavailable}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(Function<ScopeName, T> shown, Function<Failure, T> unavailable) {
    return this instanceof Shown s
        ? shown.apply(s.name())
        : unavailable.apply(((Unavailable) this).failure());
  }
}
