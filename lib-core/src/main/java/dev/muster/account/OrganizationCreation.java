package dev.muster.account;

import dev.muster.account.Creations.Made;
import dev.muster.decision.Pass;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.EvidenceReader;
import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.SlugPolicy;
import dev.muster.provider.Organization;
import dev.muster.session.Attachment;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Reservation;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Creates an organization with its creator as administrator, and brings the session into it. Safe
 * for many threads; blocks on the store and the provider, never holding one across the other.
 *
 * <p>A bearer token has no session here that could be brought anywhere: its user has created the
 * organization, and names it with each request.
 */
public final class OrganizationCreation {
  private static final int MAX_NAME = 255;

  private static final int ATTEMPTS = 8;

  private final ProviderInstance instance;
  private final Creations creations;
  private final DirectoryStore directory;
  private final SlugPolicy slugs;
  private final EvidenceReader evidence;
  private final @Nullable Sessions sessions;
  private final Predicate<Session> byBearer;
  private final RandomGenerator random;
  private final @Nullable Outbox outbox;

  /**
   * Creation at one provider.
   *
   * @param instance the provider's name
   * @param creations the steps
   * @param directory the host's slugs
   * @param slugs what no organization may be called here
   * @param evidence told to forget that the creator was no member
   * @param sessions attaches the session; null where the host has none of Muster's own
   * @param byBearer whether a session came with a bearer token that this Muster checked
   * @param random a cryptographic source
   * @param outbox records a creation before it begins, or null if the reserved slug is all there is
   */
  public OrganizationCreation(
      ProviderInstance instance,
      Creations creations,
      DirectoryStore directory,
      SlugPolicy slugs,
      EvidenceReader evidence,
      @Nullable Sessions sessions,
      Predicate<Session> byBearer,
      RandomGenerator random,
      @Nullable Outbox outbox) {
    this.instance = Objects.requireNonNull(instance, "instance");
    this.creations = Objects.requireNonNull(creations, "creations");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.slugs = Objects.requireNonNull(slugs, "slugs");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.sessions = sessions;
    this.byBearer = Objects.requireNonNull(byBearer, "byBearer");
    this.random = Objects.requireNonNull(random, "random");
    this.outbox = outbox;
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
    boolean ofPerson = byBearer.test(session) && session.boundTo().isEmpty();
    if (!ofPerson && sessionsOf(session) == null) {
      return new CreationResult.WrongCredential();
    }
    if (!slugs.allows(slug)) {
      return new CreationResult.SlugReserved();
    }
    try {
      return outbox == null
          ? told(session, creations.make(session.user(), slug, randomHex(), name))
          : recorded(outbox, session, slug, name);
    } catch (RuntimeException failed) {
      return new CreationResult.Unavailable(null, evidence.report(failed).retryAfter());
    }
  }

  /** The record comes first, so that what is cut off is taken up, and is counted. */
  private CreationResult recorded(Outbox box, Session session, OrganizationSlug slug, String name) {
    Subject holder = new Subject.OfUser(instance, session.user());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Standing standing = box.changes().standing(holder);
      for (Change open : standing.open()) {
        if (open instanceof Change.Creation creation && creation.slug().equals(slug)) {
          return finished(box, session, creation);
        }
      }
      if (box.owned() != null && !box.owned().mayOwnOneMore(session.user(), standing)) {
        if (box.changes().standing(holder).epoch() != standing.epoch()) {
          continue; // what was counted may be this very organization, made meanwhile
        }
        return madeBefore(session, slug, box.owned().most());
      }
      Change.Creation creation =
          new Change.Creation(
              new ChangeId(randomHex()), instance, session.user(), slug, randomHex(), name);
      if (box.changes().begin(creation, List.of(standing), box.due()) == Beginning.BEGUN) {
        return finished(box, session, creation);
      }
    }
    return new CreationResult.Unavailable(null, null);
  }

  private CreationResult finished(Outbox box, Session session, Change.Creation creation) {
    Made made =
        creations.make(creation.holder(), creation.slug(), creation.externalId(), creation.name());
    if (!(made instanceof Made.Unfinished)) {
      End end = made instanceof Made.Stands ? End.DONE : End.UNDONE;
      try {
        var unused = box.changes().finish(creation.id(), end);
        box.ended().accept(creation, end);
      } catch (RuntimeException failed) {
        // What is known is told all the same; the record is taken up later, and changes nothing.
        evidence.report(failed);
      }
    }
    return told(session, made);
  }

  /** Who asks again for what stands is not stopped by a limit that it fills itself. */
  private CreationResult madeBefore(Session session, OrganizationSlug slug, int limit) {
    if (directory.findBySlug(instance, slug).isPresent()) {
      String key = randomHex();
      Reservation there = directory.reserve(instance, slug, session.user(), key);
      if (there instanceof Reservation.Created created) {
        return attached(session, created.entry().organization(), slug);
      }
      directory.release(instance, slug, key);
    }
    return new CreationResult.LimitReached(limit);
  }

  private CreationResult told(Session session, Made made) {
    if (made instanceof Made.Stands stands) {
      return attached(session, stands.organization(), stands.slug());
    }
    if (made instanceof Made.Taken) {
      return new CreationResult.SlugTaken();
    }
    if (made instanceof Made.Unfinished unfinished) {
      RuntimeException thrown = unfinished.thrown();
      return new CreationResult.Unavailable(
          unfinished.organization(), thrown == null ? null : evidence.report(thrown).retryAfter());
    }
    return new CreationResult.Refused();
  }

  /** What issued a session, or null if that was not this Muster. */
  private @Nullable Sessions sessionsOf(Session session) {
    return sessions != null && sessions.issued(session) ? sessions : null;
  }

  private String randomHex() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private CreationResult attached(
      Session session, Organization organization, OrganizationSlug slug) {
    MembershipKey key = new MembershipKey(instance, organization.id(), session.user());
    evidence.invalidate(key);
    // The mirror holds the creator from its epoch 1 on; a "no" remembered anywhere has 0.
    ConsistencyToken since = new ConsistencyToken(key, 1);
    Sessions own = sessionsOf(session);
    if (own == null) {
      return new CreationResult.Created(organization.id(), slug, since, List.of());
    }
    Attachment attachment = own.attach(session, organization.id());
    if (attachment instanceof Attachment.Attached attached) {
      return new CreationResult.Created(organization.id(), slug, since, attached.cookies());
    }
    if (attachment instanceof Attachment.ResetRequired reset) {
      return new CreationResult.ResetRequired(organization.id(), reset.cookies());
    }
    return new CreationResult.Unavailable(
        organization.id(), ((Attachment.Unavailable) attachment).retryAfter());
  }

  /**
   * Where creations are recorded before they begin.
   *
   * @param changes the record
   * @param due after which time one that was cut off is taken up
   * @param owned how many a user may own, or null for any number
   * @param ended hears how a creation ended; must not throw
   */
  public record Outbox(
      ChangeStore changes,
      Duration due,
      @Nullable OwnedOrganizations owned,
      BiConsumer<Change.Creation, End> ended) {
    /** Checks the parts. */
    public Outbox {
      Objects.requireNonNull(changes, "changes");
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(ended, "ended");
    }
  }
}
