package dev.muster.lifecycle;

import dev.muster.decision.Problem;
import dev.muster.membership.Failure;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operation on an organization came to: done, refused, or not known.
 *
 * @param <T> what it answers
 */
public sealed interface LifecycleResult<T> {
  /**
   * Takes the branch for this kind.
   *
   * @param done for {@link Done}
   * @param refused for {@link Refused}
   * @param unavailable for {@link Unavailable}
   * @param <R> the answer's type
   * @return the branch's answer
   */
  default <R> R fold(
      Function<? super T, ? extends R> done,
      Function<? super Refused<T>, ? extends R> refused,
      Function<? super Failure, ? extends R> unavailable) {
    if (this instanceof Done<T> d) {
      return done.apply(d.value());
    }
    return this instanceof Refused<T> r
        ? refused.apply(r)
        : unavailable.apply(((Unavailable<T>) this).failure());
  }

  /**
   * What a client is told instead of an answer.
   *
   * @return empty if it is done
   */
  default Optional<Problem> problem() {
    return fold(
        done -> Optional.<Problem>empty(),
        refused -> Optional.of(refused.why().problem()),
        unavailable -> Optional.of(Problem.UNAVAILABLE));
  }

  /**
   * It is done.
   *
   * @param value the answer; of a changed membership the consistency token that a later check can
   *     demand, on any node
   * @param <T> what it answers
   */
  record Done<T>(T value) implements LifecycleResult<T> {
    /** Checks the value. */
    public Done {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * It is refused for good, and nothing was changed.
   *
   * @param why the reason
   * @param limit the limit that is reached, or null if the reason is no limit
   * @param <T> what it would answer
   */
  record Refused<T>(Refusal why, @Nullable Integer limit) implements LifecycleResult<T> {
    /** Checks the reason. */
    public Refused {
      Objects.requireNonNull(why, "why");
    }
  }

  /**
   * It is not known, or not finished. What was begun goes on by itself later; a member whose
   * removal was begun stays denied until then.
   *
   * @param failure why
   * @param <T> what it would answer
   */
  record Unavailable<T>(Failure failure) implements LifecycleResult<T> {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
