package dev.muster.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.proof.contract.Catalogue.Outcome;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.ProviderException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Each rule of each contract suite catches an implementation that breaks it. */
@Tag("KIT-2")
@Tag("once")
class ContractsCatchTest {
  /** Failures that say something of the implementation, and not of the test around it. */
  private static final List<Class<? extends Throwable>> FINDINGS =
      List.of(
          AssertionError.class,
          ClassCastException.class,
          IllegalArgumentException.class,
          NoSuchElementException.class,
          ProviderException.class);

  @TestFactory
  Stream<DynamicContainer> each_rule_of_each_suite_catches_who_breaks_it() {
    return Catalogues.ALL.stream()
        .map(catalogue -> dynamicContainer(catalogue.contract().getSimpleName(), tests(catalogue)));
  }

  private static <I> Stream<DynamicTest> tests(Catalogue<I> catalogue) {
    Stream<DynamicTest> whole =
        Stream.of(
            dynamicTest("the sound implementation passes", () -> soundPasses(catalogue)),
            dynamicTest("no rule is without its wrong implementation", () -> isFull(catalogue)));
    return Stream.concat(
        whole,
        catalogue.wrongs().stream()
            .flatMap(
                wrong ->
                    wrong.rules().stream()
                        .map(
                            rule ->
                                dynamicTest(
                                    wrong.what() + ": " + rule,
                                    () -> isCaught(catalogue, wrong, rule)))));
  }

  private static void soundPasses(Catalogue<?> catalogue) {
    Outcome outcome = catalogue.runSound();
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.passed()).isGreaterThanOrEqualTo(catalogue.rules().size());
  }

  private static void isFull(Catalogue<?> catalogue) {
    Set<String> caught = new TreeSet<>();
    catalogue.wrongs().forEach(wrong -> caught.addAll(wrong.rules()));
    assertThat(caught).isEqualTo(catalogue.rules());
  }

  private static <I> void isCaught(Catalogue<I> catalogue, Wrong<I> wrong, String rule) {
    assertThat(catalogue.run(wrong, rule).failures())
        .isNotEmpty()
        .allSatisfy(failure -> assertThat(FINDINGS).anyMatch(kind -> kind.isInstance(failure)));
  }
}
