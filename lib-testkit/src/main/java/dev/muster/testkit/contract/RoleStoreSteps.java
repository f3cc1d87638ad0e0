package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;

import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.store.RoleStore;
import dev.muster.store.RoleStore.Change;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store for each test, with room for what the suite of role stores writes. */
abstract class RoleStoreSteps extends Suite {
  static final Role ADMIN = new Role("admin");
  static final Role MEMBER = new Role("member");
  static final Role OWNER = new Role("owner");

  /** Two to a look-alike: one that is an organization, and one that is a user. */
  static final int NUMBERED = 2 * Cast.LOOK_ALIKES.size();

  RoleStore store;

  /**
   * Opens an empty store. Called once for each test.
   *
   * @return the store, safe for many threads
   * @throws Exception if it can't be opened; the test fails
   */
  protected abstract RoleStore open() throws Exception;

  /**
   * Makes room for a key that holds no role. Called after {@link #open}, once for each key that a
   * test writes to. By default nothing needs to be done.
   *
   * @param key the key
   * @throws Exception if that is not possible; the test fails
   */
  protected void prepare(MembershipKey key) throws Exception {}

  /**
   * Makes room for the roles that the tests write. Called once, after {@link #open}. By default
   * nothing needs to be done.
   *
   * @param roles the roles
   * @throws Exception if that is not possible; the test fails
   */
  protected void prepareRoles(Set<Role> roles) throws Exception {}

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
    Set<Role> roles = new HashSet<>(Set.of(ADMIN, MEMBER, OWNER));
    Cast.LOOK_ALIKES.forEach(alike -> roles.add(new Role(alike)));
    for (int i = 0; i < NUMBERED; i++) {
      roles.add(numbered(i));
    }
    prepareRoles(roles);
    prepare(KEY);
  }

  static final Role numbered(int i) {
    return new Role("role-" + i);
  }

  final boolean swap(@Nullable Role from, @Nullable Role to) {
    return store.swap(KEY, new Change(from, to));
  }
}
