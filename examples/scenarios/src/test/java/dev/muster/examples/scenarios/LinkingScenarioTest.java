package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.AccountEvent;
import dev.muster.jdbi.HostAccountTable;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.junit.MusterExtension;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.MusterKitBuilder;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host had users, with roles, before it had the provider. */
@Tag("A20")
@Tag("ROLE-10")
class LinkingScenarioTest {
  private static final RoleSlug WIZARD = new RoleSlug("wizard");
  private static final String MINE =
      "insert into users (email, org, role) values ('ann@example.org', ?, 'admin')";

  final Jdbi users = Jdbi.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

  @RegisterExtension final MusterExtension muster = MusterExtension.of(this::configure);

  void configure(MusterKitBuilder kit) {
    kit.wired((made, host) -> host.accounts(accounts(made)).roleStore(roles(made)));
    Control.apply(kit);
  }

  HostAccountTable accounts(MusterKit kit) {
    return HostAccountTable.binding(users, kit.instance())
        .table("users")
        .accountIdColumn("id")
        .providerUserColumn("sub")
        .emailColumn("email")
        .everyEmailIsVerified()
        .accountIdsAreGenerated()
        .build();
  }

  private HostRoleTable roles(MusterKit kit) {
    return HostRoleTable.binding(users, kit.instance())
        .table("users")
        .userColumn("sub")
        .organizationColumn("org")
        .roleColumn("role")
        .build();
  }

  LinkingScenarioTest() {
    users.useHandle(
        h ->
            h.execute(
                "create table users (id identity primary key, sub varchar(255) unique, email"
                    + " varchar(254) unique, org varchar(255), role varchar(64))"));
  }

  private static FakeDashboard dashboard(MusterKit kit) {
    return kit.provider().fake().dashboard();
  }

  /** The provider's own word means nothing here, so that the role is what the host says it is. */
  @Test
  void who_signs_in_to_an_account_that_was_there_keeps_its_role(MusterKit kit) {
    OrganizationId acme = kit.org("acme").admin("boss").id();
    dashboard(kit).join(acme, kit.user("ann"), WIZARD);
    users.useHandle(h -> h.execute(MINE, acme.value()));
    kit.actingAs("ann").cookie();
    assertThat(kit.audit().of(AccountEvent.AccountLinked.class)).hasSize(1);
    var row = users.withHandle(h -> h.select("select * from users").mapToMap().one());
    assertThat(row).containsEntry("sub", kit.user("ann").value()).containsEntry("role", "admin");
    assertThat(kit.actingAs("ann").in("acme").check(member())).isGranted().hasRole("admin");
  }
}
