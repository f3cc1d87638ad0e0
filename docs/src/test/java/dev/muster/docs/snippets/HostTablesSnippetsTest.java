package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.Accounts;
import dev.muster.jdbi.HostAccountTable;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiChangeLog;
import dev.muster.jdbi.JdbiChangeStore;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.jdbi.JdbiOrganizationTokenStore;
import dev.muster.jdbi.JdbiRefreshStore;
import dev.muster.jdbi.JdbiRoleStore;
import dev.muster.jdbi.JdbiWalkStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.store.ChangeStore;
import dev.muster.store.RefreshStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The snippets of docs/database.md and docs/accounts.md about tables, run. */
class HostTablesSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("admin").build();
  private final UserId userId = provider.dashboard().createUser("ann@example.com").id();
  private final MembershipKey key =
      new MembershipKey(provider.instance(), new OrganizationId("org_1"), userId);
  private final RoleStore.Change first = new RoleStore.Change(null, new Role("admin"));
  private final List<String> shown = new ArrayList<>();

  @Test
  void roleTable() {
    Jdbi jdbi = Jdbi.create(database("role-table"));
    jdbi.useHandle(
        handle -> {
          handle.execute("create table roles (id int primary key, name varchar(99) unique)");
          handle.execute("insert into roles values (7, 'admin')");
          handle.execute(
              "create table project_members (organization_id varchar(255), user_id varchar(255),"
                  + " role_id int references roles)");
          handle.execute("insert into project_members values ('org_1', ?, null)", userId.value());
        });
    // @start region=role-table
    HostRoleTable members =
        HostRoleTable.binding(jdbi, provider.instance())
            .table("project_members")
            .organizationColumn("organization_id")
            .userColumn("user_id")
            .roleColumn("role_id")
            .roleTable("roles")
            .roleKeyColumn("id")
            .roleNameColumn("name")
            .build();
    // @end
    assertThat(members.swap(key, first)).isTrue();
    assertThat(members.find(key)).contains(new Role("admin"));
  }

  @Test
  void ownRoles() {
    DataSource dataSource = database("own-roles");
    MusterSchema.install(dataSource);
    // @start region=own-roles
    JdbiRoleStore members = JdbiRoleStore.on(dataSource);
    // @end
    assertThat(members.swap(key, first)).isTrue();
  }

  @Test
  void refreshes() {
    DataSource dataSource = database("refreshes");
    MusterSchema.install(dataSource);
    // @start region=refresh-table
    JdbiRefreshStore refreshes = JdbiRefreshStore.on(dataSource);
    // @end
    RefreshStore.Key token = new RefreshStore.Key(provider.instance(), "0".repeat(64));
    UUID mine = UUID.randomUUID();
    assertThat(refreshes.claim(token, mine, Duration.ofMinutes(1)))
        .isEqualTo(new RefreshStore.Claim.Yours());
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(URI.create("https://notes.example/callback"))
            .build();
    try (Muster node =
        // @start region=nodes
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .sessions(provider, settings)
            .refreshStore(JdbiRefreshStore.on(dataSource))
            .build()
    // @end
    ) {
      assertThat(node.sessions()).isPresent();
    }
  }

  @Test
  void changes() {
    DataSource dataSource = database("changes");
    MusterSchema.install(dataSource);
    Jdbi jdbi = Jdbi.create(dataSource);
    // @start region=token-and-change-tables
    JdbiOrganizationTokenStore tokens = JdbiOrganizationTokenStore.on(jdbi);
    JdbiChangeStore changes = JdbiChangeStore.on(jdbi);
    // @end
    assertThat(tokens.epoch(key)).isZero();
    ChangeStore.Subject organization =
        new ChangeStore.Subject.OfOrganization(key.provider(), key.organization());
    assertThat(changes.standing(organization).open()).isEmpty();
  }

  @Test
  void feed() {
    DataSource dataSource = database("feed");
    MusterSchema.install(dataSource);
    Jdbi jdbi = Jdbi.create(dataSource);
    // @start region=feed-and-log-tables
    JdbiFeedStore feed = JdbiFeedStore.on(jdbi);
    JdbiWalkStore walks = JdbiWalkStore.on(jdbi);
    JdbiChangeLog log = JdbiChangeLog.on(jdbi);
    // @end
    assertThat(feed.status(key.provider()).leader()).isNull();
    assertThat(walks.find(key.provider())).isEmpty();
    assertThat(log.read(key.provider(), 0, 1).complete()).isTrue();
  }

  @Test
  void accounts() {
    Jdbi jdbi = Jdbi.create(database("accounts"));
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "create table users (id bigint generated always as identity primary key,"
                  + " workos_user_id varchar(255) unique, email varchar(254) unique,"
                  + " email_verified boolean)");
          handle.execute(
              "insert into users (email, email_verified) values ('Ann@example.com', true)");
        });
    // @start region=account-table
    HostAccountTable accounts =
        HostAccountTable.binding(jdbi, provider.instance())
            .table("users")
            .accountIdColumn("id")
            .providerUserColumn("workos_user_id")
            .emailColumn("email")
            .emailVerifiedColumn("email_verified")
            .accountIdsAreGenerated()
            .build();
    // @end
    ensure(accounts);
    ensure(accounts);
    assertThat(shown).containsExactly("your account is 1", "welcome back, 1");
  }

  private void ensure(HostAccountTable accounts) {
    // @start region=accounts
    try (Muster muster =
        Muster.builder().provider(provider).roles(roles).accounts(accounts).build()) {
      Accounts logins = muster.accounts().orElseThrow();
      String greeting =
          logins
              .ensure(userId)
              .fold(
                  known -> "welcome back, " + known.id(),
                  linked -> "your account is " + linked.id(),
                  created -> "your new account is " + created.id(),
                  refused -> "no account: " + refused.reason(),
                  noSuchUser -> "no such user",
                  unavailable -> "come back later");
      show(greeting);
    }
    // @end
  }

  private void show(String text) {
    shown.add(text);
  }

  private static DataSource database(String name) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:docs-" + name + ";DB_CLOSE_DELAY=-1");
    return h2;
  }
}
