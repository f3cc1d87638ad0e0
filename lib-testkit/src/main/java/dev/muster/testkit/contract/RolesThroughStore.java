package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;
import static dev.muster.testkit.contract.Cast.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore.Change;
import dev.muster.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a role store says of all of its roles, and of what it has no place for. */
abstract class RolesThroughStore extends RoleStoreSteps {
  @Test
  @Tag("ROLE-6")
  void a_list_is_each_member_who_has_a_role_and_nobody_else() throws Exception {
    assertThat(store.list(PROVIDER, KEY.organization())).isEmpty();
    MembershipKey second = Cast.key("org_1", "user_2");
    MembershipKey elsewhere = Cast.key("org_2", "user_3");
    for (MembershipKey key : List.of(second, elsewhere, Cast.key("org_1", "user_4"))) {
      prepare(key);
    }
    swap(null, MEMBER);
    store.swap(second, new Change(null, ADMIN));
    store.swap(elsewhere, new Change(null, OWNER));

    assertThat(store.list(PROVIDER, KEY.organization()))
        .isEqualTo(Map.of(KEY.user(), MEMBER, second.user(), ADMIN));
  }

  @Test
  @Tag("DB-1")
  @Tag("ROLE-6")
  void lists_of_organizations_and_users_that_look_alike_are_kept_apart() throws Exception {
    Map<UserId, Role> alike = new HashMap<>();
    int ids = Cast.LOOK_ALIKES.size();
    for (int i = 0; i < ids; i++) {
      String id = Cast.LOOK_ALIKES.get(i);
      MembershipKey key = Cast.key("org_1", id);
      MembershipKey alone = Cast.key(id, "user_1");
      prepare(key);
      prepare(alone);
      store.swap(key, new Change(null, numbered(i)));
      store.swap(alone, new Change(null, numbered(ids + i)));
      alike.put(key.user(), numbered(i));
    }

    assertThat(store.list(PROVIDER, KEY.organization())).isEqualTo(alike);
    for (int i = 0; i < ids; i++) {
      OrganizationId organization = new OrganizationId(Cast.LOOK_ALIKES.get(i));
      assertThat(store.list(PROVIDER, organization))
          .isEqualTo(Map.of(KEY.user(), numbered(ids + i)));
    }
  }

  @Test
  @Tag("FEED-5")
  @Tag("DB-1")
  void a_list_of_some_members_is_each_of_them_who_has_a_role_and_nobody_else() throws Exception {
    List<UserId> users = new ArrayList<>();
    for (String id : Cast.LOOK_ALIKES) {
      MembershipKey key = Cast.key("org_1", id);
      prepare(key);
      users.add(key.user());
      store.swap(key, new Change(null, numbered(users.size())));
    }
    swap(null, MEMBER);
    UserId nobody = new UserId("user_nobody");

    for (int i = 0; i < users.size(); i++) {
      UserId user = users.get(i);
      assertThat(store.list(PROVIDER, KEY.organization(), Set.of(user, nobody)))
          .isEqualTo(Map.of(user, numbered(i + 1)));
    }
    assertThat(store.list(PROVIDER, KEY.organization(), Set.of(KEY.user(), users.get(0))))
        .isEqualTo(Map.of(KEY.user(), MEMBER, users.get(0), numbered(1)));
    assertThat(store.list(PROVIDER, KEY.organization(), Set.of())).isEmpty();
    assertThat(store.list(PROVIDER, new OrganizationId("org_nowhere"), Set.of(KEY.user())))
        .isEmpty();
  }

  @Test
  @Tag("MEM-13")
  @Tag("ROLE-6")
  void a_list_holds_nothing_of_another_provider_instance() {
    swap(null, MEMBER);

    Map<UserId, Role> found;
    try {
      found = store.list(Cast.OTHER_PROVIDER, KEY.organization());
    } catch (IllegalArgumentException e) {
      // A store that is bound to one provider instance refuses to be asked of another.
      found = Map.of();
    }

    assertThat(found).isEmpty();
  }

  @Test
  @Tag("ROLE-6")
  void a_key_that_is_kept_can_be_written_and_one_that_is_not_never_is() throws Exception {
    MembershipKey elsewhere = Cast.key("org_elsewhere", "user_1");
    prepare(elsewhere);
    swap(null, MEMBER);

    if (store.keeps(elsewhere)) {
      assertThat(refuses(elsewhere, new Change(null, ADMIN))).isFalse();
      assertThat(store.find(elsewhere)).contains(ADMIN);
    } else {
      assertThat(refuses(elsewhere, new Change(null, ADMIN))).isTrue();
      assertThat(refuses(elsewhere, new Change(MEMBER, ADMIN))).isTrue();
      assertThat(store.find(elsewhere)).isEmpty();
      assertThat(store.list(PROVIDER, elsewhere.organization())).isEmpty();
    }
    assertThat(store.keeps(KEY)).isTrue();
    assertThat(store.find(KEY)).contains(MEMBER);
  }

  @Test
  @Tag("ROLE-5")
  @Tag("ROLE-6")
  void a_role_that_is_unwritable_is_never_written_and_each_other_one_can_be() {
    List<Role> roles = new ArrayList<>(List.of(ADMIN, new Role("none"), new Role("unheard-of")));
    Cast.LOOK_ALIKES.forEach(alike -> roles.add(new Role(alike)));
    roles.add(new Role("r".repeat(255)));
    roles.add(new Role("r" + " ".repeat(254)));
    Set<Role> unwritable = store.unwritable(Set.copyOf(roles));
    assertThat(roles).containsAll(unwritable);
    assertThat(store.unwritable(Set.of())).isEmpty();
    swap(null, MEMBER);

    Role held = MEMBER;
    for (Role role : roles) {
      assertThat(refuses(KEY, new Change(held, role)))
          .as("refuses %s", role)
          .isEqualTo(unwritable.contains(role));
      held = unwritable.contains(role) ? held : role;
      assertThat(store.find(KEY)).contains(held);
    }
  }

  /** Whether a change is refused as such; one that is not must be made. */
  private boolean refuses(MembershipKey key, Change change) {
    try {
      assertThat(store.swap(key, change)).as("%s", change).isTrue();
      return false;
    } catch (StoreException | IllegalArgumentException e) {
      return true;
    }
  }
}
