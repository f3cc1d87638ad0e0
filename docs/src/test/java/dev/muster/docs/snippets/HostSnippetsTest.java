package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The snippets of docs/database.md, docs/servlet.md and docs/sessions.md, run. */
class HostSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .build();
  private final RoleMap roles = RoleMap.builder().role("admin", "notes:delete").build();

  @Test
  void database() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:docs;DB_CLOSE_DELAY=-1");
    DataSource dataSource = h2;
    Jdbi.create(h2)
        .useHandle(
            handle ->
                handle.execute(
                    "CREATE TABLE members (organization_id VARCHAR(255), user_id VARCHAR(255),"
                        + " role VARCHAR(255), PRIMARY KEY (organization_id, user_id))"));
    // @start region=database
    MusterSchema.install(dataSource);
    Jdbi jdbi = Jdbi.create(dataSource);
    HostRoleTable members =
        HostRoleTable.binding(jdbi, provider.instance())
            .table("members")
            .organizationColumn("organization_id")
            .userColumn("user_id")
            .roleColumn("role")
            .insertMissingRows()
            .build();
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .memberships(JdbiMembershipStore.on(jdbi))
            .directory(JdbiDirectoryStore.on(jdbi))
            .roleStore(members)
            .build()) {
      serve(muster);
    }
    // @end
    MusterSchema.verify(dataSource);
    joining(
        jdbi,
        JdbiDirectoryStore.on(jdbi),
        new DirectoryStore.Entry(
            new Organization(new OrganizationId("org_1"), "Acme"), new OrganizationSlug("acme")));
  }

  private void joining(Jdbi jdbi, JdbiDirectoryStore directory, DirectoryStore.Entry acme) {
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE plans (organization_id VARCHAR(255))"));
    // @start region=joining
    jdbi.useTransaction(
        handle -> {
          directory.joining(handle).add(provider.instance(), acme);
          handle.execute("INSERT INTO plans VALUES (?)", acme.organization().id().value());
        });
    // @end
    assertThat(directory.findBySlug(provider.instance(), acme.slug()))
        .contains(new DirectoryStore.Owner.OfOrganization(acme));
  }

  private static void serve(Muster muster) {
    assertThat(muster.sessions()).isEmpty();
  }
}
