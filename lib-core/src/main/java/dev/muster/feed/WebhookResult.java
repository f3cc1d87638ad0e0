package dev.muster.feed;

import dev.muster.provider.WebhookSource;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a webhook, and so what its sender is to be told. */
public sealed interface WebhookResult {
  /** It was taken in, now or when it came before: 200. What it says is durable. */
  record Taken() implements WebhookResult {}

  /**
   * It counts for nothing: 400.
   *
   * @param why the reason
   */
  record Refused(WebhookSource.Why why) implements WebhookResult {
    /** Checks the reason. */
    public Refused {
      Objects.requireNonNull(why, "why");
    }
  }

  /** It could not be kept: 503, so that the sender comes again. */
  record Unavailable() implements WebhookResult {}

  /**
   * Takes the branch for this kind.
   *
   * @param taken for {@link Taken}
   * @param refused for {@link Refused}
   * @param unavailable for {@link Unavailable}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(
      Supplier<T> taken, Function<WebhookSource.Why, T> refused, Supplier<T> unavailable) {
    if (this instanceof Refused of) {
      return refused.apply(of.why());
    }
    return this instanceof Taken ? taken.get() : unavailable.get();
  }

  /**
   * The status to answer with.
   *
   * @return 200, 400 or 503
   */
  default int httpStatus() {
    return fold(() -> 200, why -> 400, () -> 503);
  }
}
