package dev.muster.proof.contract;

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

/** A register that passes everything on; a wrong one replaces one method. */
class PassingDirectory implements DirectoryStore {
  final DirectoryStore sound;

  PassingDirectory() {
    this(new InMemoryDirectoryStore(InstantSource.system()));
  }

  PassingDirectory(DirectoryStore sound) {
    this.sound = sound;
  }

  @Override
  public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
    return sound.findBySlug(provider, slug);
  }

  @Override
  public Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
    return sound.find(provider, organization);
  }

  @Override
  public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
    return sound.findPersonal(provider, user);
  }

  @Override
  public Listing list(ProviderInstance provider, UserId user, Set<OrganizationId> organizations) {
    return sound.list(provider, user, organizations);
  }

  @Override
  public Optional<Visit> visit(
      ProviderInstance provider, OrganizationId organization, Duration period) {
    return sound.visit(provider, organization, period);
  }

  @Override
  public boolean update(ProviderInstance provider, Organization organization) {
    return sound.update(provider, organization);
  }

  @Override
  public boolean add(ProviderInstance provider, Entry entry) {
    return sound.add(provider, entry);
  }

  @Override
  public Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
    return sound.reserve(provider, slug, holder, externalId);
  }

  @Override
  public boolean complete(
      ProviderInstance provider, OrganizationSlug slug, String externalId, Organization made) {
    return sound.complete(provider, slug, externalId, made);
  }

  @Override
  public void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {
    sound.release(provider, slug, externalId);
  }

  @Override
  public Renaming rename(
      ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
    return sound.rename(provider, organization, slug);
  }

  @Override
  public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
    return sound.renamePersonal(provider, user, slug);
  }

  @Override
  public boolean end(ProviderInstance provider, OrganizationId organization) {
    return sound.end(provider, organization);
  }

  @Override
  public boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
    return sound.hasEnded(provider, organization);
  }
}
