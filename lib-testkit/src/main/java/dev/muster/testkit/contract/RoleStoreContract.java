package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.store.RoleStore;
import dev.muster.store.RoleStore.Change;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RoleStore} does. Extend it, open a store for {@link #PROVIDER}, and all tests
 * must pass. A store that keeps roles only beside rows of the host makes them in {@link #prepare},
 * and one that knows roles only by name is taught them in {@link #prepareRoles}.
 */
public abstract class RoleStoreContract extends RolesThroughStore {
  /** The provider instance of every key in this suite. */
  public static final ProviderInstance PROVIDER = Cast.PROVIDER;

  /** For a subclass. */
  protected RoleStoreContract() {}

  @Test
  void a_key_without_a_role_has_none() {
    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.find(Cast.key("org_none", "user_none"))).isEmpty();
  }

  @Test
  @Tag("ROLE-2")
  void a_first_role_is_kept() {
    assertThat(swap(null, MEMBER)).isTrue();

    assertThat(store.find(KEY)).contains(MEMBER);
  }

  @Test
  @Tag("ROLE-2")
  void a_role_is_changed_if_it_is_still_the_one_that_was_read() {
    swap(null, MEMBER);

    assertThat(swap(MEMBER, ADMIN)).isTrue();

    assertThat(store.find(KEY)).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-2")
  void nothing_is_written_over_a_role_that_was_not_read() {
    assertThat(swap(MEMBER, ADMIN)).isFalse();
    assertThat(swap(MEMBER, null)).isFalse();
    assertThat(store.find(KEY)).isEmpty();
    swap(null, MEMBER);

    assertThat(swap(null, ADMIN)).isFalse();
    assertThat(swap(ADMIN, OWNER)).isFalse();
    assertThat(swap(ADMIN, null)).isFalse();
    assertThat(swap(ADMIN, MEMBER)).isFalse();

    assertThat(store.find(KEY)).contains(MEMBER);
  }

  @Test
  @Tag("ROLE-4")
  void a_role_is_cleared_and_may_come_again() {
    swap(null, MEMBER);

    assertThat(swap(MEMBER, null)).isTrue();
    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.list(PROVIDER, KEY.organization())).isEmpty();
    assertThat(swap(MEMBER, null)).isFalse();

    assertThat(swap(null, ADMIN)).isTrue();
    assertThat(store.find(KEY)).contains(ADMIN);
  }

  @Test
  @Tag("DB-1")
  void roles_that_look_alike_are_different_roles() {
    Role first = new Role("idea");
    swap(null, first);

    for (String alike : Cast.LOOK_ALIKES.subList(1, Cast.LOOK_ALIKES.size())) {
      Role role = new Role(alike);
      assertThat(swap(role, ADMIN)).isFalse();
      assertThat(swap(first, role)).isTrue();
      assertThat(store.find(KEY)).contains(role);
      assertThat(swap(role, first)).isTrue();
    }
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  void keys_that_look_alike_are_different_keys() throws Exception {
    List<MembershipKey> keys =
        Cast.LOOK_ALIKES.stream()
            .flatMap(id -> Stream.of(Cast.key(id, "user_1"), Cast.key("org_1", id)))
            .toList();
    for (MembershipKey key : keys) {
      prepare(key);
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(store.swap(keys.get(i), new Change(null, numbered(i)))).isTrue();
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(store.find(keys.get(i))).contains(numbered(i));
    }
  }

  @Test
  @Tag("ROLE-2")
  void of_many_first_roles_exactly_one_is_kept() throws Exception {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey key = Cast.key("org_race_" + round, "user_1");
      prepare(key);
      oneWins(key, null);
    }
  }

  @Test
  @Tag("ROLE-2")
  void of_many_changes_from_one_role_exactly_one_is_made() throws Exception {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey key = Cast.key("org_race_" + round, "user_1");
      prepare(key);
      store.swap(key, new Change(null, MEMBER));
      oneWins(key, MEMBER);
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    assertThatThrownBy(() -> store.find(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store.swap(null, new Change(null, ADMIN)))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store.swap(KEY, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("change");
    assertThatThrownBy(() -> store.list(null, KEY.organization()))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("provider");
    assertThatThrownBy(() -> store.list(PROVIDER, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("organization");
    assertThatThrownBy(() -> store.list(PROVIDER, KEY.organization(), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("users");
    assertThatThrownBy(() -> store.keeps(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store.unwritable(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("roles");
  }

  private void oneWins(MembershipKey key, @Nullable Role from) {
    List<Boolean> swapped = Race.run(i -> () -> store.swap(key, new Change(from, numbered(i))));

    assertThat(swapped).filteredOn(Boolean::booleanValue).hasSize(1);
    assertThat(store.find(key)).contains(numbered(swapped.indexOf(true)));
  }
}
