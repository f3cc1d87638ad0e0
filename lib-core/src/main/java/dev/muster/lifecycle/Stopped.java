package dev.muster.lifecycle;

import dev.muster.membership.Failure;
import org.jspecify.annotations.Nullable;

/** An operation ends here, with a refusal or a failure. Never leaves the room. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Refusal why;
  private final transient @Nullable Integer limit;
  private final transient @Nullable Failure failure;

  private Stopped(@Nullable Refusal why, @Nullable Integer limit, @Nullable Failure failure) {
    super("stopped", null, false, false);
    this.why = why;
    this.limit = limit;
    this.failure = failure;
  }

  static Stopped refused(Refusal why) {
    return new Stopped(why, null, null);
  }

  static Stopped limited(Refusal why, int limit) {
    return new Stopped(why, limit, null);
  }

  static Stopped failed(Failure failure) {
    return new Stopped(null, null, failure);
  }

  boolean is(Refusal refusal) {
    return why == refusal;
  }

  <T> LifecycleResult<T> result() {
    return failure != null || why == null
        ? new LifecycleResult.Unavailable<>(
            failure == null ? Failure.of(Failure.Cause.DEFECT) : failure)
        : new LifecycleResult.Refused<>(why, limit);
  }
}
