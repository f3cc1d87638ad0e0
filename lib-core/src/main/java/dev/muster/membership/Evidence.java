package dev.muster.membership;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user in one organization, from where, and as of when. Immutable, but for
 * what this node's memory has done with it: while memory holds it, the feed may prove that it still
 * holds. Made only by an {@link EvidenceReader}.
 */
@SuppressWarnings("EnumOrdinal") // in this process's memory only, and a byte each
public final class Evidence extends Dated {
  private static final VarHandle READ_AHEAD = readAheadHandle();

  /* A node remembers many of these: what is one of a few is a number here, and what only one
  request knows is aside. */
  private static final MembershipStatus[] STATUSES = MembershipStatus.values();
  private static final Source[] SOURCES = Source.values();
  private static final byte NO_MEMBERSHIP = -1;
  private static final byte NO_ORGANIZATION = -2;

  private final MembershipKey key;
  private final @Nullable MembershipId membership;
  private final List<RoleSlug> roles;
  private final long epoch;
  private final @Nullable Aside aside;
  private final byte status;
  private final byte source;
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
    super(asOf);
    this.key = key;
    this.membership = membership == null ? null : membership.id();
    this.roles = membership == null ? List.of() : membership.roles();
    byte none = organizationKnown ? NO_MEMBERSHIP : NO_ORGANIZATION;
    this.status = membership == null ? none : (byte) membership.status().ordinal();
    this.source = (byte) source.ordinal();
    this.epoch = epoch;
    this.aside = before == null ? null : new Aside(before, Duration.ZERO);
  }

  private Evidence(Evidence from, List<RoleSlug> roles, Source source, @Nullable Aside aside) {
    super(from);
    this.key = from.key;
    this.membership = from.membership;
    this.status = from.status;
    this.roles = roles;
    this.source = (byte) source.ordinal();
    this.epoch = from.epoch;
    this.aside = aside;
  }

  private Evidence(Evidence from, Watermark.Coverage run, long after) {
    super(from, run, after);
    this.key = from.key;
    this.membership = from.membership;
    this.status = from.status;
    this.roles = from.roles;
    this.source = from.source;
    this.epoch = from.epoch;
    this.aside = from.aside;
  }

  private static VarHandle readAheadHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Evidence.class, "readAhead", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The same, as part of a run of the provider's events. */
  Evidence followed(Watermark.Coverage run, long after) {
    return new Evidence(this, run, after);
  }

  /** The same, to be served beyond its bound for so long, because nobody can be asked. */
  Evidence inGrace(Duration grace) {
    return new Evidence(this, roles, source(), grace.isZero() ? null : new Aside(null, grace));
  }

  /** The same, and no longer stale where it lies within the bound after all. */
  Evidence markedFor(Freshness freshness, Moment now) {
    return freshness.reaches(ageNanos(freshness, now)) ? inGrace(Duration.ZERO) : this;
  }

  /** The same as it is kept in memory. */
  Evidence remembered(List<RoleSlug> sharedRoles) {
    return new Evidence(this, sharedRoles, Source.CACHE, null);
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

  @Override
  boolean isHeld() {
    return isRemembered() && isMember();
  }

  /**
   * Whether this node's memory holds it now.
   *
   * @return false also for what never was there
   */
  public boolean isRemembered() {
    return source == Source.CACHE.ordinal() && !forgotten;
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
    return status == MembershipStatus.ACTIVE.ordinal();
  }

  /**
   * The status the provider stated.
   *
   * @return the status, or empty if there was no membership
   */
  public Optional<MembershipStatus> status() {
    return status < 0 ? Optional.empty() : Optional.of(STATUSES[status]);
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
    return aside == null ? null : aside.before;
  }

  /**
   * Whether the provider that said "no" knows the organization at all. A provider that does not may
   * be the wrong one, or the right one with a wrong key: its "no" denies, and ends nothing.
   *
   * @return false only for a "no" from a provider that does not know the organization
   */
  public boolean isOrganizationKnown() {
    return status != NO_ORGANIZATION;
  }

  /**
   * Where it came from.
   *
   * @return the source
   */
  public Source source() {
    return SOURCES[source];
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
    long age = ageNanos(freshness, now);
    if (aside == null || !isStale()) {
      return freshness.reaches(age) || freshness.accepts(statedAt(), start, now);
    }
    return isMember()
        && !freshness.isLive()
        && age != Timeline.TOO_OLD_NANOS
        && Duration.ofNanos(age).compareTo(freshness.bound().plus(aside.grace)) <= 0;
  }

  /**
   * Whether this is served beyond its bound, because the provider could not be asked.
   *
   * @return true only in the host's grace
   */
  public boolean isStale() {
    return aside != null && !aside.grace.isZero();
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
    return "Evidence[" + key + ", " + status() + ", " + source() + ", epoch " + epoch + stale + "]";
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
  }

  /** What is of one request and is never remembered. */
  private record Aside(@Nullable Before before, Duration grace) {}
}
