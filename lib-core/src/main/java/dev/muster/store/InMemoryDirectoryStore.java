package dev.muster.store;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A register of organizations in this process's memory, unbounded, for one node and for tests. Safe
 * for many threads; never blocks on I/O.
 */
public final class InMemoryDirectoryStore implements DirectoryStore {
  private final Map<SlugKey, Row> rows = new HashMap<>();
  private final Map<IdKey, SlugKey> slugs = new HashMap<>();

  /** An empty register. */
  public InMemoryDirectoryStore() {}

  @Override
  public synchronized Optional<Entry> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
    return Optional.ofNullable(rows.get(new SlugKey(provider, slug))).flatMap(Row::entry);
  }

  @Override
  public synchronized Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
    return Optional.ofNullable(slugs.get(new IdKey(provider, organization)))
        .map(rows::get)
        .flatMap(Row::entry);
  }

  @Override
  public synchronized boolean add(ProviderInstance provider, Entry entry) {
    Objects.requireNonNull(entry, "entry");
    SlugKey slug = new SlugKey(provider, entry.slug());
    IdKey id = new IdKey(provider, entry.organization().id());
    if (rows.containsKey(slug) || slugs.containsKey(id)) {
      return false;
    }
    rows.put(slug, new Row(entry.slug(), null, null, entry.organization()));
    slugs.put(id, slug);
    return true;
  }

  @Override
  public synchronized Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(externalId, "externalId");
    Row row =
        rows.computeIfAbsent(
            new SlugKey(provider, slug), key -> new Row(slug, holder, externalId, null));
    String reserved = row.externalId();
    if (!holder.equals(row.holder()) || reserved == null) {
      return new Reservation.Taken();
    }
    return row.entry()
        .<Reservation>map(Reservation.Created::new)
        .orElseGet(() -> new Reservation.Reserved(reserved));
  }

  @Override
  public synchronized boolean complete(
      ProviderInstance provider,
      OrganizationSlug slug,
      String externalId,
      Organization organization) {
    Objects.requireNonNull(externalId, "externalId");
    Objects.requireNonNull(organization, "organization");
    SlugKey key = new SlugKey(provider, slug);
    Row row = rows.get(key);
    if (row == null || !externalId.equals(row.externalId())) {
      return false;
    }
    if (row.organization() != null) {
      return row.organization().id().equals(organization.id());
    }
    if (slugs.putIfAbsent(new IdKey(provider, organization.id()), key) != null) {
      return false;
    }
    rows.put(key, new Row(slug, row.holder(), externalId, organization));
    return true;
  }

  @Override
  public synchronized void release(
      ProviderInstance provider, OrganizationSlug slug, String externalId) {
    Objects.requireNonNull(externalId, "externalId");
    rows.computeIfPresent(
        new SlugKey(provider, slug),
        (key, row) ->
            row.organization() == null && externalId.equals(row.externalId()) ? null : row);
  }

  private record SlugKey(ProviderInstance provider, OrganizationSlug slug) {
    SlugKey {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(slug, "slug");
    }
  }

  private record IdKey(ProviderInstance provider, OrganizationId organization) {
    IdKey {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }

  private record Row(
      OrganizationSlug slug,
      @Nullable UserId holder,
      @Nullable String externalId,
      @Nullable Organization organization) {
    Optional<Entry> entry() {
      return Optional.ofNullable(organization).map(o -> new Entry(o, slug));
    }
  }
}
