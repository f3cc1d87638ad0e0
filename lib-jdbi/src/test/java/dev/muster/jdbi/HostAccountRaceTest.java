package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.AccountId;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.AccountStore.Linking;
import dev.muster.store.AccountStore.Linking.Created;
import dev.muster.store.AccountStore.Linking.Found;
import dev.muster.store.AccountStore.Linking.Refused;
import dev.muster.store.AccountStore.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the host or another node does between two statements of a link. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-10")
class HostAccountRaceTest {
  private static final String ANNS = "ann@example.com";

  private final TestDatabase database;
  private final Wire wire;
  private final AccountStore store;

  HostAccountRaceTest(Engine engine) {
    database = engine.empty();
    database.run(
        "create table users (id varchar(9) primary key, sub varchar(255) unique,"
            + " email varchar(254) unique, checked boolean)",
        "insert into users values ('a', null, 'ann@example.com', true)");
    wire = new Wire(database.dataSource());
    store =
        HostAccountTable.binding(Jdbi.create(wire.dataSource()), PROVIDER)
            .table("users")
            .accountIdColumn("id")
            .providerUserColumn("sub")
            .emailColumn("email")
            .emailVerifiedColumn("checked")
            .newAccountIds(() -> new AccountId("new"))
            .build();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void an_account_whose_email_changes_meanwhile_is_not_linked() {
    meanwhile("update users set email = 'other@example.com'");

    assertThat(login()).isEqualTo(new Created(new AccountId("new")));
    assertThat(database.column("select sub from users where id = 'a'")).containsOnlyNulls();
  }

  @Test
  void an_account_whose_email_is_unverified_meanwhile_is_not_linked() {
    meanwhile("update users set checked = false");

    assertThat(login()).isEqualTo(new Refused(Reason.EMAIL_TAKEN));
    assertThat(database.column("select sub from users")).containsOnlyNulls();
  }

  @Test
  void an_account_that_somebody_else_gets_meanwhile_is_not_linked() {
    meanwhile("update users set sub = 'user_2'");

    assertThat(login()).isEqualTo(new Refused(Reason.EMAIL_TAKEN));
    assertThat(database.column("select sub from users")).containsExactly("user_2");
  }

  @Test
  void an_account_that_the_same_user_gets_meanwhile_is_found() {
    meanwhile("update users set sub = 'user_1'");

    assertThat(login()).isEqualTo(new Found(new AccountId("a")));
  }

  @Test
  void an_account_that_another_login_of_the_same_user_makes_meanwhile_is_found() {
    database.run("update users set email = 'other@example.com'");
    meanwhile("insert into users values ('b', 'user_1', 'ann@example.com', true)");

    assertThat(login()).isEqualTo(new Found(new AccountId("b")));
    assertThat(database.column("select id from users order by id")).containsExactly("a", "b");
  }

  private Linking login() {
    return store.link(PROVIDER, new User(KEY.user(), ANNS, true));
  }

  /** Once, after the accounts of the e-mail were read. */
  private void meanwhile(String sql) {
    AtomicBoolean done = new AtomicBoolean();
    wire.afterEach(
        sent -> {
          if (sent.contains("lower(") || sent.contains("translate(")) {
            if (!done.getAndSet(true)) {
              database.run(sql);
            }
          }
        });
  }
}
