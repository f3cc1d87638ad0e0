package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Registers of organizations in which an end is none. */
final class WrongEndings {
  private WrongEndings() {}

  static List<Wrong<Supplier<DirectoryStore>>> all() {
    return List.of(
        Wrong.of(
            "only notes the end",
            OnlyNotes::new,
            "an_ended_organization_is_not_found_and_its_slug_is_free"),
        Wrong.of(
            "ends only what is mirrored",
            EndsMirrored::new,
            "nothing_brings_an_ended_organization_back"),
        Wrong.of(
            "frees the slug of the ended each time",
            FreesEachTime::new,
            "ending_again_changes_nothing_also_where_the_slug_has_another_owner_by_now"),
        Wrong.of(
            "compares the ended without regard to case",
            FoldsEnded::new,
            "an_end_is_of_one_organization_at_one_provider"),
        Wrong.of(
            "looks for an end, and then adds",
            LooksThenAdds::new,
            "who_adds_while_the_organization_ends_brings_nothing_back"),
        Wrong.of("ends null", EndsNull::new, "a_null_is_refused_by_name_of_ends_too"));
  }

  private static final class OnlyNotes extends PassingDirectory {
    private final Set<OrganizationId> ended = ConcurrentHashMap.newKeySet();

    @Override
    public boolean end(ProviderInstance provider, OrganizationId organization) {
      return ended.add(organization);
    }

    @Override
    public boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
      return ended.contains(organization);
    }
  }

  private static final class EndsMirrored extends PassingDirectory {
    @Override
    public boolean end(ProviderInstance provider, OrganizationId organization) {
      return sound.find(provider, organization).isPresent() && sound.end(provider, organization);
    }
  }

  private static final class FreesEachTime extends PassingDirectory {
    private final Map<OrganizationId, OrganizationSlug> slugs = new HashMap<>();

    @Override
    public boolean add(ProviderInstance provider, Entry entry) {
      slugs.put(entry.organization().id(), entry.slug());
      return sound.add(provider, entry);
    }

    @Override
    public boolean end(ProviderInstance provider, OrganizationId organization) {
      sound
          .findBySlug(provider, slugs.get(organization))
          .flatMap(Owner::organization)
          .ifPresent(entry -> sound.end(provider, entry.organization().id()));
      return sound.end(provider, organization);
    }
  }

  private static final class FoldsEnded extends PassingDirectory {
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    @Override
    public boolean end(ProviderInstance provider, OrganizationId organization) {
      ended.add(organization.value().toLowerCase(Locale.ROOT));
      return sound.end(provider, organization);
    }

    @Override
    public boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
      return ended.contains(organization.value().toLowerCase(Locale.ROOT));
    }
  }

  /** All who race have looked before the first one writes. */
  private static final class LooksThenAdds extends PassingDirectory {
    private final Rendezvous allHaveLooked = new Rendezvous();
    private final Map<OrganizationId, Entry> added = new ConcurrentHashMap<>();
    private final Set<OrganizationId> ended = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
      return Optional.ofNullable(added.get(organization));
    }

    @Override
    public boolean add(ProviderInstance provider, Entry entry) {
      Organization organization = entry.organization();
      boolean free = !ended.contains(organization.id());
      allHaveLooked.await();
      return free && added.putIfAbsent(organization.id(), entry) == null;
    }

    @Override
    public boolean end(ProviderInstance provider, OrganizationId organization) {
      allHaveLooked.await();
      return ended.add(organization);
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class EndsNull extends PassingDirectory {
    @Override
    public boolean end(ProviderInstance provider, OrganizationId organization) {
      return organization == null || sound.end(provider, organization);
    }
  }
}
