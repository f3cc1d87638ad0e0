package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ArrowsTest {
  private static final String FIXTURE = ArrowsTest.class.getPackageName() + ".fixture";
  private static final String LOW = FIXTURE + ".arrow.low";
  private static final String HIGH = FIXTURE + ".arrow.high";

  @Test
  void every_arrow_of_production_code_is_in_the_table() {
    assertThat(Arrows.faults(Production.classes(), Table.rows(), Table.full(""))).isEmpty();
  }

  @Test
  void every_import_of_production_code_is_in_the_table() {
    assertThat(Arrows.importFaults(Repository.published(), Table.rows(), Table.full(""))).isEmpty();
  }

  @Test
  void no_packages_of_production_code_form_a_cycle() {
    assertThat(Arrows.cycles(Production.classes())).isEmpty();
  }

  @Test
  void the_import_saw_every_class_of_the_published_modules() {
    List<String> sources =
        Repository.published().stream().filter(Source::isClass).map(Source::className).toList();
    assertThat(sources).contains("dev.muster.name.UserId", "dev.muster.provider.IdentityProvider");
    assertThat(sources).contains("dev.muster.store.MembershipStore");
    assertThat(sources).allMatch(Production.classes()::contain);
  }

  @Test
  void the_table_itself_allows_no_ring() {
    Map<String, Table.Row> rows = Table.rows();
    rows.forEach(
        (room, row) ->
            assertThat(row.house())
                .as(room)
                .isSubsetOf(rows.keySet())
                .allMatch(seen -> !rows.get(seen).house().contains(room)));
  }

  @Test
  void control_an_arrow_outside_the_table_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.arrow");
    assertThat(Arrows.faults(classes, table(Set.of(LOW), Set.of("java.util")), FIXTURE)).isEmpty();
    assertThat(Arrows.faults(classes, table(Set.of(), Set.of("java.util")), FIXTURE))
        .singleElement()
        .asString()
        .startsWith(HIGH + " -> " + LOW);
  }

  @Test
  void control_a_foreign_package_outside_the_table_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.arrow");
    assertThat(Arrows.faults(classes, table(Set.of(LOW), Set.of()), FIXTURE))
        .singleElement()
        .asString()
        .startsWith(LOW + " -> java.util");
  }

  @Test
  void control_a_room_without_a_row_is_caught() {
    JavaClasses classes = Production.fixture(".fixture.arrow");
    Map<String, Table.Row> table =
        Map.of(LOW, new Table.Row(Set.of(), Set.of("java.lang", "java.util")));
    assertThat(Arrows.faults(classes, table, FIXTURE))
        .containsExactly("a room without a row: " + HIGH);
  }

  @Test
  void control_an_inlined_constant_is_caught_by_its_import() {
    String path = HIGH.replace('.', '/') + "/High.java";
    Source source =
        new Source(
            path, "package " + HIGH + ";\n// import x.Y;\nimport static " + LOW + ".Low.LIMIT;\n");
    assertThat(Arrows.importFaults(List.of(source), table(Set.of(LOW), Set.of()), FIXTURE))
        .isEmpty();
    assertThat(Arrows.importFaults(List.of(source), table(Set.of(), Set.of()), FIXTURE))
        .containsExactly(HIGH + " -> " + LOW + " is not in the table (" + path + ")");
  }

  @Test
  void control_a_ring_of_packages_is_caught() {
    assertThat(Arrows.cycles(Production.fixture(".fixture.ring"))).isNotEmpty();
    assertThat(Arrows.cycles(Production.fixture(".fixture.arrow"))).isEmpty();
  }

  private static Map<String, Table.Row> table(Set<String> highSees, Set<String> foreign) {
    Set<String> java = new java.util.HashSet<>(foreign);
    java.add("java.lang");
    return Map.of(
        LOW, new Table.Row(Set.of(), java),
        HIGH, new Table.Row(highSees, Set.of("java.lang")));
  }
}
