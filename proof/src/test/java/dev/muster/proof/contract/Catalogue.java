package dev.muster.proof.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * One contract suite, an implementation that keeps it, and wrong ones that it must catch.
 *
 * @param contract the suite
 * @param runner a class that runs the suite on the implementation it was handed last
 * @param hand hands an implementation to the runner
 * @param sound an implementation that keeps the contract
 * @param wrongs those that do not
 * @param <I> how implementations of the SPI are made
 */
public record Catalogue<I>(
    Class<?> contract, Class<?> runner, Consumer<I> hand, I sound, List<Wrong<I>> wrongs) {

  /** An implementation with one fault, and the rules that catch it. */
  public record Wrong<I>(String what, I implementation, List<String> rules) {
    static <I> Wrong<I> of(String what, I implementation, String... rules) {
      return new Wrong<>(what, implementation, List.of(rules));
    }
  }

  /** The names of the suite's tests. */
  public Set<String> rules() {
    Set<String> rules = new TreeSet<>();
    for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(TestFactory.class)) {
          rules.add(method.getName());
        }
      }
    }
    return rules;
  }

  /** What went wrong when the sound implementation ran the whole suite, and how much went right. */
  Outcome runSound() {
    hand.accept(sound);
    return run(selectClass(runner));
  }

  /** What went wrong when a wrong implementation ran one rule. */
  Outcome run(Wrong<I> wrong, String rule) {
    hand.accept(wrong.implementation());
    return run(selectMethod(runner, rule));
  }

  static Outcome run(DiscoverySelector selector) {
    Events tests = EngineTestKit.engine("junit-jupiter").selectors(selector).execute().allEvents();
    List<Throwable> failures = new ArrayList<>();
    tests.failed().stream()
        .forEach(
            event ->
                event
                    .getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .ifPresent(failures::add));
    long passed =
        tests.succeeded().stream().filter(event -> event.getTestDescriptor().isTest()).count();
    return new Outcome(failures, passed);
  }

  /** How a run ended. */
  record Outcome(List<Throwable> failures, long passed) {}
}
