package dev.muster.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ROLE-5")
class RoleMapTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");

  private final RoleMap map =
      RoleMap.builder()
          .role(
              ADMIN,
              Set.of(new RoleSlug("owner"), new RoleSlug("admin")),
              Set.of(new Permission("notes:delete")))
          .role("member", "notes:read")
          .build();

  @Test
  void several_slugs_mean_the_highest_role_whatever_their_order() {
    assertThat(map.translate(List.of(new RoleSlug("member"), new RoleSlug("owner"))).role())
        .contains(ADMIN);
    assertThat(map.translate(List.of(new RoleSlug("admin"), new RoleSlug("member"))).role())
        .contains(ADMIN);
  }

  @Test
  void an_unknown_slug_means_nothing_and_is_named() {
    RoleMap.Translation translation =
        map.translate(List.of(new RoleSlug("Admin"), new RoleSlug("member")));
    assertThat(translation.role()).contains(MEMBER);
    assertThat(translation.unknown()).containsExactly(new RoleSlug("Admin"));
    assertThat(map.translate(List.of()).role()).isEmpty();
  }

  @Test
  void what_is_all_known_is_translated_alike_without_the_list_of_what_is_not() {
    RoleSlug stranger = new RoleSlug("Admin");
    List<RoleSlug> all =
        List.of(new RoleSlug("member"), new RoleSlug("owner"), new RoleSlug("admin"), stranger);
    for (RoleSlug first : all) {
      for (RoleSlug second : all) {
        List<RoleSlug> slugs = List.of(first, second);
        RoleMap.Translation translation = map.translate(slugs);
        assertThat(map.translateKnown(slugs))
            .isEqualTo(translation.unknown().isEmpty() ? translation.role().orElse(null) : null);
      }
    }
    assertThat(map.translateKnown(List.of())).isNull();
  }

  @Test
  void a_role_that_is_not_declared_is_neither_high_nor_low() {
    Role stranger = new Role("stranger");
    assertThat(map.isAtLeast(ADMIN, MEMBER)).isTrue();
    assertThat(map.isAtLeast(MEMBER, MEMBER)).isTrue();
    assertThat(map.isAtLeast(MEMBER, ADMIN)).isFalse();
    assertThat(map.isAtLeast(stranger, MEMBER)).isFalse();
    assertThat(map.isAtLeast(ADMIN, stranger)).isFalse();
    assertThat(map.isAtLeast(stranger, stranger)).isFalse();
    assertThat(map.permissions(stranger)).isEmpty();
  }

  @Test
  void every_fault_is_named_at_once() {
    RoleMap.Builder faulty =
        RoleMap.builder()
            .role("admin")
            .role(ADMIN, Set.of(), Set.of())
            .role(MEMBER, Set.of(new RoleSlug("admin")), Set.of());
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 faults")
        .hasMessageContaining("role `admin` is declared twice")
        .hasMessageContaining("role `admin` has no provider slug")
        .hasMessageContaining("slug `admin` means both `admin` and `member`");
    assertThatThrownBy(() -> RoleMap.builder().build()).hasMessageContaining("no role is declared");
  }
}
