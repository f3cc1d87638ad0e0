package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Registers of slugs that go wrong where a slug changes hands. */
final class WrongSlugs {
  private WrongSlugs() {}

  static List<Wrong<Supplier<DirectoryStore>>> all() {
    return List.of(
        Wrong.of(
            "keeps the old slug beside the new one",
            KeepsOld::new,
            "a_renamed_organization_has_the_new_slug_and_the_old_one_is_free"),
        Wrong.of(
            "renames to whatever is asked for",
            NeverTaken::new,
            "a_slug_of_anybody_else_is_no_new_name"),
        Wrong.of(
            "takes its own slug for somebody else's",
            OwnIsTaken::new,
            "the_slug_that_is_there_already_is_no_conflict"),
        Wrong.of(
            "renames what it does not know",
            RenamesUnknown::new,
            "only_what_is_mirrored_can_be_renamed"),
        Wrong.of(
            "goes on with a creation under a slug that was given up",
            RemembersCreation::new,
            "a_rename_ends_the_creation_under_the_old_slug"),
        Wrong.of(
            "has a namespace for people and one for organizations",
            TwoNamespaces::new,
            "a_user_has_one_slug_in_the_namespace_of_organizations"),
        Wrong.of(
            "compares users without regard to case",
            FoldsUsers::new,
            "users_that_look_alike_have_slugs_of_their_own"),
        Wrong.of(
            "lists the slug of whoever asked last",
            ListsLast::new,
            "a_users_slug_and_organizations_are_listed_together"),
        Wrong.of(
            "looks, and then renames",
            LooksThenRenames::new,
            "of_many_who_take_one_slug_exactly_one_gets_it"),
        Wrong.of(
            "adds the new slug, and then drops the one that it read before",
            AddsThenDrops::new,
            "one_who_is_renamed_many_times_at_once_has_one_slug"),
        Wrong.of(
            "takes null for nobody",
            NullIsNobody::new,
            "a_null_is_refused_by_name_of_renames_too"));
  }

  private static final class KeepsOld extends PassingDirectory {
    private final Map<OrganizationSlug, Owner> old = new HashMap<>();

    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return sound.findBySlug(provider, slug).or(() -> Optional.ofNullable(old.get(slug)));
    }

    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      sound
          .find(provider, organization)
          .ifPresent(entry -> old.put(entry.slug(), new Owner.OfOrganization(entry)));
      return sound.rename(provider, organization, slug);
    }
  }

  private static final class NeverTaken extends PassingDirectory {
    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      Renaming right = sound.rename(provider, organization, slug);
      return right == Renaming.TAKEN ? Renaming.RENAMED : right;
    }
  }

  private static final class OwnIsTaken extends PassingDirectory {
    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      return sound.findBySlug(provider, slug).isPresent()
          ? Renaming.TAKEN
          : sound.rename(provider, organization, slug);
    }
  }

  private static final class RenamesUnknown extends PassingDirectory {
    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      boolean unused =
          sound.add(provider, new Entry(new Organization(organization, "Unknown"), slug));
      return sound.rename(provider, organization, slug);
    }
  }

  private static final class RemembersCreation extends PassingDirectory {
    private final Map<OrganizationSlug, Entry> created = new HashMap<>();

    @Override
    public boolean complete(
        ProviderInstance provider, OrganizationSlug slug, String externalId, Organization made) {
      created.put(slug, new Entry(made, slug));
      return sound.complete(provider, slug, externalId, made);
    }

    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      Entry before = created.get(slug);
      return before == null
          ? sound.reserve(provider, slug, holder, externalId)
          : new Reservation.Created(before);
    }
  }

  private static final class TwoNamespaces extends PassingDirectory {
    private final Map<UserId, OrganizationSlug> slugs = new HashMap<>();

    @Override
    public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
      return Optional.ofNullable(slugs.get(user));
    }

    @Override
    public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
      slugs.put(user, slug);
      return Renaming.RENAMED;
    }

    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return sound
          .findBySlug(provider, slug)
          .or(
              () ->
                  slugs.entrySet().stream()
                      .filter(entry -> entry.getValue().equals(slug))
                      .map(entry -> (Owner) new Owner.OfUser(entry.getKey()))
                      .findFirst());
    }
  }

  private static final class FoldsUsers extends PassingDirectory {
    @Override
    public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
      UserId folded = new UserId(user.value().toLowerCase(Locale.ROOT));
      return sound.renamePersonal(provider, folded, slug);
    }

    @Override
    public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
      return sound.findPersonal(provider, new UserId(user.value().toLowerCase(Locale.ROOT)));
    }
  }

  private static final class ListsLast extends PassingDirectory {
    private UserId last = new UserId("nobody");

    @Override
    public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
      last = user;
      return sound.renamePersonal(provider, user, slug);
    }

    @Override
    public Listing list(ProviderInstance provider, UserId user, Set<OrganizationId> organizations) {
      return sound.list(provider, last, organizations);
    }
  }

  /** All who race have looked before the first one writes. */
  private static final class LooksThenRenames extends PassingDirectory {
    private final Rendezvous allHaveLooked = new Rendezvous();
    private final Set<OrganizationSlug> given = ConcurrentHashMap.newKeySet();

    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      return take(slug);
    }

    @Override
    public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
      return take(slug);
    }

    private Renaming take(OrganizationSlug slug) {
      boolean free = !given.contains(slug);
      allHaveLooked.await();
      given.add(slug);
      return free ? Renaming.RENAMED : Renaming.TAKEN;
    }
  }

  private static final class AddsThenDrops extends PassingDirectory {
    private final Rendezvous allHaveRead = new Rendezvous();
    private final Set<OrganizationSlug> given = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return given.contains(slug)
          ? Optional.of(new Owner.OfUser(new UserId("user_ann")))
          : Optional.empty();
    }

    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      return replace(slug);
    }

    @Override
    public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
      return replace(slug);
    }

    private Renaming replace(OrganizationSlug slug) {
      Set<OrganizationSlug> before = new HashSet<>(given);
      allHaveRead.await();
      given.add(slug);
      given.removeAll(before);
      return Renaming.RENAMED;
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNobody extends PassingDirectory {
    @Override
    public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
      return user == null ? Optional.empty() : sound.findPersonal(provider, user);
    }
  }
}
