package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.contract.DirectoryStoreContract;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Wrong registers of organizations, each with one fault. */
final class WrongDirectories {
  static final Catalogue<Supplier<DirectoryStore>> CATALOGUE =
      new Catalogue<>(
          DirectoryStoreContract.class,
          Runner.class,
          store -> Runner.store = store,
          () -> new InMemoryDirectoryStore(InstantSource.system()),
          Stream.of(wrongs(), WrongRefreshes.all(), WrongSlugs.all(), WrongEndings.all())
              .flatMap(List::stream)
              .toList());

  private static final ProviderInstance ANY = new ProviderInstance("any");

  private WrongDirectories() {}

  private static List<Wrong<Supplier<DirectoryStore>>> wrongs() {
    return List.of(
        Wrong.of(
            "finds by slug only",
            BySlugOnly::new,
            "only_an_organization_that_was_added_is_found_by_slug_and_by_id"),
        Wrong.of(
            "says added, whatever was there",
            AlwaysAdded::new,
            "adding_a_slug_or_an_organization_again_writes_nothing"),
        Wrong.of(
            "finds what is only reserved",
            FindsReserved::new,
            "a_reserved_slug_has_no_organization_yet"),
        Wrong.of(
            "gives a new key to each question",
            NewKeys::new,
            "the_holder_asking_again_gets_the_first_key"),
        Wrong.of(
            "gives a slug to whoever asks", NeverTaken::new, "a_slug_of_somebody_else_is_taken"),
        Wrong.of(
            "forgets who created",
            ForgetsCreator::new,
            "a_completed_reservation_is_found_and_the_same_holder_hears_that_it_was_created"),
        Wrong.of("completes once only", CompletesOnce::new, "completing_again_changes_nothing"),
        Wrong.of(
            "completes what nobody reserved",
            CompletesAnything::new,
            "completing_without_the_reservation_of_that_key_does_nothing"),
        Wrong.of(
            "gives an organization two slugs",
            SecondSlug::new,
            "an_organization_gets_no_second_slug"),
        Wrong.of("releases nothing", ReleasesNothing::new, "a_released_slug_is_free_again"),
        Wrong.of(
            "releases for any key",
            ReleasesForAnyKey::new,
            "only_the_key_of_a_standing_reservation_releases_it"),
        Wrong.of(
            "compares holders without regard to case",
            FoldsHolders::new,
            "holders_that_look_alike_are_different_holders"),
        Wrong.of(
            "compares organizations without regard to case",
            FoldsOrganizations::new,
            "organizations_that_look_alike_are_different_organizations"),
        Wrong.of(
            "has one register for all providers",
            OneForAllProviders::new,
            "provider_instances_never_share_a_slug_or_an_organization"),
        Wrong.of(
            "looks, and then reserves",
            TwoSteps::new,
            "of_many_users_who_reserve_one_slug_exactly_one_gets_it",
            "one_user_who_reserves_many_times_at_once_gets_one_key",
            "of_many_slugs_added_for_one_organization_exactly_one_stands"),
        Wrong.of("takes null for a slug", NullIsNone::new, "a_null_is_refused_by_name"));
  }

  /** Runs the suite on the store it was handed last. */
  static final class Runner extends DirectoryStoreContract {
    static Supplier<DirectoryStore> store =
        () -> new InMemoryDirectoryStore(InstantSource.system());

    @Override
    protected DirectoryStore open() {
      return store.get();
    }
  }

