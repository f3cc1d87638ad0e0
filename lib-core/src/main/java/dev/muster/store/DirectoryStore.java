package dev.muster.store;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * <strong>SPI.</strong> The host's own register of organizations: their slugs and mirrored names.
 * Safe for many threads and many nodes; may block on I/O.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A slug names at most one organization of one provider instance, at every moment and under any
 * concurrency. An organization has at most one slug.
 */
public interface DirectoryStore {
  /**
   * Finds the organization behind a slug.
   *
   * @param provider the provider instance
   * @param slug the slug
   * @return the organization, or empty if none has this slug (a slug only reserved has none yet)
   * @throws StoreException if the store can't answer
   */
  Optional<Entry> findBySlug(ProviderInstance provider, OrganizationSlug slug);

  /**
   * Finds an organization.
   *
   * @param provider the provider instance
   * @param organization its id
   * @return the entry, or empty if it is not mirrored
   * @throws StoreException if the store can't answer
   */
  Optional<Entry> find(ProviderInstance provider, OrganizationId organization);

  /**
   * Finds organizations, in one read.
   *
   * @param provider the provider instance
   * @param organizations their ids
   * @return the entries of those that are mirrored, in no order
   * @throws StoreException if the store can't answer
   */
  List<Entry> findAll(ProviderInstance provider, Set<OrganizationId> organizations);

  /**
   * Finds an organization on behalf of one of its members, and hands the job of asking the provider
   * again to one visitor a period, whatever node it comes from.
   *
   * @param provider the provider instance
   * @param organization its id
   * @param period how old what the provider stated may be, by the store's own clock; not negative
   * @return the entry, and whether this visitor shall refresh it; empty if it is not mirrored
   * @throws StoreException if the store can't answer
   */
  Optional<Visit> visit(ProviderInstance provider, OrganizationId organization, Duration period);

  /**
   * Writes what the provider states now about a mirrored organization. Its slug stays.
   *
   * @param provider the provider instance
   * @param organization as stated
   * @return false if it is not mirrored, or nothing differs
   * @throws StoreException if the store can't answer
   */
  boolean update(ProviderInstance provider, Organization organization);

  /**
   * Mirrors an organization, if neither it nor the slug is there yet.
   *
   * @param provider the provider instance
   * @param entry the organization with the slug it shall have
   * @return false if the organization or the slug is there already; nothing is written then
   * @throws StoreException if the store can't answer
   */
  boolean add(ProviderInstance provider, Entry entry);

  /**
   * Reserves a slug for an organization that its holder is about to create. The same holder asking
   * again gets the same answer, so that a creation that was cut off can go on.
   *
   * @param provider the provider instance
   * @param slug the slug
   * @param holder who creates
   * @param externalId the key of this creation; kept if the reservation is new
   * @return reserved, created (by the same holder, before), or taken
   * @throws StoreException if the store can't answer
   */
  Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId);

  /**
   * Gives a reserved slug its organization. Doing it again changes nothing.
   *
   * @param provider the provider instance
   * @param slug the reserved slug
   * @param externalId the key of the reservation
   * @param organization the organization, as the provider made it
   * @return false if no such reservation stands
   * @throws StoreException if the store can't answer
   */
  boolean complete(
      ProviderInstance provider,
      OrganizationSlug slug,
      String externalId,
      Organization organization);

  /**
   * Gives a reserved slug back, if it is still only reserved under this key.
   *
   * @param provider the provider instance
   * @param slug the slug
   * @param externalId the key of the reservation
   * @throws StoreException if the store can't answer
   */
  void release(ProviderInstance provider, OrganizationSlug slug, String externalId);

  /**
   * A mirrored organization.
   *
   * @param organization as the provider last stated it
   * @param slug its slug here
   */
  record Entry(Organization organization, OrganizationSlug slug) {
    /** Checks the parts. */
    public Entry {
      Objects.requireNonNull(organization, "organization");
      Objects.requireNonNull(slug, "slug");
    }
  }

  /**
   * A mirrored organization, and what is to be done.
   *
   * @param entry the organization
   * @param refreshes whether this visitor was given the job of asking the provider again
   */
  record Visit(Entry entry, boolean refreshes) {
    /** Checks the entry. */
    public Visit {
      Objects.requireNonNull(entry, "entry");
    }
  }

  /** What became of a wish for a slug. */
  sealed interface Reservation {
    /**
     * The slug is kept for the holder.
     *
     * @param externalId the key of the creation, from the first time it was asked for
     */
    record Reserved(String externalId) implements Reservation {
      /** Checks the key. */
      public Reserved {
        Objects.requireNonNull(externalId, "externalId");
      }
    }

    /**
     * The same holder created this organization before.
     *
     * @param entry the organization
     */
    record Created(Entry entry) implements Reservation {
      /** Checks the entry. */
      public Created {
        Objects.requireNonNull(entry, "entry");
      }
    }

    /** The slug belongs to somebody else. */
    record Taken() implements Reservation {}
  }
}
