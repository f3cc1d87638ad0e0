package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.contract.RoleStoreContract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wrong role stores, each with one fault. */
final class WrongRoleStores {
  static final Catalogue<Supplier<RoleStore>> CATALOGUE =
      new Catalogue<>(
          RoleStoreContract.class,
          Runner.class,
          store -> Runner.store = store,
          InMemoryRoleStore::new,
          List.of(
              Wrong.of("has a role for everybody", ForAll::new, "a_key_without_a_role_has_none"),
              Wrong.of("keeps nothing", KeepsNothing::new, "a_first_role_is_kept"),
              Wrong.of(
                  "keeps the first role for good",
                  FirstForGood::new,
                  "a_role_is_changed_if_it_is_still_the_one_that_was_read"),
              Wrong.of(
                  "writes over whatever is there",
                  Overwrites::new,
                  "nothing_is_written_over_a_role_that_was_not_read"),
              Wrong.of(
                  "clears nothing", ClearsNothing::new, "a_role_is_cleared_and_may_come_again"),
              Wrong.of(
                  "compares roles without regard to case",
                  FoldsRoles::new,
                  "roles_that_look_alike_are_different_roles"),
              Wrong.of(
                  "compares keys without regard to case",
                  FoldsKeys::new,
                  "keys_that_look_alike_are_different_keys"),
              Wrong.of(
                  "looks, and then writes the first role",
                  () -> new TwoSteps(false),
                  "of_many_first_roles_exactly_one_is_kept"),
              Wrong.of(
                  "looks, and then changes the role",
                  () -> new TwoSteps(true),
                  "of_many_changes_from_one_role_exactly_one_is_made"),
              Wrong.of("takes null for a key", NullIsNone::new, "a_null_is_refused_by_name")));

  private WrongRoleStores() {}

  /** Runs the suite on the store it was handed last. */
  static final class Runner extends RoleStoreContract {
    static Supplier<RoleStore> store = InMemoryRoleStore::new;

    @Override
    protected RoleStore open() {
      return store.get();
    }
  }

  private static class Passing implements RoleStore {
    final RoleStore sound = new InMemoryRoleStore();

    @Override
    public Optional<Role> find(MembershipKey key) {
      return sound.find(key);
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      return sound.swap(key, change);
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return sound.list(provider, organization);
    }
  }

  private static final class ForAll extends Passing {
    @Override
    public Optional<Role> find(MembershipKey key) {
      return sound.find(key).or(() -> Optional.of(new Role("member")));
    }
  }

  private static final class KeepsNothing extends Passing {
    @Override
    public boolean swap(MembershipKey key, Change change) {
      return true;
    }
  }

  private static final class FirstForGood extends Passing {
    @Override
    public boolean swap(MembershipKey key, Change change) {
      return (change.from() != null && change.to() != null) || sound.swap(key, change);
    }
  }

  private static final class Overwrites extends Passing {
    @Override
    public boolean swap(MembershipKey key, Change change) {
      Role there = sound.find(key).orElse(null);
      return !Objects.equals(there, change.to()) && sound.swap(key, new Change(there, change.to()));
    }
  }

  private static final class ClearsNothing extends Passing {
    @Override
    public boolean swap(MembershipKey key, Change change) {
      return change.to() == null || sound.swap(key, change);
    }
  }

  private static final class FoldsRoles extends Passing {
    @Override
    public boolean swap(MembershipKey key, Change change) {
      Role there = sound.find(key).orElse(null);
      Role from = change.from();
      boolean same = there != null && from != null && there.value().equalsIgnoreCase(from.value());
      return (same && !there.equals(change.to()))
          ? sound.swap(key, new Change(there, change.to()))
          : sound.swap(key, change);
    }
  }

  private static final class FoldsKeys extends Passing {
    @Override
    public Optional<Role> find(MembershipKey key) {
      return sound.find(folded(key));
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      return sound.swap(folded(key), change);
    }

    private static MembershipKey folded(MembershipKey key) {
      UserId user = new UserId(key.user().value().toLowerCase(Locale.ROOT));
      return new MembershipKey(key.provider(), key.organization(), user);
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNone extends Passing {
    @Override
    public Optional<Role> find(MembershipKey key) {
      return key == null ? Optional.empty() : sound.find(key);
    }
  }

  /** All who race have looked before the first one writes. */
  private static final class TwoSteps implements RoleStore {
    private final Rendezvous allHaveLooked = new Rendezvous();
    private final Map<MembershipKey, Role> roles = new ConcurrentHashMap<>();
    private final boolean changes;

    TwoSteps(boolean changes) {
      this.changes = changes;
    }

    @Override
    public Optional<Role> find(MembershipKey key) {
      return Optional.ofNullable(roles.get(key));
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      @Nullable Role there = roles.get(key);
      if (changes == (change.from() != null)) {
        allHaveLooked.await();
      }
      if (!Objects.equals(there, change.from())) {
        return false;
      }
      roles.put(key, Objects.requireNonNull(change.to()));
      return true;
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return Map.of();
    }
  }
}
