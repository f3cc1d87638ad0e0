package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.provider.ProviderException.Rejected;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the suites about invitations ask of a refusal. */
final class Refusals {
  private Refusals() {}

  static void rejected(ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.code()).isNotBlank());
  }

  /** Done if the stage lets it be done: what came of it is asked of the provider. */
  static void attempted(Runnable act) {
    try {
      act.run();
    } catch (NoLever missing) {
      throw missing;
    } catch (RuntimeException refusedThere) {
      // Each stage refuses in its own way.
    }
  }
}
