package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Role sync from the front door to the host's record, on each database and in each kind of record;
 * statements on the record are counted at the data source.
 */
@ParameterizedClass(name = "on {0}, {1}")
@MethodSource("everywhere")
@Tag("once")
class RoleSyncTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final OrganizationId other = provider.dashboard().createOrganization("Other").id();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final List<RoleEvent> heard = new CopyOnWriteArrayList<>();
  private final TestDatabase database;
  private final Wire wire;
  private final Kind kind;
  private final RoleStore store;
  private final Muster muster;

  RoleSyncTest(Engine engine, Kind kind) {
    this.kind = kind;
    database = engine.installed();
    wire = new Wire(database.dataSource());
    Jdbi jdbi = Jdbi.create(wire.dataSource());
    store = kind.bind(database, jdbi, acme, ann);
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").role("member").build())
            .deadline(Patience.LONG)
            .memberships(JdbiMembershipStore.on(jdbi))
            .directory(JdbiDirectoryStore.on(jdbi))
            .roleStore(store)
            .withoutReadingAhead()
            .listener(
                event -> {
                  if (event instanceof MusterEvent.OfRole role) {
                    heard.add(role.event());
                  }
                })
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
            .build();
  }

  static Stream<Arguments> everywhere() {
    return Stream.of(Engine.values())
        .flatMap(engine -> Stream.of(Kind.values()).map(kind -> Arguments.of(engine, kind)));
  }

  @BeforeEach
  void annIsMember() {
    provider.dashboard().join(acme, ann, MEMBER);
    assertThat(statementsOfALiveCheck()).hasSize(1);
    assertThat(record()).isEqualTo("member");
    heard.clear();
  }

  @AfterEach
  void close() {
    muster.close();
    database.close();
  }

  private Decision check(OrganizationId organization, Requirement requirement) {
    return muster.check(muster.vouchedByHost(ann), organization.value(), requirement);
  }

  /** The statements on the host's record that a live check sends. */
  private List<String> statementsOfALiveCheck() {
    wire.clear();
    check(acme, Requirement.member());
    return wire.sent().stream().filter(sql -> sql.contains(kind.table)).toList();
  }

  private String record() {
    return String.valueOf(database.column(String.format(Locale.ROOT, kind.query, acme)).get(0));
  }

  @Test
  @Tag("ROLE-2")
  @Tag("S9")
  void unchanged_is_no_statement() {
    for (int i = 0; i < 10; i++) {
      assertThat(statementsOfALiveCheck()).isEmpty();
    }
    Freshness hour = Freshness.within(Duration.ofHours(1));
    wire.clear();
    muster.check(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
            .in(acme.value())
            .onRoute(hour));
    assertThat(wire.sent()).isEmpty();
  }

  @Test
  @Tag("ROLE-2")
  @Tag("S9")
  void changed_is_one_statement() {
    provider.dashboard().setRoles(acme, ann, ADMIN);
    assertThat(statementsOfALiveCheck()).hasSize(1);
    assertThat(record()).isEqualTo("admin");

    provider.dashboard().setRoles(acme, ann, MEMBER);
    assertThat(statementsOfALiveCheck()).hasSize(1);
    assertThat(record()).isEqualTo("member");
    assertThat(heard)
        .extracting(event -> ((RoleEvent.RoleChanged) event).origin())
        .containsExactly(Origin.PROVIDER, Origin.PROVIDER);
  }

  @Test
  @Tag("ROLE-2")
  @Tag("S9")
  void a_node_that_never_saw_the_member_changes_the_role_with_one_statement_too() {
    provider.dashboard().setRoles(acme, ann, ADMIN);
    // Long enough ago that no node would remember it.
    clock.advance(RoleSynchronizer.RECHECK);
    assertThat(statementsOfALiveCheck()).hasSize(1);
    assertThat(record()).isEqualTo("admin");
  }

  @Test
  @Tag("ROLE-4")
  void an_end_is_one_statement_that_clears_the_role() {
    provider.dashboard().remove(acme, ann);
    assertThat(statementsOfALiveCheck()).hasSize(1);
    assertThat(store.find(key())).isEmpty();
  }

  @Test
  @Tag("ROLE-7")
  void a_record_changed_by_hand_is_corrected_and_told() {
    database.run(String.format(Locale.ROOT, kind.byHand, acme));
    assertThat(record()).isEqualTo("admin");
    clock.advance(RoleSynchronizer.RECHECK);

    check(acme, Requirement.member());

    assertThat(record()).isEqualTo("member");
    assertThat(heard)
        .extracting(event -> ((RoleEvent.RoleChanged) event).origin())
        .containsExactly(Origin.RECORD);
  }

  @Test
  @Tag("ROLE-1")
  @Tag("ROLE-6")
  void a_role_in_another_organization_raises_nothing_here() {
    provider.dashboard().join(other, ann, ADMIN);

    assertThat(check(other, Requirement.atLeast(new Role("admin"))))
        .isInstanceOf(Decision.Granted.class);

    assertThat(check(acme, Requirement.atLeast(new Role("admin"))))
        .isInstanceOf(Decision.Denied.class);
    assertThat(record()).isEqualTo("member");
  }

  @Test
  @Tag("ROLE-3")
  void an_unknown_role_lowers_nothing() {
    provider.dashboard().setRoles(acme, ann, ADMIN);
    check(acme, Requirement.member());
    provider.dashboard().setRoles(acme, ann, new RoleSlug("wizard"));

    assertThat(check(acme, Requirement.atLeast(new Role("admin"))))
        .isInstanceOf(Decision.Granted.class);
    assertThat(record()).isEqualTo("admin");
  }

  private MembershipKey key() {
    return new MembershipKey(FAKE, acme, ann);
  }

  /** Where the host keeps the role. */
  enum Kind {
    A_COLUMN(
        "staff",
        "select r from staff where o = '%s'",
        "update staff set r = 'admin' where o = '%s'") {
      @Override
      RoleStore bind(TestDatabase database, Jdbi jdbi, OrganizationId acme, UserId ann) {
        database.run(
            "create table staff (u varchar(255), o varchar(255), r varchar(255), unique (u, o))",
            "insert into staff (u, o) values ('" + ann + "', '" + acme + "')");
        return HostRoleTable.binding(jdbi, FAKE)
            .table("staff")
            .userColumn("u")
            .organizationColumn("o")
            .roleColumn("r")
            .build();
      }
    },

    A_FOREIGN_KEY(
        "staff",
        "select name from staff left join app_roles on id = role_id where o = '%s'",
        "update staff set role_id = 1 where o = '%s'") {
      @Override
      RoleStore bind(TestDatabase database, Jdbi jdbi, OrganizationId acme, UserId ann) {
        database.run(
            "create table app_roles (id int primary key, name varchar(255) not null unique)",
            "insert into app_roles values (1, 'admin'), (2, 'member')",
            "create table staff (u varchar(255), o varchar(255), role_id int, unique (u, o),"
                + " foreign key (role_id) references app_roles (id))",
            "insert into staff (u, o) values ('" + ann + "', '" + acme + "')");
        return HostRoleTable.binding(jdbi, FAKE)
            .table("staff")
            .userColumn("u")
            .organizationColumn("o")
            .roleColumn("role_id")
            .roleTable("app_roles")
            .roleKeyColumn("id")
            .roleNameColumn("name")
            .build();
      }
    },

    USERS_OF_ONE_ORGANIZATION(
        "users",
        "select r from users where '%s' is not null",
        "update users set r = 'admin' where '%s' is not null") {
      @Override
      RoleStore bind(TestDatabase database, Jdbi jdbi, OrganizationId acme, UserId ann) {
        database.run(
            "create table users (u varchar(255) primary key, r varchar(255))",
            "insert into users (u) values ('" + ann + "')");
        return HostRoleTable.binding(jdbi, FAKE)
            .table("users")
            .userColumn("u")
            .onlyOrganization(acme)
            .roleColumn("r")
            .build();
      }
    },

    A_TABLE_OF_MUSTERS_OWN(
        "muster_role",
        "select role from muster_role where organization_id = '%s'",
        "update muster_role set role = 'admin' where organization_id = '%s'") {
      @Override
      RoleStore bind(TestDatabase database, Jdbi jdbi, OrganizationId acme, UserId ann) {
        return JdbiRoleStore.on(jdbi);
      }
    };

    final String table;
    final String query;
    final String byHand;

    Kind(String table, String query, String byHand) {
      this.table = table;
      this.query = query;
      this.byHand = byHand;
    }

    /** Makes room for Ann in Acme, without a role, and binds it. */
    abstract RoleStore bind(TestDatabase database, Jdbi jdbi, OrganizationId acme, UserId ann);
  }
}
