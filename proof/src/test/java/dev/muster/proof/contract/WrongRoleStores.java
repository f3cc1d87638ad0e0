package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.contract.RoleStoreContract;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
              Wrong.of(
                  "lists the members of every organization",
                  ListsAll::new,
                  "a_list_is_each_member_who_has_a_role_and_nobody_else"),
              Wrong.of(
                  "lists organizations without regard to case",
                  FoldsLists::new,
                  "lists_of_organizations_and_users_that_look_alike_are_kept_apart"),
              Wrong.of(
                  "lists one provider's roles for another",
                  ListsForAnyProvider::new,
                  "a_list_holds_nothing_of_another_provider_instance"),
              Wrong.of(
                  "lists everybody who is in an organization where some are asked for",
                  ListsEverybody::new,
                  "a_list_of_some_members_is_each_of_them_who_has_a_role_and_nobody_else"),
              Wrong.of(
                  "lists some members without regard to case",
                  FoldsUsers::new,
                  "a_list_of_some_members_is_each_of_them_who_has_a_role_and_nobody_else"),
              Wrong.of(
                  "writes what it says it does not keep",
                  WritesWhatItDoesNotKeep::new,
                  "a_key_that_is_kept_can_be_written_and_one_that_is_not_never_is"),
              Wrong.of(
                  "refuses what it says it keeps",
                  RefusesWhatItKeeps::new,
                  "a_key_that_is_kept_can_be_written_and_one_that_is_not_never_is"),
              Wrong.of(
                  "writes what it says it can't",
                  WritesTheUnwritable::new,
                  "a_role_that_is_unwritable_is_never_written_and_each_other_one_can_be"),
              Wrong.of(
                  "has no place for a role that it says it can write",
                  () -> new Narrow(true),
                  "a_role_that_is_unwritable_is_never_written_and_each_other_one_can_be"),
              Wrong.of(
                  "cuts a role that is too long",
                  () -> new Narrow(false),
                  "a_role_that_is_unwritable_is_never_written_and_each_other_one_can_be"),
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

  private static class ListsAll extends Passing {
    final Set<MembershipKey> written = ConcurrentHashMap.newKeySet();

    @Override
    public boolean swap(MembershipKey key, Change change) {
      written.add(key);
      return sound.swap(key, change);
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return listed(key -> true);
    }

    final Map<UserId, Role> listed(Predicate<MembershipKey> which) {
      Map<UserId, Role> roles = new HashMap<>();
      written.stream()
          .filter(which)
          .forEach(key -> sound.find(key).ifPresent(role -> roles.put(key.user(), role)));
      return roles;
    }
  }

  private static final class FoldsLists extends ListsAll {
    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return listed(
          key -> key.organization().value().equalsIgnoreCase(organization.value().strip()));
    }
  }

  private static final class ListsEverybody extends Passing {
    @Override
    public Map<UserId, Role> list(
        ProviderInstance provider, OrganizationId organization, Set<UserId> users) {
      return Objects.requireNonNull(users, "users").isEmpty()
          ? Map.of()
          : list(provider, organization);
    }
  }

  private static final class FoldsUsers extends Passing {
    @Override
    public Map<UserId, Role> list(
        ProviderInstance provider, OrganizationId organization, Set<UserId> users) {
      Objects.requireNonNull(users, "users");
      Map<UserId, Role> found = new HashMap<>(list(provider, organization));
      found
          .keySet()
          .removeIf(
              held ->
                  users.stream()
                      .noneMatch(user -> user.value().equalsIgnoreCase(held.value().strip())));
      return found;
    }
  }

  private static final class ListsForAnyProvider extends ListsAll {
    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return listed(key -> key.organization().equals(organization));
    }
  }

  private static final class WritesWhatItDoesNotKeep extends Passing {
    @Override
    public boolean keeps(MembershipKey key) {
      return key.organization().value().equals("org_1");
    }
  }

  private static final class RefusesWhatItKeeps extends Passing {
    @Override
    public boolean swap(MembershipKey key, Change change) {
      if (!key.organization().value().equals("org_1")) {
        throw new StoreException.NoRecord("it keeps one organization");
      }
      return sound.swap(key, change);
    }
  }

  private static final class WritesTheUnwritable extends Passing {
    @Override
    public Set<Role> unwritable(Set<Role> roles) {
      return roles.contains(new Role("unheard-of")) ? Set.of(new Role("unheard-of")) : Set.of();
    }
  }

  /** Has 100 characters for a role, and says nothing of it. */
  private static final class Narrow extends Passing {
    private static final int WIDTH = 100;
    private final boolean refuses;

    Narrow(boolean refuses) {
      this.refuses = refuses;
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      Role to = change.to();
      if (to == null || to.value().length() <= WIDTH) {
        return sound.swap(key, change);
      }
      if (refuses) {
        throw new StoreException("the role is too long", null);
      }
      return sound.swap(key, new Change(change.from(), new Role(to.value().substring(0, WIDTH))));
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
