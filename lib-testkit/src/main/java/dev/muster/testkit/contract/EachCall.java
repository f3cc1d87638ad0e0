package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;

/** What each call of a capability does that gets no answer. Calls have names. */
final class EachCall {
  private EachCall() {}

  /** A test for each outage and call. */
  static Stream<DynamicTest> isUnavailable(
      ProviderUnderTest stage, Map<String, ThrowingCallable> calls) {
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                calls.entrySet().stream()
                    .map(
                        call ->
                            dynamicTest(
                                outage + " in " + call.getKey(),
                                () -> {
                                  stage.fail(0, outage);
                                  assertThatExceptionOfType(Unavailable.class)
                                      .isThrownBy(call.getValue());
                                  stage.heal();
                                })));
  }

  /** A test for each call while the host's own key is refused. */
  static Stream<DynamicTest> isMisconfigured(
      ProviderUnderTest stage, Map<String, ThrowingCallable> calls) {
    stage.rejectOurKey();
    return calls.entrySet().stream()
        .map(
            call ->
                dynamicTest(
                    call.getKey(),
                    () ->
                        assertThatExceptionOfType(Misconfigured.class)
                            .isThrownBy(call.getValue())));
  }
}
