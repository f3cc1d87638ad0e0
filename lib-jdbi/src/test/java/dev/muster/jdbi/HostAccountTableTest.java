package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.AccountStore.Linking;
import dev.muster.store.AccountStore.Linking.Created;
import dev.muster.store.AccountStore.Linking.Linked;
import dev.muster.store.AccountStore.Linking.Refused;
import dev.muster.store.AccountStore.Reason;
import dev.muster.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts in a table of the host's, beyond what every account store does. */
@Tag("once")
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-10")
class HostAccountTableTest {
  private static final String ANNS = "ann@example.com";
  private static final UserId ANN = KEY.user();
  private static final String COLUMNS =
      "id varchar(36) primary key, sub varchar(255) unique, email varchar(254) unique,"
          + " checked boolean, note varchar(9) default 'new'";

  private final Engine engine;
  private final TestDatabase database;
  private final Wire wire;
  private final Jdbi jdbi;
  private final Deque<String> ids =
      new ArrayDeque<>(List.of("id-1", "id-2", "id-3", "id-4", "id-5"));

  HostAccountTableTest(Engine engine) {
    this.engine = engine;
    database = engine.empty();
    wire = new Wire(database.dataSource());
    jdbi = Jdbi.create(wire.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_link_writes_the_user_into_one_row_and_nothing_else() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();
    database.run(
        "insert into users values ('a', null, 'Ann@example.com', true, 'x'),"
            + " ('b', null, 'bob@example.com', true, 'y')");

    assertThat(login(store, ANNS, true)).isEqualTo(new Linked(new AccountId("a")));

    assertThat(
            database.column(
                "select concat(id, ' ', sub, ' ', email, ' ', note) from users where id = 'a'"))
        .containsExactly("a user_1 Ann@example.com x");
    assertThat(database.column("select sub from users where id = 'b'")).containsOnlyNulls();
  }

  @Test
  void a_new_account_holds_what_is_bound_and_the_defaults_of_the_host() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();

    assertThat(login(store, "Ann@Example.com", true)).isEqualTo(new Created(new AccountId("id-1")));
    assertThat(store.link(PROVIDER, new User(new UserId("user_2"), "b@example.com", false)))
        .isEqualTo(new Created(new AccountId("id-2")));
    assertThat(store.link(PROVIDER, new User(new UserId("user_3"), null, false)))
        .isEqualTo(new Created(new AccountId("id-3")));

    assertThat(
            database.column(
                "select concat(id, ' ', sub, ' ', coalesce(email, '-'), ' ', note) from users"))
        .containsExactlyInAnyOrder(
            "id-1 user_1 Ann@Example.com new",
            "id-2 user_2 b@example.com new",
            "id-3 user_3 - new");
    assertThat(database.column("select id from users where checked = true"))
        .containsExactly("id-1");
  }

  @Test
  @Tag("DB-2")
  void a_known_user_is_one_statement_and_nobody_more_than_four() {
    AccountStore store =
        users(COLUMNS.replace("varchar(36) primary key", engine.identity()))
            .emailVerifiedColumn("checked")
            .accountIdsAreGenerated()
            .build();
    wire.clear();

    store.find(PROVIDER, ANN);
    assertThat(wire.sent()).hasSize(1);
    login(store, ANNS, true);
    assertThat(wire.sent()).hasSize(5);
    login(store, ANNS, true);
    assertThat(wire.sent()).hasSize(6);
    assertThat(wire.openConnections()).isZero();
  }

  @Test
  @Tag("ROLE-6")
  void linking_an_account_changes_no_role() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();
    database.run("alter table users add column app_role varchar(9)");
    database.run(
        "insert into users values ('a', null, 'ann@example.com', true, 'x', 'owner'),"
            + " ('b', 'user_2', 'bob@example.com', true, 'y', 'member')");
    HostRoleTable roles =
        HostRoleTable.binding(jdbi, PROVIDER)
            .table("users")
            .userColumn("sub")
            .onlyOrganization(KEY.organization())
            .roleColumn("app_role")
            .build();

