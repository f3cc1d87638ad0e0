package dev.muster.account;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Reservation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * The reserved slug is the idempotency key: it carries the external id under which the provider makes
 * the organization at most once. Each step may be repeated, so a creation cut off anywhere goes on
 * when its holder asks for the same slug again, or when its record is taken up.
 */
/**
 * The steps by which an organization is made: slug, organization, owner, register. Safe for many
 * threads; blocks on the store and the provider, never holding one across the other.
 */
public final class Creations {
  private final IdentityProvider provider;
  private final ProviderInstance instance;
  private final OrganizationAdministration administration;
  private final RoleSlug creatorRole;
  private final DirectoryStore directory;
  private final @Nullable OrganizationLifecycle ends;

  /**
   * Creations at one provider.
   *
   * @param provider the provider's read side
   * @param administration the provider's write side
   * @param creatorRole the provider's role of a creator
   * @param directory the host's slugs
   * @param ends takes an organization without members back whose creator the provider refuses; null
   *     if it stays, for the creator to go on with
   */
  public Creations(
      IdentityProvider provider,
      OrganizationAdministration administration,
      RoleSlug creatorRole,
      DirectoryStore directory,
      @Nullable OrganizationLifecycle ends) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.instance = provider.instance();
    this.administration = Objects.requireNonNull(administration, "administration");
    this.creatorRole = Objects.requireNonNull(creatorRole, "creatorRole");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.ends = ends;
  }

  /**
   * Makes an organization, or goes on with one that was cut off.
   *
   * @param holder who will own it
   * @param slug its slug
   * @param externalId the key of the creation, if none is reserved with the slug already
   * @param name its display name
   * @return what it came to; {@link Made.Unfinished} for whatever the provider or the store threw
   */
  public Made make(UserId holder, OrganizationSlug slug, String externalId, String name) {
    Organization[] made = new Organization[1];
    try {
      Reservation reservation = directory.reserve(instance, slug, holder, externalId);
      if (reservation instanceof Reservation.Taken) {
        return new Made.Taken();
      }
      return reservation instanceof Reservation.Created created
          ? new Made.Stands(created.entry().organization(), slug)
          : make(holder, slug, ((Reservation.Reserved) reservation).externalId(), name, made);
    } catch (RuntimeException failed) {
      return new Made.Unfinished(made[0] == null ? null : made[0].id(), failed);
    }
  }

  private Made make(
      UserId holder, OrganizationSlug slug, String externalId, String name, Organization[] made) {
    Organization organization;
    try {
      organization = administration.createOrganization(name, externalId);
    } catch (ProviderException.Rejected refused) {
      directory.release(instance, slug, externalId);
      return new Made.Refused();
    }
    made[0] = organization;
    // A member's request has mirrored it: the creator was a member before, and may have gone since.
    if (directory.find(instance, organization.id()).isPresent()) {
      return mirroredMeanwhile(organization, slug, externalId);
    }
    try {
      var unused = administration.addMember(organization.id(), holder, creatorRole);
    } catch (ProviderException.Rejected refused) {
      // Somebody else may have been made a member at the provider meanwhile.
      if (ends != null && provider.listMembers(organization.id()).isEmpty()) {
        ends.deleteOrganization(organization.id());
        directory.release(instance, slug, externalId);
      }
      return new Made.Refused();
    }
    return directory.complete(instance, slug, externalId, organization)
        ? new Made.Stands(organization, slug)
        : mirroredMeanwhile(organization, slug, externalId);
  }

  /**
   * A request by id can have mirrored the new organization under a slug of its own: that one stays.
   */
  private Made mirroredMeanwhile(
      Organization organization, OrganizationSlug slug, String externalId) {
    directory.release(instance, slug, externalId);
    return directory
        .find(instance, organization.id())
        .<Made>map(entry -> new Made.Stands(organization, entry.slug()))
        .orElseGet(
            () ->
                directory.hasEnded(instance, organization.id())
                    ? new Made.Refused()
                    : new Made.Unfinished(organization.id(), null));
  }

  /** What the steps came to. */
  public sealed interface Made {
    /**
     * The organization stands, with its owner.
     *
     * @param organization as the provider made it
     * @param slug the slug that it has
     */
    record Stands(Organization organization, OrganizationSlug slug) implements Made {
      /** Checks the parts. */
      public Stands {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(slug, "slug");
      }
    }

    /** The slug belongs to somebody else. */
    record Taken() implements Made {}

    /** The provider refused, definitely. */
    record Refused() implements Made {}

    /**
     * It was cut off; the same steps go on with it.
     *
     * @param organization the organization, if it was made
     * @param thrown what cut it off, or null if the register was changed meanwhile
     */
    record Unfinished(@Nullable OrganizationId organization, @Nullable RuntimeException thrown)
        implements Made {}
  }
}
