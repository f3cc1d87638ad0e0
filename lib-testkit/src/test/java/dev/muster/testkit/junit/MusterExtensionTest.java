package dev.muster.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Tag("KIT-3")
class MusterExtensionTest {
  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .selectors(selectClass(tests))
        .execute();
  }

  private static void allGreen(Class<?> tests, int count) {
    Events ran = run(tests).testEvents();
    ran.failed().assertEventsMatchExactly();
    assertThat(ran.succeeded().count()).isEqualTo(count);
  }

  private static void fails(Class<?> tests, String... words) {
    EngineExecutionResults results = run(tests);
    assertThat(results.testEvents().succeeded().count()).isZero();
    results
        .allEvents()
        .failed()
        .assertThatEvents()
        .isNotEmpty()
        .haveAtLeastOne(
            event(
                finishedWithFailure(
                    message(
                        text -> {
                          assertThat(text).contains(words);
                          return true;
                        }))));
  }

  @Test
  void every_part_of_one_kit_is_a_parameter_of_whatever_runs_for_a_test() {
    allGreen(Cases.Parameters.class, 1);
  }

  @Test
  void each_test_has_a_kit_of_its_own_which_is_closed_after_it() {
    Cases.KITS.clear();
    allGreen(Cases.OwnKits.class, 5);
    assertThat(Cases.KITS).hasSize(5).doesNotHaveDuplicates();
    assertThat(Cases.KITS).allMatch(Cases::isClosed);
  }

  @Test
  void a_nested_class_has_the_nearest_setup_and_one_kit_with_the_class_around_it() {
    allGreen(Cases.Outer.class, 3);
  }

  @Test
  void an_extension_in_a_field_says_how_its_kits_are() {
    allGreen(Cases.InAField.class, 1);
  }

  @Test
  void tests_that_run_at_the_same_time_do_not_see_each_other() {
    allGreen(Cases.AtTheSameTime.class, Cases.AtTheSameTime.TESTS);
  }

  @Test
  void a_kit_is_made_only_for_a_test_that_asks_for_it() {
    Cases.Counting.MADE.set(0);
    allGreen(Cases.Asking.class, 2);
    assertThat(Cases.Counting.MADE).hasValue(1);
  }

  @Test
  void two_extensions_on_one_test_are_a_mistake_that_is_named() {
    fails(Cases.Two.class, "two Muster extensions", "`@MusterTest`", "`@RegisterExtension`");
  }

  @Test
  void what_runs_for_a_whole_class_has_no_kit() {
    fails(Cases.BeforeAll.class, "a kit is for one test");
    fails(Cases.PerClass.class, "a kit is for one test");
  }

  @Test
  void a_parameter_of_another_type_is_refused_with_the_types_there_are() {
    fails(Cases.WrongType.class, "`Actor`", "MusterKit", "HandClock");
  }

  @Test
  void a_setup_that_cannot_be_made_is_named() {
    fails(Cases.BadSetup.class, "`NeedsAnArgument`", "constructor without parameters");
  }
}
