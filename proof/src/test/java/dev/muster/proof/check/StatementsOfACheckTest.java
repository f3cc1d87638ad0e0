package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final Freshness HOUR = Freshness.within(Duration.ofHours(1));
  private static final ProviderInstance FAKE = new ProviderInstance("fake");

  private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(InstantSource.system()).build();
  private final Jdbi jdbi = database();
  private final DirectoryStore directory = JdbiDirectoryStore.on(jdbi);
  private final Muster muster = muster();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final Map<String, OrganizationId> organizations = new HashMap<>();
  private OrganizationId acme;

  private Muster muster() {
    return Muster.builder()
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
  }

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
    organizations.put(slug, organization.id());
    return organization.id();
  }

  private OrganizationId organizationId(String slug) {
    return Objects.requireNonNull(organizations.get(slug), slug);
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
  @Tag("ORG-4")
  void memory_of_other_members_makes_no_difference_to_a_stranger() {
    AccessCheck foreign = check().in("other").onRoute(HOUR);
    AccessCheck unknown = check().in("unknown").onRoute(HOUR);
    UserId bob = provider.dashboard().createUser("bob@example.com").id();
    provider.dashboard().join(organizationId("other"), bob, new RoleSlug("member"));
    AccessCheck bobs =
        AccessCheck.of(muster.vouchedByHost(bob), Requirement.member()).in("other").onRoute(HOUR);
    assertThat(muster.check(bobs)).isGranted();
    assertThat(statementsOf(foreign)).isEqualTo(statementsOf(unknown)).isNotEmpty();
    assertThat(statementsOf(foreign)).isEqualTo(statementsOf(unknown));
  }

  @Test
  @Tag("ROLE-2")
  void a_warm_check_costs_no_statement_and_no_call_whatever_names_the_organization() {
    for (String name : List.of("acme", acme.value())) {
      AccessCheck warm = check().in(name).onRoute(HOUR);
      assertThat(muster.check(warm)).isGranted();
      provider.calls().reset();
      assertThat(statementsOf(warm)).as(name).isEmpty();
      assertThat(provider.calls().total()).isZero();
    }
  }

  @Test
  @Tag("ORG-1")
  void a_cold_check_that_the_mirror_answers_costs_one_statement_by_id_and_two_by_slug() {
    assertThat(muster.check(check().in("acme"))).isGranted();
    provider.calls().reset();
    assertThat(coldStatements(acme.value())).singleElement().asString().contains("membership");
    assertThat(coldStatements("acme")).hasSize(2);
    assertThat(provider.calls().total()).isZero();
  }

  @Test
  @Tag("ORG-3")
  void a_name_that_another_organization_took_over_is_followed_within_the_bound_and_live_at_once() {
    AccessCheck acmes = check().in("acme").onRoute(HOUR);
    muster.check(acmes);
    jdbi.useHandle(
        handle -> {
          handle.execute("update muster_organization set slug = 'acme-old' where slug = 'acme'");
          handle.execute("update muster_organization set slug = 'acme' where slug = 'other'");
        });
    assertThat(muster.check(acmes).explanation().organization()).isEqualTo(acme);
    assertThat(muster.check(acmes.fresher(Freshness.live())))
        .isDenied()
        .extracting(decision -> decision.explanation().organization())
        .isEqualTo(organizationId("other"));
  }

  @Test
  @Tag("SCOPE-4")
  void the_list_of_scopes_costs_one_statement_and_one_list() {
    directory.renamePersonal(FAKE, ann, new OrganizationSlug("ann"));
    provider.calls().reset();
    statements.clear();

    muster.scopes(muster.vouchedByHost(ann));

    assertThat(statements).hasSize(1);
    assertThat(provider.calls().calls()).containsExactly(Operation.LIST_MEMBERSHIPS);
  }

  @Test
  @Tag("ORG-4")
  @Tag("SCOPE-1")
  void somebody_elses_own_slug_costs_the_statements_of_an_unknown_organization() {
    directory.renamePersonal(FAKE, ann, new OrganizationSlug("ann"));
    directory.renamePersonal(FAKE, new UserId("user_bob"), new OrganizationSlug("bob"));

    assertThat(statementsOf(check().in("bob"))).isEqualTo(statementsOf(check().in("unknown")));
    assertThat(statementsOf(check().in("ann"))).hasSize(1);
  }

  /** What another node, with nothing in memory, asks the database. */
  private List<String> coldStatements(String name) {
    try (Muster cold = muster()) {
      statements.clear();
      AccessCheck check =
          AccessCheck.of(cold.vouchedByHost(ann), Requirement.member()).in(name).onRoute(HOUR);
      assertThat(cold.check(check)).isGranted();
      return List.copyOf(statements);
    }
  }
}
