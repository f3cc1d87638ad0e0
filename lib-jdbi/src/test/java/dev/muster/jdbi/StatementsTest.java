package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static dev.muster.jdbi.Members.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.RoleStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How many statements a call costs, counted at the data source. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class StatementsTest {
  private final TestDatabase database;
  private final Wire wire;

  StatementsTest(Engine engine) {
    database = engine.installed();
    wire = new Wire(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("S7")
  void a_find_in_the_mirror_is_one_statement_hit_or_miss() {
    MembershipStore store = JdbiMembershipStore.on(wire.dataSource());
    wire.clear();

    Instant now = store.find(KEY).storeTime();
    assertThat(wire.sent()).hasSize(1);
    store.record(KEY, seen(now, "member"), 0);
    wire.clear();
    store.find(KEY);
    assertThat(wire.sent()).hasSize(1);
  }

  @Test
  void a_record_that_changes_nothing_writes_nothing() {
    MembershipStore store = JdbiMembershipStore.on(wire.dataSource());
    Instant now = store.find(KEY).storeTime();
    store.record(KEY, new Observation.Absent(now), 0);
    store.record(KEY, seen(now, "member"), 7);
    assertThat(wire.sent()).noneMatch(StatementsTest::writes);

    store.record(KEY, seen(now, "member"), 0);
    assertThat(wire.sent())
        .filteredOn(StatementsTest::writes)
        .allMatch(sql -> sql.contains("muster_membership") || sql.contains("muster_log"))
        .filteredOn(sql -> sql.contains("muster_membership"))
        .hasSize(1);
    wire.clear();

    store.record(KEY, seen(now, "member"), 1);
    store.record(KEY, seen(now.minusSeconds(1), "member"), 1);
    store.record(KEY, seen(now.plusSeconds(1), "admin"), 0);
    store.record(KEY, new Observation.Absent(now.minusSeconds(1)), 1);
    assertThat(wire.sent()).isNotEmpty().noneMatch(StatementsTest::writes);
  }

  @Test
  @Tag("S7")
  @Tag("MEM-10")
  void only_a_record_that_makes_a_member_asks_who_ended_lately() {
    MembershipStore store = JdbiMembershipStore.on(wire.dataSource());
    Instant now = store.find(KEY).storeTime();
    wire.clear();

    store.record(KEY, new Observation.Absent(now), 0);
    assertThat(wire.sent()).noneMatch(sql -> sql.contains("muster_feed"));
    // Who ends a user holds the feed's row: this one waits for that, and is seen by it.
    store.record(KEY, seen(now, "member"), 0);
    assertThat(wire.sent()).filteredOn(sql -> sql.contains("muster_feed")).hasSize(1);
    wire.clear();

    store.record(KEY, seen(now.plusSeconds(1), "member"), 1);
    store.record(KEY, seen(now.plusSeconds(1), "admin"), 1);
    store.record(KEY, new Observation.Absent(now.plusSeconds(1)), 2);
    assertThat(wire.sent()).isNotEmpty().noneMatch(sql -> sql.contains("muster_feed"));
  }

  @Test
  void a_find_in_the_register_is_one_statement() {
    JdbiDirectoryStore store = JdbiDirectoryStore.on(wire.dataSource());
    wire.clear();

    store.find(PROVIDER, new OrganizationId("org_1"));
    store.findBySlug(PROVIDER, new OrganizationSlug("acme"));

    assertThat(wire.sent()).hasSize(2);
  }

  @Test
  @Tag("ORG-4")
  @Tag("SCOPE-5")
  void whose_a_slug_is_costs_the_same_whoever_it_is() {
    JdbiDirectoryStore store = JdbiDirectoryStore.on(wire.dataSource());
    OrganizationId gone = new OrganizationId("org_2");
    store.add(PROVIDER, entry("org_1", "acme"));
    store.add(PROVIDER, entry("org_2", "gone"));
    store.end(PROVIDER, gone);
    store.renamePersonal(PROVIDER, KEY.user(), new OrganizationSlug("ann"));
    wire.clear();

    for (String slug : List.of("acme", "ann", "gone", "nobody")) {
      var unused = store.findBySlug(PROVIDER, new OrganizationSlug(slug));
    }

    assertThat(wire.sent()).hasSize(4);
    assertThat(Set.copyOf(wire.sent())).hasSize(1);
  }

  @Test
  @Tag("SCOPE-4")
  void the_names_of_a_users_scopes_are_one_statement() {
    JdbiDirectoryStore store = JdbiDirectoryStore.on(wire.dataSource());
    store.add(PROVIDER, entry("org_1", "acme"));
    store.renamePersonal(PROVIDER, KEY.user(), new OrganizationSlug("ann"));
    wire.clear();

    DirectoryStore.Listing listing =
        store.list(PROVIDER, KEY.user(), Set.of(KEY.organization(), new OrganizationId("org_2")));

    assertThat(wire.sent()).hasSize(1);
    assertThat(listing.organizations()).hasSize(1);
    assertThat(listing.personal()).isNotNull();
  }

  @Test
  @Tag("MEM-7")
  void an_organization_that_ended_keeps_a_row_under_no_slug_that_anybody_can_ask_for() {
    JdbiDirectoryStore store = JdbiDirectoryStore.on(wire.dataSource());
    store.add(PROVIDER, entry("org_1", "acme"));
    store.end(PROVIDER, KEY.organization());
    store.end(PROVIDER, new OrganizationId("never mirrored"));

    assertThat(database.column("select slug from muster_organization"))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(slug -> assertThat(slug).matches("~[0-9a-f]{47}"));
    assertThat(database.column("select name from muster_organization")).containsOnlyNulls();
    assertThat(database.column("select ended_at from muster_organization")).doesNotContainNull();
    assertThat(store.add(PROVIDER, entry("org_1", "acme-2"))).isFalse();
    assertThat(store.add(PROVIDER, entry("org_3", "acme"))).isTrue();
  }

  private static DirectoryStore.Entry entry(String id, String slug) {
    return new DirectoryStore.Entry(
        new Organization(new OrganizationId(id), slug), new OrganizationSlug(slug));
  }

  @Test
  @Tag("ROLE-2")
  @Tag("S9")
  void a_find_of_a_role_is_one_statement_and_so_is_a_swap() {
    database.run(
        "create table members (u varchar(255), o varchar(255), r varchar(255), unique (u, o))",
        "insert into members (u, o) values ('user_1', 'org_1')");
    RoleStore store =
        HostRoleTable.binding(Jdbi.create(wire.dataSource()), PROVIDER)
            .table("members")
            .userColumn("u")
            .organizationColumn("o")
            .roleColumn("r")
            .build();
    Role member = new Role("member");
    Role admin = new Role("admin");
    wire.clear();

    store.find(KEY);
    assertThat(wire.sent()).hasSize(1);
    store.swap(KEY, new RoleStore.Change(null, member));
    assertThat(wire.sent()).hasSize(2);
    store.swap(KEY, new RoleStore.Change(member, admin));
    assertThat(wire.sent()).hasSize(3);
    store.swap(KEY, new RoleStore.Change(member, admin));
    assertThat(wire.sent()).hasSize(4);
    store.swap(KEY, new RoleStore.Change(admin, null));
    assertThat(wire.sent()).hasSize(5);
  }

  @Test
  @Tag("ROLE-2")
  @Tag("ROLE-6")
  @Tag("S9")
  void each_call_to_the_roles_in_our_own_table_is_one_statement() {
    RoleStore store = JdbiRoleStore.on(wire.dataSource());
    Role member = new Role("member");
    Role admin = new Role("admin");
    wire.clear();

    store.find(KEY);
    store.swap(KEY, new RoleStore.Change(null, member));
    store.swap(KEY, new RoleStore.Change(null, admin));
    store.swap(KEY, new RoleStore.Change(member, admin));
    store.swap(KEY, new RoleStore.Change(member, admin));
    store.list(PROVIDER, KEY.organization());
    store.swap(KEY, new RoleStore.Change(admin, null));
    store.unwritable(Set.of(member));

    assertThat(wire.sent()).hasSize(7);
    assertThat(database.column("select role from muster_role")).isEmpty();
  }

  private static boolean writes(String sql) {
    return !sql.startsWith("select");
  }
}
