package dev.muster.membership;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MirrorEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user in one organization, from where, and as of when. Immutable, but for
 * what this node's memory has done with it. Made only by an {@link EvidenceReader}.
 */
public final class Evidence {
  private static final VarHandle READ_AHEAD = readAheadHandle();

  private final MembershipKey key;
  private final @Nullable MembershipId membership;
  private final @Nullable MembershipStatus status;
  private final List<RoleSlug> roles;
  private final boolean organizationKnown;
  private final long asOfWall;
  private final long asOfNanos;
  private final Source source;
  private final long epoch;
  private final Duration grace;
  private final @Nullable Before before;
  private volatile boolean forgotten;
  private volatile boolean readAhead;

  Evidence(
      MembershipKey key,
      @Nullable Membership membership,
      boolean organizationKnown,
      Moment asOf,
      Source source,
      long epoch) {
    this(key, membership, organizationKnown, asOf, source, epoch, null);
  }

  Evidence(
      MembershipKey key,
      @Nullable Membership membership,
      boolean organizationKnown,
      Moment asOf,
      Source source,
      long epoch,
      @Nullable Before before) {
    this.key = key;
    this.membership = membership == null ? null : membership.id();
    this.status = membership == null ? null : membership.status();
    this.roles = membership == null ? List.of() : membership.roles();
    this.organizationKnown = organizationKnown;
    this.asOfWall = asOf.wallNanos();
    this.asOfNanos = asOf.nanos();
    this.source = source;
    this.epoch = epoch;
    this.grace = Duration.ZERO;
    this.before = before;
  }

  private Evidence(Evidence from, List<RoleSlug> roles, Source source, Duration grace) {
    this.key = from.key;
    this.membership = from.membership;
    this.status = from.status;
    this.roles = roles;
    this.organizationKnown = from.organizationKnown;
    this.asOfWall = from.asOfWall;
    this.asOfNanos = from.asOfNanos;
    this.source = source;
    this.epoch = from.epoch;
    this.grace = grace;
    this.before = null;
  }

  private static VarHandle readAheadHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Evidence.class, "readAhead", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The same, to be served beyond its bound for so long, because nobody can be asked. */
  Evidence inGrace(Duration grace) {
    return new Evidence(this, roles, source, grace);
  }

  /** The same, and no longer stale where it lies within the bound after all. */
  Evidence markedFor(Freshness freshness, Moment now) {
    return freshness.reaches(asOf(), now) ? inGrace(Duration.ZERO) : this;
  }

  /** The same as it is kept in memory. */
  Evidence remembered(List<RoleSlug> sharedRoles) {
    return new Evidence(this, sharedRoles, Source.CACHE, Duration.ZERO);
  }

  List<RoleSlug> statedRoles() {
    return roles;
  }

  /** Memory no longer holds it: it was invalidated, replaced or evicted. */
  void forget() {
    forgotten = true;
  }

  /** True once: for the request that shall have it read again before its bound. */
  boolean takesReadAhead() {
    return !readAhead && READ_AHEAD.compareAndSet(this, false, true);
  }

  /**
   * Whether this node's memory holds it now.
   *
   * @return false also for what never was there
   */
  public boolean isRemembered() {
    return source == Source.CACHE && !forgotten;
  }

  /**
   * Whom and what this is about.
   *
   * @return the key
   */
  public MembershipKey key() {
    return key;
  }

  /**
   * Whether the user was an active member as of {@link #asOf()}.
   *
   * @return true only for an active membership of exactly this key
   */
  public boolean isMember() {
    return status == MembershipStatus.ACTIVE;
  }

  /**
   * The status the provider stated.
   *
   * @return the status, or empty if there was no membership
   */
  public Optional<MembershipStatus> status() {
    return Optional.ofNullable(status);
  }

  /**
   * The membership that the provider stated. Who leaves and joins again has another one.
   *
   * @return its id, or null if there was none
   */
  public @Nullable MembershipId membership() {
    return membership;
  }

  /**
   * The provider's roles of an active member.
   *
   * @return the slugs; empty for a non-member
   */
  public List<RoleSlug> roles() {
    return isMember() ? roles : List.of();
  }

  /**
   * What the mirror held when the provider was asked.
   *
   * @return null for evidence that is not the provider's word of this request
   */
  public @Nullable Before before() {
    return before;
  }

  /**
   * Whether the provider that said "no" knows the organization at all. A provider that does not may
   * be the wrong one, or the right one with a wrong key: its "no" denies, and ends nothing.
   *
   * @return false only for a "no" from a provider that does not know the organization
   */
  public boolean isOrganizationKnown() {
    return organizationKnown;
  }

  /**
   * When this is known to have held: just before the request to the provider was sent.
   *
   * @return the moment, on this process's timeline
   */
  public Moment asOf() {
    return new Moment(asOfWall, asOfNanos);
  }

  /**
   * How old this is, by two readings of both clocks.
   *
   * @param wall the wall clock, as {@link Timeline#wallNanos()} reads it
   * @param ticks the monotonic ticker
   * @return the age; {@link Timeline#TOO_OLD_NANOS} if it would be negative
   */
  public long ageNanos(long wall, long ticks) {
    return Timeline.ageNanos(asOfWall, asOfNanos, wall, ticks);
  }

  /**
   * Where it came from.
   *
   * @return the source
   */
  public Source source() {
    return source;
  }

  /**
   * Whether this serves a request at this moment: within the request's freshness, or, if it is
   * {@link #isStale()} and says yes, beyond it by no more than the host's grace. A live request has
   * no grace.
   *
   * @param freshness how old evidence may be
   * @param start when the request began
   * @param now when the decision is returned
   * @return true if it serves
   */
  public boolean serves(Freshness freshness, Moment start, Moment now) {
    if (!isStale()) {
      return freshness.accepts(asOf(), start, now);
    }
    return isMember()
        && !freshness.isLive()
        && Timeline.age(asOf(), now).compareTo(freshness.bound().plus(grace)) <= 0;
  }

  /**
   * Whether this is served beyond its bound, because the provider could not be asked.
   *
   * @return true only in the host's grace
   */
  public boolean isStale() {
    return !grace.isZero();
  }

  /**
   * How far the mirror had come.
   *
   * @return what a later check can demand
   */
  public ConsistencyToken token() {
    return new ConsistencyToken(key, epoch);
  }

  /**
   * The mirror's epoch of the key.
   *
   * @return 0 if the mirror holds nothing
   */
  public long epoch() {
    return epoch;
  }

  @Override
  public String toString() {
    String stale = isStale() ? ", stale" : "";
    return "Evidence[" + key + ", " + status() + ", " + source + ", epoch " + epoch + stale + "]";
  }

  /**
   * What was known of a membership before the provider was asked again.
   *
   * @param seen whether the mirror knew of any
   * @param member whether the user was an active member
   * @param continues whether what the provider states now is that same membership, and not one that
   *     came after its end
   * @param roles the provider's roles of then; empty for a non-member
   */
  public record Before(boolean seen, boolean member, boolean continues, List<RoleSlug> roles) {
    /** Copies. */
    public Before {
      roles = List.copyOf(roles);
    }

    static Before of(MirrorEntry entry, @Nullable Membership stated) {
      if (entry instanceof MirrorEntry.Present present && present.membership().isActive()) {
        Membership held = present.membership();
        boolean same = stated != null && stated.id().equals(held.id());
        return new Before(true, true, same, held.roles());
      }
      return new Before(!(entry instanceof MirrorEntry.Unknown), false, false, List.of());
    }
  }
}
