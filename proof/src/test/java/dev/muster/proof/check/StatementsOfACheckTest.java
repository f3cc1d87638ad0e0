package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a check costs in SQL statements, on H2, with the role in a table of the host. */
class StatementsOfACheckTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");

  private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(InstantSource.system()).build();
  private final Jdbi jdbi = database();
  private final DirectoryStore directory = JdbiDirectoryStore.on(jdbi);
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").role("member").build())
          .memberships(JdbiMembershipStore.on(jdbi))
          .directory(directory)
          .roleStore(
              HostRoleTable.binding(jdbi, FAKE)
                  .table("members")
                  .organizationColumn("organization_id")
                  .userColumn("user_id")
                  .roleColumn("role")
                  .insertMissingRows()
                  .build())
          .build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private OrganizationId acme;

  private Jdbi database() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:statements;DB_CLOSE_DELAY=-1");
    MusterSchema.install(h2);
    Jdbi counted = Jdbi.create(h2);
    counted.useHandle(
        handle ->
            handle.execute(
                "CREATE TABLE members (organization_id VARCHAR(255), user_id VARCHAR(255),"
                    + " role VARCHAR(255), PRIMARY KEY (organization_id, user_id))"));
    counted.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            statements.add(context.getRenderedSql());
          }
        });
    return counted;
  }

  @BeforeEach
  void people() {
    acme = organization("acme");
    organization("other");
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
  }

  @AfterEach
  void close() {
    muster.close();
    jdbi.useHandle(handle -> handle.execute("DROP ALL OBJECTS"));
  }

  private OrganizationId organization(String slug) {
    Organization organization = provider.dashboard().createOrganization(slug);
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug(slug)));
    return organization.id();
  }

  private List<String> statementsOf(AccessCheck check) {
    statements.clear();
    muster.check(check);
    return List.copyOf(statements);
  }

  private AccessCheck check() {
    return AccessCheck.of(muster.vouchedByHost(ann), Requirement.member());
  }

  @Test
  @Tag("ORG-4")
  void an_unknown_and_a_foreign_organization_cost_the_same_statements() {
    List<String> foreign = statementsOf(check().in("other"));
    assertThat(statementsOf(check().in("unknown"))).isEqualTo(foreign).isNotEmpty();
    assertThat(statementsOf(check().in("org_unknown"))).hasSameSizeAs(foreign);
  }

  @Test
  @Tag("ROLE-2")
  void a_warm_check_costs_only_the_look_up_of_the_organization() {
    AccessCheck warm =
        check().in(OrganizationRef.of(acme)).onRoute(Freshness.within(Duration.ofHours(1)));
    assertThat(muster.check(warm)).isInstanceOf(Decision.Granted.class);
    assertThat(statementsOf(warm)).hasSize(1).first().asString().contains("muster_organization");
  }
}
