package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class PublicTypesTest {
  private static final String KIND = PublicTypesTest.class.getPackageName() + ".fixture.kind";
  private static final List<String> PROOFS =
      List.of(
          "dev.muster.membership.Evidence",
          "dev.muster.session.Session",
          "dev.muster.scope.Scope$Organization",
          "dev.muster.decision.Pass");

  @Test
  void every_public_type_is_closed_or_marked_as_spi() {
    Map<String, String> texts =
        Repository.published().stream()
            .filter(Source::isClass)
            .collect(Collectors.toMap(Source::className, Source::text));
    assertThat(PublicTypes.open(Production.classes(), texts::get, PublicTypes.CONTRACTS)).isEmpty();
  }

  @Test
  void no_room_has_more_than_12_public_types_but_those_with_a_reason() {
    assertThat(PublicTypes.MOST_IN_A_ROOM).isEqualTo(12);
    assertThat(
            PublicTypes.crowded(
                Production.classes(), PublicTypes.MOST_IN_A_ROOM, PublicTypes.LARGER_ROOMS))
        .isEmpty();
  }

  @Test
  @Tag("ANS-8")
  void what_proves_something_has_no_public_constructor() {
    assertThat(PublicTypes.forgeable(Production.classes(), PROOFS)).isEmpty();
  }

  @Test
  void control_open_types_are_caught() {
    Function<String, String> sourceOf =
        name -> Repository.read("proof/src/test/java/" + name.replace('.', '/') + ".java");
    JavaClasses classes = Production.fixture(".fixture.kind");
    assertThat(PublicTypes.open(classes, sourceOf, "none"))
        .containsExactlyInAnyOrder(
            KIND + ".OpenClass is neither closed nor marked SPI",
            KIND + ".OpenInterface is neither closed nor marked SPI",
            KIND + ".OpenInterface$Nested is neither closed nor marked SPI",
            KIND + ".OpenContract is neither closed nor marked SPI");
    assertThat(PublicTypes.open(classes, sourceOf, KIND))
        .hasSize(3)
        .noneMatch(fault -> fault.contains("OpenContract"));
  }

  @Test
  void control_a_crowded_room_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.kind");
    assertThat(PublicTypes.crowded(classes, 7, Map.of())).isEmpty();
    assertThat(PublicTypes.crowded(classes, 6, Map.of()))
        .containsExactly(KIND + " has 7 public types");
    assertThat(PublicTypes.crowded(classes, 6, Map.of(KIND, 7))).isEmpty();
  }

  @Test
  void control_a_proof_that_anyone_can_make_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.kind");
    assertThat(PublicTypes.forgeable(classes, List.of(KIND + ".ClosedRecord"))).hasSize(1);
    assertThat(PublicTypes.forgeable(classes, List.of(KIND + ".OpenClass"))).hasSize(1);
    assertThat(PublicTypes.forgeable(classes, List.of(KIND + ".Renamed"))).hasSize(1);
    assertThat(PublicTypes.forgeable(classes, List.of(KIND + ".ClosedClass"))).isEmpty();
    assertThat(PublicTypes.forgeable(classes, List.of("not.yet.Built"))).isEmpty();
  }
}