  private static final class BySlugOnly extends PassingDirectory {
    @Override
    public Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
      return Optional.empty();
    }
  }

  private static final class AlwaysAdded extends PassingDirectory {
    @Override
    public boolean add(ProviderInstance provider, Entry entry) {
      boolean unused = sound.add(provider, entry);
      return true;
    }
  }

  private static final class FindsReserved extends PassingDirectory {
    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      Organization invented = new Organization(new OrganizationId("org_invented"), slug.value());
      return sound
          .findBySlug(provider, slug)
          .or(() -> Optional.of(new Owner.OfOrganization(new Entry(invented, slug))));
    }
  }

  private static final class NewKeys extends PassingDirectory {
    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      Reservation right = sound.reserve(provider, slug, holder, externalId);
      return right instanceof Reservation.Reserved ? new Reservation.Reserved(externalId) : right;
    }
  }

  private static final class NeverTaken extends PassingDirectory {
    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      Reservation right = sound.reserve(provider, slug, holder, externalId);
      return right instanceof Reservation.Taken ? new Reservation.Reserved(externalId) : right;
    }
  }

  private static final class ForgetsCreator extends PassingDirectory {
    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      Reservation right = sound.reserve(provider, slug, holder, externalId);
      return right instanceof Reservation.Created ? new Reservation.Taken() : right;
    }
  }

  private static final class CompletesOnce extends PassingDirectory {
    private final Set<String> done = new HashSet<>();

    @Override
    public boolean complete(
        ProviderInstance provider, OrganizationSlug slug, String externalId, Organization made) {
      return done.add(externalId) && sound.complete(provider, slug, externalId, made);
    }
  }

  private static final class CompletesAnything extends PassingDirectory {
    @Override
    public boolean complete(
        ProviderInstance provider, OrganizationSlug slug, String externalId, Organization made) {
      return sound.complete(provider, slug, externalId, made)
          || sound.add(provider, new Entry(made, slug));
    }
  }

  private static final class SecondSlug extends PassingDirectory {
    private final Map<OrganizationSlug, Entry> more = new HashMap<>();

    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return sound
          .findBySlug(provider, slug)
          .or(() -> Optional.ofNullable(more.get(slug)).map(Owner.OfOrganization::new));
    }

    @Override
    public boolean complete(
        ProviderInstance provider, OrganizationSlug slug, String externalId, Organization made) {
      if (!sound.complete(provider, slug, externalId, made)) {
        more.put(slug, new Entry(made, slug));
      }
      return true;
    }
  }

  private static final class ReleasesNothing extends PassingDirectory {
    @Override
    public void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {}
  }

  private static final class ReleasesForAnyKey extends PassingDirectory {
    private String key = "";

    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      Reservation right = sound.reserve(provider, slug, holder, externalId);
      key = right instanceof Reservation.Reserved reserved ? reserved.externalId() : key;
      return right;
    }

    @Override
    public void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {
      sound.release(provider, slug, key);
    }
  }

  private static final class FoldsHolders extends PassingDirectory {
    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      UserId folded = new UserId(holder.value().toLowerCase(Locale.ROOT));
      return sound.reserve(provider, slug, folded, externalId);
    }
  }

  private static final class FoldsOrganizations extends PassingDirectory {
    private final Set<String> folded = new HashSet<>();

    @Override
    public boolean add(ProviderInstance provider, Entry entry) {
      String id = entry.organization().id().value().toLowerCase(Locale.ROOT);
      return folded.add(id) && sound.add(provider, entry);
    }
  }

  private static final class OneForAllProviders extends PassingDirectory {
    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return sound.findBySlug(ANY, slug);
    }

    @Override
    public boolean add(ProviderInstance provider, Entry entry) {
      return sound.add(ANY, entry);
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNone extends PassingDirectory {
    @Override
    public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
      return slug == null ? Optional.empty() : sound.findBySlug(provider, slug);
    }
  }

  /** All who race have looked before the first one writes. */
  private static final class TwoSteps extends PassingDirectory {
    private final Rendezvous allHaveLooked = new Rendezvous();
    private final Map<OrganizationSlug, UserId> holders = new ConcurrentHashMap<>();
    private final Map<OrganizationId, OrganizationSlug> slugs = new ConcurrentHashMap<>();

    @Override
    public boolean add(ProviderInstance provider, Entry entry) {
      boolean free = !slugs.containsKey(entry.organization().id());
      allHaveLooked.await();
      slugs.put(entry.organization().id(), entry.slug());
      return free;
    }

    @Override
    public Reservation reserve(
        ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
      boolean free = !holders.containsKey(slug);
      allHaveLooked.await();
      holders.put(slug, holder);
      return free ? new Reservation.Reserved(externalId) : new Reservation.Taken();
    }
  }
}
