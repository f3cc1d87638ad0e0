package dev.muster.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ROLE-5")
class RoleMapTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");
  private static final Permission DELETE = new Permission("notes:delete");
  private static final Permission WRITE = new Permission("notes:write");
  private static final Permission READ = new Permission("notes:read");

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

  @Test
  void one_more_slug_can_be_given_to_a_role_declared_before_or_after() {
    RoleMap grown =
        RoleMap.builder()
            .slug(new RoleSlug("chief"), ADMIN)
            .role(ADMIN, Set.of(), Set.of(DELETE))
            .role("member", "notes:read")
            .slug(new RoleSlug("guest"), MEMBER)
            .build();
    assertThat(translated(grown, "chief").role()).contains(ADMIN);
    assertThat(translated(grown, "guest").role()).contains(MEMBER);
    assertThat(translated(grown, "member").role()).contains(MEMBER);
    assertThat(translated(grown, "admin").role()).isEmpty();
  }

  @Test
  void a_slug_for_a_role_that_is_not_declared_or_given_before_is_named() {
    RoleMap.Builder faulty =
        RoleMap.builder()
            .role("admin")
            .role("member")
            .slug(new RoleSlug("chief"), new Role("boss"))
            .slug(new RoleSlug("admin"), MEMBER)
            .slug(new RoleSlug("member"), MEMBER)
            .inherits(ADMIN, new Role("ghost"))
            .inherits(new Role("shade"), MEMBER);
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 faults")
        .hasMessageContaining("role `boss`, which slug `chief` means, is not declared")
        .hasMessageContaining("slug `admin` means both `admin` and `member`")
        .hasMessageContaining("slug `member` is given to `member` twice")
        .hasMessageContaining("role `ghost`, which `admin` inherits from, is not declared")
        .hasMessageContaining("role `shade`, which inherits, is not declared");
  }

  @Test
  void a_role_permits_what_it_inherits_through_others_and_nothing_else_changes() {
    Role guest = new Role("guest");
    RoleMap inherited =
        RoleMap.builder()
            .inherits(ADMIN, MEMBER)
            .inherits(MEMBER, guest)
            .role("admin", "notes:delete")
            .role("member", "notes:write")
            .role("guest", "notes:read")
            .build();
    assertThat(inherited.permissions(ADMIN)).containsExactlyInAnyOrder(DELETE, WRITE, READ);
    assertThat(inherited.permissions(MEMBER)).containsExactlyInAnyOrder(WRITE, READ);
    assertThat(inherited.permissions(guest)).containsExactly(READ);
    assertThat(inherited.isAtLeast(ADMIN, guest)).isTrue();
    assertThat(inherited.isAtLeast(guest, MEMBER)).isFalse();
  }

  @Test
  void two_ways_to_inherit_the_same_are_no_ring() {
    RoleMap diamond =
        RoleMap.builder()
            .role("a")
            .role("b")
            .role("c")
            .role("d", "notes:read")
            .inherits(new Role("a"), new Role("b"))
            .inherits(new Role("a"), new Role("c"))
            .inherits(new Role("b"), new Role("d"))
            .inherits(new Role("c"), new Role("d"))
            .build();
    assertThat(diamond.permissions(new Role("a"))).containsExactly(READ);
  }

  @Test
  void each_ring_is_named_once_and_in_full() {
    RoleMap.Builder rings =
        RoleMap.builder()
            .role("x")
            .role("a")
            .role("b")
            .role("c")
            .inherits(new Role("x"), new Role("a"))
            .inherits(new Role("a"), new Role("b"))
            .inherits(new Role("b"), new Role("c"))
            .inherits(new Role("c"), new Role("a"))
            .role("self")
            .inherits(new Role("self"), new Role("self"));
    assertThatThrownBy(rings::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 faults")
        .hasMessageContaining("roles inherit in a ring: `a` → `b` → `c` → `a`")
        .hasMessageContaining("roles inherit in a ring: `self` → `self`");
  }

  @Test
  void of_several_slugs_only_the_highest_role_permits_unless_a_union_is_asked_for() {
    RoleMap.Builder roles =
        RoleMap.builder().role("admin", "notes:delete").role("member", "notes:read");
    List<RoleSlug> both = List.of(new RoleSlug("member"), new RoleSlug("admin"));
    RoleMap highest = roles.build();
    assertThat(highest.translate(both).permissions()).containsExactly(DELETE);
    assertThat(highest.permissions(both, ADMIN)).isSameAs(highest.permissions(ADMIN));
    RoleMap union = roles.unionOfPermissions().build();
    assertThat(union.translate(both).permissions()).containsExactlyInAnyOrder(DELETE, READ);
    assertThat(union.translate(both).role()).contains(ADMIN);
    assertThat(union.translateKnown(both)).isEqualTo(ADMIN);
  }

  @Test
  void a_union_is_never_more_than_what_the_known_slugs_permit() {
    RoleMap union =
        RoleMap.builder()
            .role("admin", "notes:delete")
            .role("editor", "notes:write")
            .role("member", "notes:read")
            .inherits(new Role("editor"), MEMBER)
            .unionOfPermissions()
            .build();
    List<String> words = List.of("admin", "editor", "member", "Admin", "stranger");
    for (int chosen = 0; chosen < 1 << words.size(); chosen++) {
      List<RoleSlug> slugs = new ArrayList<>();
      Set<Permission> known = new HashSet<>();
      for (int i = 0; i < words.size(); i++) {
        if ((chosen & 1 << i) != 0) {
          slugs.add(new RoleSlug(words.get(i)));
          known.addAll(union.permissions(new Role(words.get(i))));
        }
      }
      assertThat(union.translate(slugs).permissions()).as("%s", slugs).isEqualTo(known);
    }
  }

  @Test
  void a_union_does_not_add_to_a_role_that_the_slugs_do_not_mean() {
    RoleMap union =
        RoleMap.builder()
            .role("admin", "notes:delete")
            .role("editor", "notes:write")
            .role("member", "notes:read")
            .unionOfPermissions()
            .build();
    List<RoleSlug> strangers = List.of(new RoleSlug("x"), new RoleSlug("y"));
    assertThat(union.permissions(strangers, MEMBER)).containsExactly(READ);
    List<RoleSlug> higher = List.of(new RoleSlug("admin"), new RoleSlug("editor"));
    assertThat(union.permissions(higher, MEMBER)).containsExactly(READ);
    assertThat(union.permissions(higher, new Role("stranger"))).isEmpty();
  }

  @Test
  void members_share_one_set_where_one_role_says_it_all() {
    RoleMap union =
        RoleMap.builder()
            .role("admin", "notes:delete")
            .role("member", "notes:read")
            .inherits(ADMIN, MEMBER)
            .unionOfPermissions()
            .build();
    List<RoleSlug> both = List.of(new RoleSlug("member"), new RoleSlug("admin"));
    assertThat(union.permissions(both, ADMIN)).isSameAs(union.permissions(ADMIN));
    assertThat(union.permissions(List.of(new RoleSlug("member")), MEMBER))
        .isSameAs(union.permissions(MEMBER));
  }

  private static RoleMap.Translation translated(RoleMap map, String slug) {
    return map.translate(List.of(new RoleSlug(slug)));
  }
}
