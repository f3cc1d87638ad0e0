package dev.muster.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.store.OrganizationTokenStore.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a token leaves of the rights of now is never more than they are, nor than it granted. */
@Tag("TOK-4")
class NarrowingTest {
  private static final RoleMap MAP =
      RoleMap.builder().role("owner").role("admin").role("member").build();
  private static final List<Role> RANKED =
      List.of(new Role("member"), new Role("admin"), new Role("owner"));
  private static final List<Permission> PERMISSIONS =
      Stream.of("a", "b", "c", "d", "e").map(Permission::new).toList();
  private static final Role GONE = new Role("gone");

  @Test
  void a_role_is_the_lower_of_both() {
    List<@Nullable Role> all = new ArrayList<>(RANKED);
    all.add(GONE);
    all.add(null); // no role at all
    for (Role then : all) {
      for (Role now : all) {
        int lower = Math.min(rank(then), rank(now));
        assertThat(Narrowing.role(MAP, then, now)).isEqualTo(lower < 0 ? null : RANKED.get(lower));
      }
    }
  }

  @Test
  void permissions_are_those_of_both() {
    for (Set<Permission> then : subsets()) {
      for (Set<Permission> now : subsets()) {
        Set<Permission> both = new HashSet<>(then);
        both.retainAll(now);

        assertThat(Narrowing.permissions(MAP, grant(RANKED.get(0), then), now)).isEqualTo(both);
        assertThat(Narrowing.permissions(MAP, grant(GONE, then), now)).isEmpty();
      }
      assertThat(Narrowing.permissions(MAP, grant(RANKED.get(0), Set.copyOf(then)), then))
          .isSameAs(then);
    }
  }

  private static int rank(@Nullable Role role) {
    return role == null ? -1 : RANKED.indexOf(role);
  }

  private static List<Set<Permission>> subsets() {
    List<Set<Permission>> all = new ArrayList<>();
    for (int bits = 0; bits < 1 << PERMISSIONS.size(); bits++) {
      Set<Permission> one = new HashSet<>();
      for (int i = 0; i < PERMISSIONS.size(); i++) {
        if ((bits >> i & 1) == 1) {
          one.add(PERMISSIONS.get(i));
        }
      }
      all.add(Set.copyOf(one));
    }
    return all;
  }

  private static Grant grant(Role role, Set<Permission> permissions) {
    MembershipKey key =
        new MembershipKey(
            new ProviderInstance("fake"), new OrganizationId("org_1"), new UserId("user_1"));
    return new Grant(key, new MembershipId("membership_1"), role, permissions, null, "");
  }
}
