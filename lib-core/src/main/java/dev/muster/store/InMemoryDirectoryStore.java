package dev.muster.store;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register of slugs in this process's memory, unbounded, for one node and for tests. Safe for
 * many threads; never blocks on I/O.
 */
public final class InMemoryDirectoryStore implements DirectoryStore {
  private final Map<SlugKey, Row> rows = new HashMap<>();
  private final Map<IdKey, SlugKey> slugs = new HashMap<>();
  private final Map<UserKey, SlugKey> personal = new HashMap<>();
  private final Set<IdKey> ended = new HashSet<>();
  private final Map<IdKey, Instant> refreshed = new HashMap<>();
  private final InstantSource clock;
  private final InMemoryChangeLog log;

  /**
   * An empty register.
   *
   * @param clock the store's own time
   */
  public InMemoryDirectoryStore(InstantSource clock) {
    this(clock, InMemoryChangeLog.none(clock));
  }

  /**
   * An empty register.
   *
   * @param clock the store's own time
   * @param log is told of other names and slugs, and of ends
   */
  public InMemoryDirectoryStore(InstantSource clock, InMemoryChangeLog log) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.log = Objects.requireNonNull(log, "log");
  }

  /**
   * Whether what changes here is told to a log.
   *
   * @param other a log
   * @return true only for the one that this was made with
   */
  @SuppressWarnings("ReferenceEquality") // this very log
  public boolean writes(ChangeLog other) {
    return log == other;
  }

  @Override
  public synchronized Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
    return Optional.ofNullable(rows.get(new SlugKey(provider, slug))).flatMap(Row::owner);
  }

  @Override
  public synchronized Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
    return Optional.ofNullable(slugs.get(new IdKey(provider, organization)))
        .map(rows::get)
        .flatMap(Row::entry);
  }

  @Override
  public synchronized Optional<OrganizationSlug> findPersonal(
      ProviderInstance provider, UserId user) {
    return Optional.ofNullable(personal.get(new UserKey(provider, user))).map(SlugKey::slug);
  }

  @Override
  public synchronized Listing list(
      ProviderInstance provider, UserId user, Set<OrganizationId> organizations) {
    return new Listing(
        findPersonal(provider, user).orElse(null),
        organizations.stream().flatMap(id -> find(provider, id).stream()).toList());
  }

  @Override
  public synchronized Optional<Visit> visit(
      ProviderInstance provider, OrganizationId organization, Duration period) {
    Objects.requireNonNull(period, "period");
    IdKey key = new IdKey(provider, organization);
    Instant now = clock.instant();
    Optional<Entry> found = find(provider, organization);
    boolean due = found.isPresent() && !refreshed.getOrDefault(key, now).plus(period).isAfter(now);
    if (due) {
      refreshed.put(key, now);
    }
    return found.map(entry -> new Visit(entry, due));
  }

  @Override
  public boolean update(ProviderInstance provider, Organization organization) {
    Objects.requireNonNull(organization, "organization");
    // The log's lock comes first wherever both are held.
    synchronized (log) {
      boolean updated = updated(provider, organization);
      if (updated) {
        log.add(new Notice.OfOrganization(provider, organization.id(), false));
      }
      return updated;
    }
  }

  private synchronized boolean updated(ProviderInstance provider, Organization organization) {
    SlugKey slug = slugs.get(new IdKey(provider, organization.id()));
    Row row = slug == null ? null : rows.get(slug);
    if (slug == null || row == null || organization.equals(row.organization())) {
      return false;
    }
    rows.put(slug, new Row(row.slug(), row.holder(), row.externalId(), organization, null));
    return true;
  }

  @Override
  public synchronized boolean add(ProviderInstance provider, Entry entry) {
    Objects.requireNonNull(entry, "entry");
    SlugKey slug = new SlugKey(provider, entry.slug());
    IdKey id = new IdKey(provider, entry.organization().id());
    if (rows.containsKey(slug) || slugs.containsKey(id) || ended.contains(id)) {
      return false;
    }
    rows.put(slug, Row.of(entry));
    slugs.put(id, slug);
    refreshed.put(id, clock.instant());
    return true;
  }

  @Override
  public synchronized Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(externalId, "externalId");
    Row row =
        rows.computeIfAbsent(
            new SlugKey(provider, slug), key -> new Row(slug, holder, externalId, null, null));
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
    IdKey id = new IdKey(provider, organization.id());
    if (ended.contains(id) || slugs.putIfAbsent(id, key) != null) {
      return false;
    }
    refreshed.put(id, clock.instant());
    rows.put(key, new Row(slug, row.holder(), externalId, organization, null));
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

  @Override
  public Renaming rename(
      ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
    SlugKey wish = new SlugKey(provider, slug);
    IdKey id = new IdKey(provider, organization);
    synchronized (log) {
      synchronized (this) {
        Optional<Entry> found = find(provider, organization);
        if (found.isEmpty()) {
          return Renaming.UNKNOWN;
        }
        if (rows.containsKey(wish)) {
          return wish.equals(slugs.get(id)) ? Renaming.RENAMED : Renaming.TAKEN;
        }
        rows.remove(slugs.put(id, wish));
        rows.put(wish, Row.of(new Entry(found.get().organization(), slug)));
      }
      log.add(new Notice.OfOrganization(provider, organization, false));
      log.add(new Notice.OfSlug(provider, slug));
      return Renaming.RENAMED;
    }
  }

  @Override
  public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
    SlugKey wish = new SlugKey(provider, slug);
    UserKey person = new UserKey(provider, user);
    synchronized (log) {
      synchronized (this) {
        if (rows.containsKey(wish)) {
          return wish.equals(personal.get(person)) ? Renaming.RENAMED : Renaming.TAKEN;
        }
        rows.remove(personal.put(person, wish));
        rows.put(wish, new Row(slug, null, null, null, user));
      }
      log.add(new Notice.OfSlug(provider, slug));
      return Renaming.RENAMED;
    }
  }

  @Override
  public boolean end(ProviderInstance provider, OrganizationId organization) {
    IdKey id = new IdKey(provider, organization);
    synchronized (log) {
      boolean first = ended(id);
      if (first) {
        log.add(new Notice.OfOrganization(provider, organization, true));
      }
      return first;
    }
  }

  private synchronized boolean ended(IdKey id) {
    rows.remove(slugs.remove(id));
    refreshed.remove(id);
    return ended.add(id);
  }

  @Override
  public synchronized boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
    return ended.contains(new IdKey(provider, organization));
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

  private record UserKey(ProviderInstance provider, UserId user) {
    UserKey {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
    }
  }

  private record Row(
      OrganizationSlug slug,
      @Nullable UserId holder,
      @Nullable String externalId,
      @Nullable Organization organization,
      @Nullable UserId person) {
    static Row of(Entry entry) {
      return new Row(entry.slug(), null, null, entry.organization(), null);
    }

    Optional<Entry> entry() {
      return Optional.ofNullable(organization).map(o -> new Entry(o, slug));
    }

    Optional<Owner> owner() {
      return person == null
          ? entry().map(Owner.OfOrganization::new)
          : Optional.of(new Owner.OfUser(person));
    }
  }
}
