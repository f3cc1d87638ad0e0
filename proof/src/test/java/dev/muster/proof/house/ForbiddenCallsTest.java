package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ForbiddenCallsTest {
  private static final Set<String> CORE_ROOMS =
      Repository.production("lib-core").stream()
          .map(Source::packageName)
          .filter(room -> !room.equals(Table.full("")))
          .collect(Collectors.toSet());
  private static final Predicate<JavaClass> IN_A_ROOM =
      type -> CORE_ROOMS.contains(type.getPackageName());

  @Test
  void only_the_front_door_reads_the_machines_clock() {
    assertThat(Production.classes()).anyMatch(IN_A_ROOM);
    assertThat(ForbiddenCalls.clocks(Production.classes(), IN_A_ROOM)).isEmpty();
  }

  @Test
  void only_the_front_door_makes_randomness() {
    assertThat(ForbiddenCalls.randomness(Production.classes(), IN_A_ROOM)).isEmpty();
  }

  @Test
  void nothing_that_ships_uses_randomness_that_can_be_guessed() {
    assertThat(ForbiddenCalls.weakRandomness(Production.classes())).isEmpty();
  }

  @Test
  void control_every_way_to_read_the_clock_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.call");
    assertThat(ForbiddenCalls.clocks(classes, type -> true))
        .hasSize(8)
        .allMatch(fault -> fault.contains("Careless"));
    assertThat(ForbiddenCalls.clocks(classes, type -> false)).isEmpty();
  }

  @Test
  void control_every_way_to_make_randomness_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.call");
    assertThat(ForbiddenCalls.randomness(classes, type -> true)).hasSize(5);
    assertThat(ForbiddenCalls.weakRandomness(classes)).hasSize(3);
  }
}
