package dev.muster.jdbi;

import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Columns of the host that only MariaDB has. */
@Tag("DB-1")
@Tag("ROLE-6")
class MariaColumnsTest {
  private final TestDatabase database = Engine.MARIADB.empty();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_column_that_may_take_two_texts_for_one_or_lose_a_character_is_refused() {
    for (String type :
        List.of(
            "varchar(99) collate utf8mb4_general_ci",
            "varchar(99) collate utf8mb4_uca1400_as_cs",
            "varchar(99) collate utf8mb4_bin", // takes blanks at the end for nothing
            "varchar(99) character set latin1 collate latin1_nopad_bin",
            "varchar(99) character set utf8mb3 collate utf8mb3_nopad_bin",
            "char(36)",
            "varbinary(99)",
            "enum('user_1')",
            "uuid",
            "json")) {
      with(type);
      assertThatIllegalArgumentException()
          .as(type)
          .isThrownBy(() -> binding().build())
          .withMessageContaining("user column `u` must be varying text");
    }
  }

  @Test
  void a_column_that_compares_byte_by_byte_is_taken() {
    for (String type : List.of("varchar(255)", "varchar(255) collate utf8mb4_nopad_bin")) {
      with(type);
      assertThatNoException().as(type).isThrownBy(() -> binding().insertMissingRows().build());
    }
    with("mediumtext");
    assertThatNoException().isThrownBy(() -> binding().build());
  }

  private void with(String type) {
    String unique = type.startsWith("mediumtext") ? "" : ", unique (u, o)";
    database.run(
        "drop table if exists members",
        "create table members (u " + type + ", o varchar(255), r text" + unique + ")");
  }

  private HostRoleBinding binding() {
    return HostRoleTable.binding(Jdbi.create(database.dataSource()), PROVIDER)
        .table("members")
        .userColumn("u")
        .organizationColumn("o")
        .roleColumn("r");
  }
}
