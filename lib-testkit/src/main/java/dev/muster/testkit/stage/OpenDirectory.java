package dev.muster.testkit.stage;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A register in which whatever is looked for is an organization. It is written down at the first
 * look-up and is one like others from then on. Safe for many threads.
 */
final class OpenDirectory implements DirectoryStore {
  private static final String ID = "org_";

  private final InMemoryDirectoryStore kept;
  private final AtomicInteger unnamed = new AtomicInteger();

  OpenDirectory(InstantSource clock) {
    this.kept = new InMemoryDirectoryStore(clock);
  }

  @Override
  public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
    if (kept.findBySlug(provider, slug).isEmpty()) {
      OrganizationId id = new OrganizationId(ID + slug);
      var unused = kept.add(provider, new Entry(new Organization(id, slug.value()), slug));
    }
    return kept.findBySlug(provider, slug);
  }

  @Override
  public Optional<Entry> find(ProviderInstance provider, OrganizationId id) {
    Organization organization = new Organization(id, id.value());
    OrganizationSlug slug = OrganizationSlug.parse(named(id)).orElseGet(this::another);
    while (kept.find(provider, id).isEmpty()
        && !kept.hasEnded(provider, id)
        && !kept.add(provider, new Entry(organization, slug))) {
      slug = another();
    }
    return kept.find(provider, id);
  }

  private static String named(OrganizationId id) {
    return id.value().startsWith(ID) ? id.value().substring(ID.length()) : "";
  }

  private OrganizationSlug another() {
    return new OrganizationSlug("organization-" + unnamed.incrementAndGet());
  }

  @Override
  public Optional<Visit> visit(ProviderInstance provider, OrganizationId id, Duration period) {
    var unused = find(provider, id);
    return kept.visit(provider, id, period);
  }

  @Override
  public Listing list(ProviderInstance provider, UserId user, Set<OrganizationId> organizations) {
    organizations.forEach(id -> find(provider, id));
    return kept.list(provider, user, organizations);
  }

  @Override
  public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
    return kept.findPersonal(provider, user);
  }

  @Override
  public boolean update(ProviderInstance provider, Organization organization) {
    return kept.update(provider, organization);
  }

  @Override
  public boolean add(ProviderInstance provider, Entry entry) {
    return kept.add(provider, entry);
  }

  @Override
  public Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
    return kept.reserve(provider, slug, holder, externalId);
  }

  @Override
  public boolean complete(
      ProviderInstance provider,
      OrganizationSlug slug,
      String externalId,
      Organization organization) {
    return kept.complete(provider, slug, externalId, organization);
  }

  @Override
  public void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {
    kept.release(provider, slug, externalId);
  }

  @Override
  public Renaming rename(ProviderInstance provider, OrganizationId id, OrganizationSlug slug) {
    return kept.rename(provider, id, slug);
  }

  @Override
  public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
    return kept.renamePersonal(provider, user, slug);
  }

  @Override
  public boolean end(ProviderInstance provider, OrganizationId organization) {
    return kept.end(provider, organization);
  }

  @Override
  public boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
    return kept.hasEnded(provider, organization);
  }
}
