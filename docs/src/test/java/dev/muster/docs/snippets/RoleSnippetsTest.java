package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/roles.md about the map itself, run. */
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
}
