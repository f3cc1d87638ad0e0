package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.muster.audit.MusterListener;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.role.UnknownRolePolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each scenario can fail: hosts with one fault each, and the scenario that notices it. */
class ControlsTest {
  private static final Fault OLD_EVIDENCE =
      Fault.of(host -> host.freshness(Freshness.within(Duration.ofHours(1))));
  private static final Fault LIVE = Fault.of(host -> host.freshness(Freshness.live()));
  private static final Fault KEEPS_UNKNOWN =
      Fault.of(host -> host.unknownRoles(UnknownRolePolicy.keep()));
  private static final Fault DEAF = Fault.of(host -> host.listener(MusterListener.none()));
  private static final Fault EVERYBODY_IS_ADMIN =
      (kit, host) ->
          host.lifecycle(
              kit.provider().fake(),
              kit.provider().fake(),
              LifecyclePolicy.builder(new Role("member")).build());

  /**
   * A fault and who notices it.
   *
   * @param what what the host does wrong
   * @param fault the fault
   * @param type the class of the scenario
   * @param begins how the name of the scenario begins
   */
  private record Wrong(String what, Fault fault, Class<?> type, String begins) {
    Method method() {
      List<Method> found =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> method.getName().startsWith(begins))
              .toList();
      assertThat(found).as("scenarios that begin with %s", begins).hasSize(1);
      return found.get(0);
    }
  }

  private static final List<Wrong> ALL =
      List.of();

  @TestFactory
  Stream<DynamicTest> a_host_with_a_fault_does_not_pass() {
    return ALL.stream()
        .map(
            wrong ->
                dynamicTest(
                    wrong.what() + ": " + wrong.method().getName(),
                    () -> Control.with(wrong.fault(), () -> isNoticed(wrong))));
  }

  private static void isNoticed(Wrong wrong) {
    List<Throwable> failures =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(wrong.type(), wrong.method()))
            .execute()
            .testEvents()
            .failed()
            .stream()
            .flatMap(
                event ->
                    event
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .stream())
            .toList();
    assertThat(failures).isNotEmpty().hasOnlyElementsOfType(AssertionError.class);
  }
}
