package dev.muster.account;

import dev.muster.decision.Pass;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Failure;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException;
import dev.muster.session.Attachment;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Reservation;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;

/*
 * The reserved slug is the idempotency key: it carries the external id under which the provider makes
 * the organization at most once. Each step may be repeated, so a creation cut off anywhere goes on
 * when its holder asks for the same slug again.
 */
/**
 * Creates an organization with its creator as administrator, and brings the session into it. Safe
 * for many threads; blocks on the store and the provider, never holding one across the other.
 */
public final class OrganizationCreation {
  private static final int MAX_NAME = 255;

  private final ProviderInstance instance;
  private final OrganizationAdministration administration;
  private final RoleSlug creatorRole;
  private final DirectoryStore directory;
  private final SlugPolicy slugs;
  private final EvidenceReader evidence;
  private final Sessions sessions;
  private final RandomGenerator random;

  /**
   * Creation at one provider.
   *
   * @param instance the provider's name
   * @param administration the provider's write side
   * @param creatorRole the provider's role of a creator
   * @param directory the host's slugs
   * @param slugs what no organization may be called here
   * @param evidence told to forget that the creator was no member
   * @param sessions attaches the session
   * @param random a cryptographic source
   */
  public OrganizationCreation(
      ProviderInstance instance,
      OrganizationAdministration administration,
      RoleSlug creatorRole,
      DirectoryStore directory,
      SlugPolicy slugs,
      EvidenceReader evidence,
      Sessions sessions,
      RandomGenerator random) {
    this.instance = Objects.requireNonNull(instance, "instance");
    this.administration = Objects.requireNonNull(administration, "administration");
    this.creatorRole = Objects.requireNonNull(creatorRole, "creatorRole");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.slugs = Objects.requireNonNull(slugs, "slugs");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Creates, or goes on with a creation of the same holder that was cut off.
   *
   * @param pass who creates; any requirement will do
   * @param slug the slug it shall have
   * @param name its display name, 1 to 255 characters, not all blank
   * @return what it came to
   * @throws IllegalArgumentException if the name is blank or too long
   */
  public CreationResult create(Pass pass, OrganizationSlug slug, String name) {
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "organization name must have 1 to " + MAX_NAME + " characters, not all blank");
    }
    Session session = pass.scope().session();
    if (!sessions.issued(session)) {
      return new CreationResult.WrongCredential();
    }
    if (!slugs.allows(slug)) {
      return new CreationResult.SlugReserved();
    }
    try {
      Reservation reservation = directory.reserve(instance, slug, pass.user(), externalId());
      if (reservation instanceof Reservation.Taken) {
        return new CreationResult.SlugTaken();
      }
      if (reservation instanceof Reservation.Created created) {
        return attached(session, created.entry().organization(), slug);
      }
      return made(session, slug, name, ((Reservation.Reserved) reservation).externalId());
    } catch (RuntimeException failed) {
      Failure failure = evidence.report(failed);
      return new CreationResult.Unavailable(null, failure.retryAfter());
    }
  }

  private CreationResult made(
      Session session, OrganizationSlug slug, String name, String externalId) {
    Organization organization;
    try {
      organization = administration.createOrganization(name, externalId);
    } catch (ProviderException.Rejected refused) {
      directory.release(instance, slug, externalId);
      return new CreationResult.Refused();
    }
    try {
      administration.addMember(organization.id(), session.user(), creatorRole);
      if (!directory.complete(instance, slug, externalId, organization)) {
        return mirroredMeanwhile(session, organization, slug, externalId);
      }
    } catch (ProviderException.Rejected refused) {
      return new CreationResult.Refused();
    } catch (RuntimeException failed) {
      Failure failure = evidence.report(failed);
      return new CreationResult.Unavailable(organization.id(), failure.retryAfter());
    }
    return attached(session, organization, slug);
  }

  /**
   * A request by id can have mirrored the new organization under a slug of its own: that one stays.
   */
  private CreationResult mirroredMeanwhile(
      Session session, Organization organization, OrganizationSlug slug, String externalId) {
    directory.release(instance, slug, externalId);
    return directory
        .find(instance, organization.id())
        .map(entry -> attached(session, organization, entry.slug()))
        .orElseGet(() -> new CreationResult.Unavailable(organization.id(), null));
  }

  private String externalId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private CreationResult attached(
      Session session, Organization organization, OrganizationSlug slug) {
    MembershipKey key = new MembershipKey(instance, organization.id(), session.user());
    evidence.invalidate(key);
    Attachment attachment = sessions.attach(session, organization.id());
    if (attachment instanceof Attachment.Attached attached) {
      // The mirror holds the creator from its epoch 1 on; a "no" remembered anywhere has 0.
      return new CreationResult.Created(
          organization.id(), slug, new ConsistencyToken(key, 1), attached.cookies());
    }
    if (attachment instanceof Attachment.ResetRequired reset) {
      return new CreationResult.ResetRequired(organization.id(), reset.cookies());
    }
    return new CreationResult.Unavailable(
        organization.id(), ((Attachment.Unavailable) attachment).retryAfter());
  }
}
