package dev.muster.jdbi;

import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Columns and indexes of the host that only PostgreSQL has. */
@Tag("DB-1")
@Tag("ROLE-6")
class PostgresColumnsTest {
  private final TestDatabase database = Engine.POSTGRESQL.empty();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_column_that_may_take_two_texts_for_one_is_refused() {
    database.run(
        Engine.LOOSE_COLLATION,
        "create domain loose_domain as text collate loose",
        "create domain any_domain as text");
    for (String type :
        List.of("text collate loose", "char(36)", "name", "uuid", "loose_domain", "any_domain")) {
      database.run(
          "drop table if exists members",
          "create table members (u " + type + ", o text, r text, unique (u, o))");
      assertThatIllegalArgumentException()
          .as(type)
          .isThrownBy(() -> binding().build())
          .withMessageContaining("user column `u` must be varying text");
    }
  }

  @Test
  void a_column_of_any_exact_collation_is_taken() {
    for (String type :
        List.of("text", "varchar(255)", "text collate \"C\"", "text collate \"und-x-icu\"")) {
      database.run(
          "drop table if exists members",
          "create table members (u " + type + ", o text, r text, unique (u, o))");
      assertThatNoException().as(type).isThrownBy(() -> binding().insertMissingRows().build());
    }
  }

  @Test
  void an_index_with_a_condition_or_over_an_expression_is_no_unique_constraint() {
    database.run("create table members (u text, o text, r text, gone boolean)");
    database.run("create unique index part on members (u, o) where not gone");
    database.run("create unique index folded on members (lower(u), o)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> binding().insertMissingRows().build())
        .withMessageContaining("unique constraint");
  }

  private HostRoleBinding binding() {
    return HostRoleTable.binding(Jdbi.create(database.dataSource()), PROVIDER)
        .table("members")
        .userColumn("u")
        .organizationColumn("o")
        .roleColumn("r");
  }
}
