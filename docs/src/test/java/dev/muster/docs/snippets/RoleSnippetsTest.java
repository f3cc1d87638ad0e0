package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/roles.md that need no Muster, run. */
class RoleSnippetsTest {
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
}
