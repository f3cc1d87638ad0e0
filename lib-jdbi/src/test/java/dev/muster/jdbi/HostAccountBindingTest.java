package dev.muster.jdbi;

import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.AccountId;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a table of accounts must be, said at build. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-10")
class HostAccountBindingTest {
  private final Engine engine;
  private final TestDatabase database;

  HostAccountBindingTest(Engine engine) {
    this.engine = engine;
    database = engine.empty();
    if (engine == Engine.POSTGRESQL) {
      database.run(Engine.LOOSE_COLLATION);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_is_not_set_is_told_at_once() {
    database.run("create table users (id int)");

    assertThatThrownBy(() -> HostAccountTable.binding(jdbi(), PROVIDER).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "6 faults",
            "exactly one of email verified column, every email is verified and never links",
            "exactly one of new account ids and account ids are generated must be set, but 0 were",
            "table is not set",
            "account id column is not set",
            "provider user column is not set",
            "email column is not set");
    assertThatThrownBy(
            () ->
                bound()
                    .everyEmailIsVerified()
                    .neverLinksByEmail()
                    .accountIdsAreGenerated()
                    .newAccountIds(() -> new AccountId("x"))
                    .build())
        .hasMessageContainingAll("never links by email must be set, but 2 were", "but 2 were");
  }

  @Test
  void what_does_not_fit_is_told_at_once() {
    database.run(
        "create table users (id bigint, sub "
            + engine.looseText()
            + " not null, email char(9), checked varchar(9), plan int not null)");

    assertThatThrownBy(
            () -> bound().emailVerifiedColumn("checked").accountIdsAreGenerated().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "8 faults",
            "account id column `" + engine.spelled("id") + "` must be unique by constraint",
            "account id column `" + engine.spelled("id") + "` has no default that would generate",
            "provider user column `"
                + engine.spelled("sub")
                + "` must be varying text that compares",
            "provider user column `" + engine.spelled("sub") + "` must allow NULL",
            "provider user column `" + engine.spelled("sub") + "` must be unique by constraint",
            "email column `" + engine.spelled("email") + "` must be varying text",
            "email verified column `" + engine.spelled("checked") + "` must be boolean",
            "column `" + engine.spelled("plan") + "` needs a default or must allow NULL");
    assertThatThrownBy(
            () ->
                bound()
                    .emailVerifiedColumn("absent")
                    .newAccountIds(() -> new AccountId("x"))
                    .build())
        .hasMessageContainingAll(
            "account id column `" + engine.spelled("id") + "` must be varying text",
            "email verified column `absent` is not there");
    assertThatThrownBy(
            () ->
                bound().emailColumn("sub").everyEmailIsVerified().accountIdsAreGenerated().build())
        .hasMessageContaining("column `" + engine.spelled("sub") + "` is bound twice");
  }

  @Test
  void hostile_identifiers_never_reach_the_database() {
    database.run("create table users (id int)");
    for (String hostile :
        new String[] {"", "users; drop table users", "users\"", "a.b", "`users`", "\u00fcsers"}) {
      assertThatThrownBy(
              () ->
                  HostAccountTable.binding(jdbi(), PROVIDER)
                      .schema(hostile)
                      .table(hostile)
                      .accountIdColumn(hostile)
                      .providerUserColumn(hostile)
                      .emailColumn(hostile)
                      .emailVerifiedColumn(hostile)
                      .accountIdsAreGenerated()
                      .build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("6 faults")
          .hasMessageContaining("schema must be a plain SQL identifier");
    }
    assertThat(database.column("select id from users")).isEmpty();
  }

  private HostAccountBinding bound() {
    return HostAccountTable.binding(jdbi(), PROVIDER)
        .table("users")
        .accountIdColumn("id")
        .providerUserColumn("sub")
        .emailColumn("email");
  }

  private Jdbi jdbi() {
    return Jdbi.create(database.dataSource());
  }
}
