package dev.muster.testkit.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;

/**
 * An assertion where it holds and where it does not, with the sentence that it then fails with.
 *
 * @param assertion its name, and in parentheses which case of it
 * @param holds where it holds
 * @param fails where it does not
 * @param sentence the whole message
 */
record BothWays(String assertion, Runnable holds, ThrowingCallable fails, String sentence) {
  /** A test a row, and one that no assertion of the type is without a row. */
  static Stream<DynamicTest> tests(Class<?> type, BothWays... rows) {
    Stream<DynamicTest> each =
        Arrays.stream(rows).map(row -> dynamicTest(row.assertion, row::holdsAndFails));
    Set<String> tried =
        Arrays.stream(rows)
            .map(row -> row.assertion.replaceFirst(" .*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    return Stream.concat(
        each,
        Stream.of(
            dynamicTest("every assertion is tried", () -> assertThat(tried).isEqualTo(own(type)))));
  }

  private void holdsAndFails() {
    holds.run();
    assertThatThrownBy(fails)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage(sentence)
        .hasNoCause();
  }

  private static Set<String> own(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
