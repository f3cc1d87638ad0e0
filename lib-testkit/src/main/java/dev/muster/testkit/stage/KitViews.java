package dev.muster.testkit.stage;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryAccountStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.RoleStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** What a kit lets a test look at, and those who do something at once. */
abstract sealed class KitViews extends KitTools permits MusterKit {
  private final KitStores stores;
  private final Belongings belongings;

  KitViews(KitStores stores, Belongings belongings) {
    super(stores, belongings);
    this.stores = stores;
    this.belongings = belongings;
  }

  abstract OrganizationId organization(String name);

  abstract UserId user(String name);

  /**
   * The provider instance of every kit.
   *
   * @return its name
   */
  public ProviderInstance instance() {
    return KitStores.PROVIDER;
  }

  /**
   * Whose membership of what.
   *
   * @param user the name of a user
   * @param organization the name of an organization; made at its first mention
   * @return the key of stores and events
   */
  public MembershipKey key(String user, String organization) {
    return new MembershipKey(instance(), organization(organization), user(user));
  }

  /**
   * What is known of memberships on all nodes. A host that was given another one looks there.
   *
   * @return the kit's own store
   */
  public MembershipStore mirror() {
    return stores.mirror;
  }

  /**
   * The host's register of organizations and slugs. A host that was given another one looks there.
   *
   * @return the kit's own store, or that of {@link MusterKitBuilder#directory}
   */
  public DirectoryStore directory() {
    return stores.directory;
  }

  /**
   * Where the host's roles are recorded. A host that was given another one looks there.
   *
   * @return the kit's own store
   */
  public RoleStore roleStore() {
    return stores.roleStore;
  }

  /**
   * Where the host's accounts are. A host that was given another one looks there.
   *
   * @return the kit's own store
   */
  public InMemoryAccountStore accountStore() {
    return stores.accounts;
  }

  /**
   * Lets several callers do something at the same time.
   *
   * @param calls what each of them does
   * @param <T> what they answer
   * @return the callers, begun; ended with the kit at the latest
   */
  @SafeVarargs
  public final <T> Callers<T> atOnce(Callable<? extends T>... calls) {
    List<Callable<? extends T>> each = new ArrayList<>();
    for (Callable<? extends T> call : calls) {
      each.add(call);
    }
    return begun(new Callers<>(each));
  }

  /**
   * Lets many callers do the same at the same time.
   *
   * @param callers how many
   * @param call what each of them does
   * @param <T> what they answer
   * @return the callers, begun; ended with the kit at the latest
   */
  public <T> Callers<T> atOnce(int callers, Callable<? extends T> call) {
    return begun(new Callers<>(Collections.nCopies(callers, call)));
  }

  private <T> Callers<T> begun(Callers<T> together) {
    open();
    together.begin();
    return belongings.first(together, Callers::close);
  }
}
