package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore;
import dev.muster.store.RoleStore.Change;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a column of role texts may hold, and what has room in it. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-6")
class HostRoleTextTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");

  private final Engine engine;
  private final TestDatabase database;

  HostRoleTextTest(Engine engine) {
    this.engine = engine;
    database = engine.empty();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void blanks_are_no_role_and_are_written_over() {
    for (String blank : new String[] {"", " ", "   "}) {
      RoleStore store = members("varchar(255)").build();
      database.run("insert into members values ('user_1', 'org_1', '" + blank + "')");

      assertThat(store.find(KEY)).isEmpty();
      assertThat(store.list(PROVIDER, KEY.organization())).isEmpty();
      assertThat(store.swap(KEY, new Change(MEMBER, ADMIN))).isFalse();
      assertThat(store.swap(KEY, new Change(null, ADMIN))).isTrue();
      assertThat(store.find(KEY)).contains(ADMIN);
    }
  }

  @Test
  void any_other_text_that_can_not_be_a_role_is_a_store_exception_and_stays() {
    for (String text : new String[] {"\t", "\u3000", "a\u0007b"}) {
      RoleStore store = members("varchar(255)").build();
      database.run("insert into members values ('user_1', 'org_1', '" + text + "')");

      assertThatThrownBy(() -> store.find(KEY)).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> store.list(PROVIDER, KEY.organization()))
          .isInstanceOf(StoreException.class);
      assertThat(store.swap(KEY, new Change(null, ADMIN))).isFalse();
      assertThat(database.column("select app_role from members")).containsExactly(text);
    }
  }

  @Test
  @Tag("ROLE-5")
  void a_role_that_is_longer_than_its_column_is_unwritable_and_never_cut() {
    Role fits = new Role("abcde");
    Role letters = new Role("abcdef");
    Role blanks = new Role("abcde ");
    RoleStore store = members("varchar(5)").build();
    database.run("insert into members values ('user_1', 'org_1', null)");

    assertThat(store.unwritable(Set.of(fits, letters, blanks, ADMIN)))
        .isEqualTo(Set.of(letters, blanks));
    for (Role tooLong : Set.of(letters, blanks)) {
      assertThatThrownBy(() -> store.swap(KEY, new Change(null, tooLong)))
          .isInstanceOf(StoreException.class)
          .hasMessage("the host's role column is too short for a role");
    }
    assertThat(store.swap(KEY, new Change(letters, fits))).isFalse();
    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.swap(KEY, new Change(null, fits))).isTrue();
    assertThat(store.find(KEY)).contains(fits);
  }

  @Test
  @Tag("ROLE-5")
  void the_length_of_a_role_is_counted_as_the_database_counts_it() {
    Role pair = new Role("\ud83d\ude00\ud83d\ude00");
    RoleStore store = members("varchar(2)").build();
    database.run("insert into members values ('user_1', 'org_1', null)");

    if (engine == Engine.H2) {
      assertThat(store.unwritable(Set.of(pair))).containsExactly(pair);
    } else {
      assertThat(store.unwritable(Set.of(pair))).isEmpty();
      assertThat(store.swap(KEY, new Change(null, pair))).isTrue();
      assertThat(store.find(KEY)).contains(pair);
    }
  }

  @Test
  @Tag("DB-1")
  void a_row_is_never_made_for_a_member_whose_ids_would_be_cut() {
    database.run(
        "create table small (account varchar(6), org varchar(5), app_role varchar(9),"
            + " unique (account, org))");
    RoleStore store =
        HostRoleTable.binding(Jdbi.create(database.dataSource()), PROVIDER)
            .table("small")
            .userColumn("account")
            .organizationColumn("org")
            .roleColumn("app_role")
            .insertMissingRows()
            .build();

    // One blank more than there is room for, which PostgreSQL would drop without a word.
    for (String organization : List.of("org_1 ", "org_10")) {
      MembershipKey key = key(organization, "user_1");
      assertThatThrownBy(() -> store.swap(key, new Change(null, ADMIN)))
          .isInstanceOf(StoreException.class)
          .hasMessage("the host's key columns are too short for a member");
    }
    assertThatThrownBy(() -> store.swap(key("org_1", "user_1 "), new Change(null, ADMIN)))
        .isInstanceOf(StoreException.class);
    assertThat(database.column("select org from small")).isEmpty();
    assertThat(store.swap(KEY, new Change(null, ADMIN))).isTrue();
  }

  @Test
  @Tag("ROLE-5")
  void the_word_for_no_role_is_unwritable() {
    Role none = new Role("none");
    RoleStore store = members("varchar(9) not null").noRoleWrittenAs(none).build();

    assertThat(store.unwritable(Set.of(none, ADMIN))).containsExactly(none);
  }

  private static MembershipKey key(String organization, String user) {
    return new MembershipKey(PROVIDER, new OrganizationId(organization), new UserId(user));
  }

  private HostRoleBinding members(String type) {
    database.run(
        "drop table if exists members",
        "create table members (account varchar(255) not null, org varchar(255) not null, app_role "
            + type
            + ", primary key (org, account))");
    return HostRoleTable.binding(Jdbi.create(database.dataSource()), PROVIDER)
        .table("members")
        .userColumn("account")
        .organizationColumn("org")
        .roleColumn("app_role");
  }
}
