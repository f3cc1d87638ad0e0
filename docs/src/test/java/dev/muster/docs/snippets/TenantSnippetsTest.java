package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MembershipMovedException;
import dev.muster.jdbi.MusterSchema;
import dev.muster.jdbi.tenant.TenantExemption;
import dev.muster.jdbi.tenant.TenantRefusedException;
import dev.muster.jdbi.tenant.TenantScope;
import dev.muster.jdbi.tenant.TenantTables;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snippets of docs/tenant-data.md, run. */
class TenantSnippetsTest {
  private static final Logger log = LoggerFactory.getLogger(TenantSnippetsTest.class);

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();

  @Test
  void tenantData() throws Exception {
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:tenants;DB_CLOSE_DELAY=-1");
    DataSource dataSource = h2;
    MusterSchema.install(dataSource);
    // The table as the page makes it.
    String page = Files.readString(Path.of("tenant-data.md"));
    String table = page.substring(page.indexOf("create table"), page.indexOf("```\n\nWho wrote"));
    Jdbi.create(dataSource).useHandle(handle -> handle.execute(table));
    // @start region=tables
    TenantTables tables =
        TenantTables.builder()
            .table("note", "organization_id", "user_id")
            .table("invoice", "organization_id")
            .exemptions(exemption -> log.warn("exempted: {}", exemption.reason()))
            .build();
    Jdbi jdbi = Jdbi.create(dataSource).installPlugin(tables.guard());
    // @end
    JdbiMembershipStore mirror = JdbiMembershipStore.on(dataSource);
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .memberships(mirror)
            .build()) {
      AccessCheck check = AccessCheck.of(muster.vouchedByHost(ann), Requirement.member());
      Pass inAcme = muster.require(check.in(OrganizationRef.of(acme)));
      Pass alone =
          muster.require(AccessCheck.of(muster.vouchedByHost(ann), Requirement.signedIn()));
      write(jdbi, mirror, inAcme, "of Acme");
      write(jdbi, mirror, alone, "of Ann");
      assertThat(notes(jdbi, inAcme)).containsExactly("of Acme");
      assertThat(notes(jdbi, alone)).containsExactly("of Ann");
      assertThat(count(jdbi)).isEqualTo(2);
      assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("delete from note")))
          .isInstanceOf(TenantRefusedException.class);
      provider.dashboard().setRoles(acme, ann);
      muster.check(check.in(OrganizationRef.of(acme)));
      assertThatThrownBy(() -> write(jdbi, mirror, inAcme, "late"))
          .isInstanceOf(MembershipMovedException.class);
    }
  }

  private static List<String> notes(Jdbi jdbi, Pass pass) {
    // @start region=scope
    List<String> notes =
        jdbi.withHandle(
            handle ->
                TenantScope.of(pass)
                    .bind(
                        handle.createQuery(
                            "select text from note"
                                + " where (organization_id = :tenant_organization"
                                + " or organization_id is null and user_id = :tenant_user)"
                                + " order by id"))
                    .mapTo(String.class)
                    .list());
    // @end
    return notes;
  }

  private static long count(Jdbi jdbi) {
    // @start region=exemption
    long notes =
        jdbi.withHandle(
            handle ->
                TenantExemption.becauseOf("monthly report of the operator")
                    .on(handle.createQuery("select count(*) from note"))
                    .mapTo(Long.class)
                    .one());
    // @end
    return notes;
  }

  private static void write(Jdbi jdbi, JdbiMembershipStore mirror, Pass pass, String text) {
    // @start region=still
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          mirror.assertStill(pass, handle);
          TenantScope.of(pass)
              .bind(
                  handle.createUpdate(
                      "insert into note (organization_id, user_id, text)"
                          + " values (:tenant_organization, :tenant_user, :text)"))
              .bind("text", text)
              .execute();
        });
    // @end
  }
}