    assertThat(login(store, ANNS, true)).isInstanceOf(Linked.class);

    assertThat(database.column("select app_role from users order by id"))
        .containsExactly("owner", "member");
    assertThat(roles.find(KEY)).contains(new Role("owner"));
    assertThat(wire.sent()).noneMatch(sql -> sql.startsWith("update") && sql.contains("role"));
  }

  @Test
  void where_every_email_is_vouched_for_an_unverified_one_is_never_written() {
    AccountStore store =
        users("id varchar(9) primary key, sub varchar(9) unique, email varchar(254)")
            .everyEmailIsVerified()
            .build();
    database.run("insert into users values ('a', null, 'ann@example.com')");

    assertThat(store.link(PROVIDER, new User(new UserId("user_2"), "b@example.com", false)))
        .isInstanceOf(Created.class);
    assertThat(store.link(PROVIDER, new User(new UserId("user_3"), "b@example.com", true)))
        .isInstanceOf(Created.class);
    assertThat(login(store, ANNS, false)).isEqualTo(new Refused(Reason.EMAIL_TAKEN));
    assertThat(login(store, ANNS, true)).isEqualTo(new Linked(new AccountId("a")));

    assertThat(database.column("select sub from users where email = 'b@example.com'"))
        .containsExactly("user_3");
  }

  @Test
  void an_email_that_can_not_be_written_is_missing_where_the_host_needs_one() {
    AccountStore store =
        users("id varchar(9) primary key, sub varchar(9) unique, email varchar(15) not null")
            .everyEmailIsVerified()
            .build();

    for (String email : List.of("", "ann", "ann@example.commm", "ann@example.com ")) {
      assertThat(login(store, email, true)).isEqualTo(new Refused(Reason.EMAIL_MISSING));
    }
    assertThat(login(store, ANNS, false)).isEqualTo(new Refused(Reason.EMAIL_MISSING));
    assertThat(login(store, null, false)).isEqualTo(new Refused(Reason.EMAIL_MISSING));
    assertThat(database.column("select id from users")).isEmpty();
    assertThat(login(store, ANNS, true)).isInstanceOf(Created.class);
  }

  @Test
  void a_host_that_never_links_makes_an_account_for_each_user() {
    AccountStore store =
        users("id varchar(9) primary key, sub varchar(9) not null unique, email varchar(254)")
            .neverLinksByEmail()
            .build();
    database.run("insert into users values ('a', 'user_9', 'ann@example.com')");

    assertThat(login(store, ANNS, true)).isInstanceOf(Created.class);

    AccountStore without =
        HostAccountTable.binding(jdbi, PROVIDER)
            .table("users")
            .accountIdColumn("id")
            .providerUserColumn("sub")
            .neverLinksByEmail()
            .newAccountIds(this::newId)
            .build();
    assertThat(without.link(PROVIDER, new User(new UserId("user_2"), ANNS, true)))
        .isInstanceOf(Created.class);
    assertThat(database.column("select sub from users where email is null"))
        .containsExactly("user_2");
  }

  @Test
  void an_email_that_the_hosts_own_constraint_takes_for_another_is_taken() {
    String generated =
        engine == Engine.POSTGRESQL
            ? "generated always as (lower(email)) stored"
            : "generated always as (lower(email))";
    AccountStore store =
        users(
                "id varchar(9) primary key, sub varchar(9) unique, email varchar(254),"
                    + " email_key varchar(254) "
                    + generated
                    + " unique")
            .everyEmailIsVerified()
            .build();
    database.run("insert into users (id, email) values ('a', '\u00e9nn@example.com')");

    assertThat(login(store, "\u00c9nn@example.com", true))
        .isEqualTo(new Refused(Reason.EMAIL_TAKEN));

    assertThat(database.column("select sub from users")).containsOnlyNulls();
  }

  @Test
  void an_id_that_is_given_twice_is_given_again_and_then_a_store_exception() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();
    database.run("insert into users (id) values ('id-1'), ('id-2')");
    assertThat(login(store, ANNS, true)).isEqualTo(new Created(new AccountId("id-3")));

    ids.clear();
    for (int i = 0; i < 5; i++) {
      ids.add("id-1");
    }
    assertThatThrownBy(
            () -> store.link(PROVIDER, new User(new UserId("user_2"), "b@example.com", true)))
        .isInstanceOf(StoreException.class)
        .message()
        .doesNotContain("id-1", "b@example.com", "user_2");
  }

  @Test
  void a_user_or_an_id_that_has_no_room_is_a_store_exception_and_never_cut() {
    AccountStore store =
        users("id varchar(3) primary key, sub varchar(5) unique, email varchar(254)")
            .everyEmailIsVerified()
            .build();

    assertThatThrownBy(() -> login(store, ANNS, true))
        .hasMessage("the host's provider user column is too short for a user id");
    assertThatThrownBy(() -> store.link(PROVIDER, new User(new UserId("u"), ANNS, true)))
        .hasMessage("the host's account id column is too short for a new id");
    assertThat(database.column("select id from users")).isEmpty();
  }

  @Test
  void an_account_id_that_can_be_none_is_a_store_exception() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();
    database.run("insert into users (id, sub) values (' ', 'user_1')");

    assertThatThrownBy(() -> store.find(PROVIDER, ANN))
        .isInstanceOf(StoreException.class)
        .hasMessage("the host's account id column holds what can't be an id");
  }

  @Test
  @Tag("MEM-13")
  void another_provider_instance_is_an_illegal_argument() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();
    ProviderInstance other = new ProviderInstance("other");

    assertThatThrownBy(() -> store.find(other, ANN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.link(other, new User(ANN, ANNS, true)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("DB-2")
  void a_rollback_of_the_host_takes_the_account_with_it() {
    HostAccountTable store = users(COLUMNS).emailVerifiedColumn("checked").build();
    database.run("insert into users (id) values ('id-1')");
    try (var handle = jdbi.open()) {
      handle.setTransactionIsolationLevel(TransactionIsolationLevel.READ_COMMITTED);
      handle.begin();
      AccountStore inside = store.joining(handle);
      // The first id is given already: the failed insert leaves the transaction usable.
      assertThat(login(inside, ANNS, true)).isEqualTo(new Created(new AccountId("id-2")));
      assertThat(inside.find(PROVIDER, ANN)).contains(new AccountId("id-2"));
      assertThat(store.find(PROVIDER, ANN)).isEmpty();
      handle.rollback();
    }
    assertThat(store.find(PROVIDER, ANN)).isEmpty();
  }

  @Test
  @Tag("ANS-2")
  void each_call_on_a_cut_line_is_a_store_exception_without_values_and_writes_nothing() {
    AccountStore store = users(COLUMNS).emailVerifiedColumn("checked").build();
    for (int k = 0; k < 3; k++) {
      wire.failAfter(k);
      assertThatThrownBy(() -> login(store, ANNS, true))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQL state " + Wire.STATE)
          .message()
          .doesNotContain("user_1", ANNS);
    }
    wire.failAfter(0);
    assertThatThrownBy(() -> store.find(PROVIDER, ANN)).isInstanceOf(StoreException.class);
    wire.failAfter(-1);
    assertThat(database.column("select id from users")).isEmpty();
    assertThat(wire.openConnections()).isZero();
  }

  private Linking login(AccountStore store, @Nullable String email, boolean verified) {
    return store.link(PROVIDER, new User(ANN, email, verified));
  }

  private AccountId newId() {
    return new AccountId(ids.remove());
  }

  private HostAccountBinding users(String columns) {
    database.run("create table users (" + columns + ")");
    HostAccountBinding binding =
        HostAccountTable.binding(jdbi, PROVIDER)
            .table("users")
            .accountIdColumn("id")
            .providerUserColumn("sub")
            .emailColumn("email");
    return columns.startsWith("id varchar") ? binding.newAccountIds(this::newId) : binding;
  }
}
