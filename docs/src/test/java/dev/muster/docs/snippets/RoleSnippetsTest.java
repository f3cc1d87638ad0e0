package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.EndedRolePolicy;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/roles.md about the map and about what differs, run. */
class RoleSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();

  @Test
  void map() {
    // @start region=role-map
    Role editor = new Role("editor");
    Role billing = new Role("billing");
    Role guest = new Role("guest");
    RoleMap roles =
        RoleMap.builder()
            .role("editor", "notes:write")
            .role("billing", "invoices:pay")
            .role("guest", "notes:read")
            .slug(new RoleSlug("org:accountant"), billing)
            .inherits(editor, guest)
            .unionOfPermissions()
            .build();
    // @end
    RoleMap.Translation both =
        roles.translate(List.of(new RoleSlug("org:accountant"), new RoleSlug("editor")));
    assertThat(both.role()).contains(editor);
    assertThat(both.permissions())
        .containsExactlyInAnyOrder(
            new Permission("notes:write"),
            new Permission("notes:read"),
            new Permission("invoices:pay"));
  }

  @Test
  void role_list() {
    provider.dashboard().defineRole(new RoleSlug("admin"));
    provider.dashboard().defineRole(new RoleSlug("auditor"));
    RoleMap roles = RoleMap.builder().role("admin").role("member").build();
    List<String> log = new ArrayList<>();
    // @start region=role-list
    try (Muster muster =
        Muster.builder().provider(provider).roles(roles).roleCatalog(provider).build()) {
      muster
          .compareRoles()
          .ifPresent(
              outcome ->
                  log.add(
                      outcome.fold(
                          compared -> compared.report().toString(),
                          failed -> "not known: " + failed.failure().cause())));
    }
    // @end
    assertThat(log).containsExactly("RoleMapReport[unmapped=[auditor], missing=[member]]");
  }

  @Test
  void drift() {
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    MembershipKey key = new MembershipKey(provider.instance(), acme, ann);
    RoleStore column = new InMemoryRoleStore();
    List<String> log = new ArrayList<>();
    // @start region=role-origin
    MusterListener listener =
        event -> {
          if (event instanceof MusterEvent.OfRole of
              && of.event() instanceof RoleEvent.RoleChanged changed) {
            log.add(changed.plan().from() + " -> " + changed.plan().to() + ": " + changed.origin());
          }
        };
    // @end
    // @start region=role-ended
    MusterBuilder builder =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").role("member").build())
            .endedRoles(EndedRolePolicy.KEEP);
    // @end
    try (Muster muster = builder.roleStore(column).listener(listener).build()) {
      muster.require(
          AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(acme.value()));
      column.swap(key, new RoleStore.Change(new Role("member"), new Role("admin")));
      log.clear();
      // @start region=role-drift
      RoleDrift.Result found = muster.roleDrift().compare(acme); // writes nothing
      found.fold(
          report -> log.add(report.differences().size() + " of " + report.members() + " differ"),
          failure -> log.add("not known: " + failure.cause()));
      muster.roleDrift().correct(acme);
      // @end
      provider.dashboard().remove(acme, ann);
      assertThat(
              muster.check(
                  AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(acme.value())))
          .isInstanceOf(Decision.Denied.class);
    }
    assertThat(log).containsExactly("1 of 1 differ", "admin -> member: RECORD");
    assertThat(column.find(key)).contains(new Role("member"));
  }
}
