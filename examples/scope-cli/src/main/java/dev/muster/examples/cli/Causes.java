package dev.muster.examples.cli;

import dev.muster.token.TokenKeeper.Unobtainable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a token keeper has no token. */
final class Causes {
  private Causes() {}

  /** What went wrong in getting one; empty if a new one was refused too. */
  static Optional<Trouble> of(Unobtainable none) {
    @Nullable Throwable cause = none;
    while (cause instanceof Unobtainable) {
      cause = cause.getCause();
    }
    if (cause instanceof Trouble trouble) {
      return Optional.of(trouble);
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    return Optional.empty();
  }
}
