package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each scenario can fail: hosts with one fault each, and the scenario that notices it. */
class ControlsTest {
  /** Whose controls have stores of their own. */
  private static final Set<Class<?>> STORES =
      Set.of(
          LastAdminScenariosTest.class,
          OrganizationScenariosTest.class,
          ScopeScenariosTest.class,
          TokenScenariosTest.class);

  private static final String AND = "a_webhook_that_comes_again";

  @TestFactory
  Stream<DynamicTest> a_host_with_a_fault_does_not_pass() {
    return Controls.ALL.stream()
        .map(
            wrong ->
                dynamicTest(
                    wrong.what() + ": " + wrong.method().getName() + " " + wrong.row(),
                    () -> Control.with(wrong.fault(), () -> isNoticed(wrong))));
  }

  @TestFactory
  Stream<DynamicTest> stores_of_a_controls_own_without_a_fault_pass() {
    Fault none = (kit, host) -> new OtherStores(kit).in(host);
    return Controls.ALL.stream()
        .filter(wrong -> STORES.contains(wrong.type()) || AND.equals(wrong.begins()))
        .map(
            wrong ->
                dynamicTest(
                    wrong.method().getName(),
                    () -> Control.with(none, () -> assertThat(failures(ended(wrong))).isEmpty())));
  }

  /** A11's control is {@code SharedLookupTest}'s in lib-core, A18's is {@link DumpControlTest}. */
  @Test
  void each_number_has_a_control() {
    Set<String> controlled = new TreeSet<>(Set.of("A11", "A18"));
    for (Wrong wrong : Controls.ALL) {
      Sources.scenarios().stream()
          .filter(scenario -> scenario.name().equals(wrong.method().getName()))
          .flatMap(scenario -> scenario.tags().stream())
          .forEach(controlled::add);
    }
    assertThat(controlled)
        .contains(IntStream.rangeClosed(1, 23).mapToObj(i -> "A" + i).toArray(String[]::new));
  }

  /** By each invocation, where a scenario has several. */
  private static void isNoticed(Wrong wrong) {
    List<Event> ended = ended(wrong);
    assertThat(failures(ended)).isNotEmpty().hasSameSizeAs(ended);
    assertThat(failures(ended)).allMatch(AssertionError.class::isInstance);
  }

  private static List<Event> ended(Wrong wrong) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(wrong.type(), wrong.method()))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .filter(event -> isOfRow(event.getTestDescriptor(), wrong.row()))
        .toList();
  }

  private static List<Throwable> failures(List<Event> ended) {
    return ended.stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }

  private static boolean isOfRow(TestDescriptor test, String row) {
    return test.getParent().map(TestDescriptor::getDisplayName).orElse("").startsWith(row);
  }
}
