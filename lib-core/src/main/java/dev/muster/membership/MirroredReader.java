package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.FeedPosition;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mirror, and asks the provider where the mirror knows too little; writes back what a
 * member's own look-up found. Safe for many threads; blocks on the store and the provider, never
 * holding one across the other.
 *
 * <p>Where the mirror is proven to follow the provider's events, a row that was stated in this run
 * of events is as of that position, and a key that it does not hold is nobody's.
 */
final class MirroredReader {
  private static final int ATTEMPTS = 3;

  /** Older than any bound, and yet a number of nanoseconds that can be reckoned with. */
  private static final Duration OLDEST = Duration.ofDays(36_500);

  private final IdentityProvider provider;
  private final MembershipStore store;
  private final Timeline timeline;
  private final Duration negativeBound;
  private final Watermark watermark;
  private final Consumer<MembershipEvent> events;

  MirroredReader(
      IdentityProvider provider,
      MembershipStore store,
      Timeline timeline,
      Duration negativeBound,
      Watermark watermark,
      Consumer<MembershipEvent> events) {
    this.provider = provider;
    this.store = store;
    this.timeline = timeline;
    this.negativeBound = negativeBound;
    this.watermark = watermark;
    this.events = events;
  }

  EvidenceResult read(MembershipKey key, Freshness freshness) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Moment before = timeline.now();
      MembershipStore.Read read = store.find(key);
      Evidence mirrored = fromMirror(key, freshness, before, read);
      if (mirrored != null) {
        return new EvidenceResult.Known(mirrored);
      }
      EvidenceResult asked = fromProvider(key, before, read);
      if (asked != null) {
        return asked;
      }
    }
    return new EvidenceResult.Failed(Failure.of(Failure.Cause.CONTENDED));
  }

  /**
   * What the mirror holds of a member, however old, to be served for so long beyond a bound. Null
   * where it holds a tombstone or no active member: a removal that was seen has no grace.
   */
  @Nullable Evidence lastKnown(MembershipKey key, Duration grace) {
    Moment before = timeline.now();
    MembershipStore.Read read = store.find(key);
    if (!(read.entry() instanceof MirrorEntry.Present present)
        || !present.membership().isActive()) {
      return null;
    }
    Evidence held = held(key, before, read);
    return held == null ? null : held.inGrace(grace);
  }

  /**
   * What the mirror holds, however old, for who asks no provider. Null where it holds nothing, or
   * only a word that must be read again.
   */
  @Nullable Evidence word(MembershipKey key) {
    Moment before = timeline.now();
    MembershipStore.Read read = store.find(key);
    if (read.entry() instanceof MirrorEntry.Ending ending) {
      return no(key, before, ending.epoch());
    }
    if (read.entry() instanceof MirrorEntry.Ended ended) {
      return no(key, before.minus(age(ended.endedAt(), read.storeTime())), ended.epoch());
    }
    return read.entry() instanceof MirrorEntry.Present present
            && !present.asOf().equals(Instant.EPOCH)
        ? held(key, before, read)
        : null;
  }

  private @Nullable Evidence fromMirror(
      MembershipKey key, Freshness freshness, Moment before, MembershipStore.Read read) {
    if (read.entry() instanceof MirrorEntry.Ending ending) {
      // What the provider still says of somebody whom we are removing does not matter.
      return no(key, before, ending.epoch());
    }
    Evidence held = freshness.isLive() ? null : held(key, before, read);
    if (held == null) {
      return null;
    }
    long age = held.ageNanos(freshness, before);
    return freshness.reaches(age) && (held.isMember() || age <= negativeBound.toNanos())
        ? held
        : null;
  }

  private static Evidence no(MembershipKey key, Moment asOf, long epoch) {
    return new Evidence(key, null, true, asOf, Source.MIRROR, epoch);
  }

  /*
   * What the mirror says, as old as it is. All times but our own are the store's; our own clock was
   * read before the store's, so the age is never understated. A time ahead of the store's clock
   * counts for nothing.
   */
  private @Nullable Evidence held(MembershipKey key, Moment before, MembershipStore.Read read) {
    FeedPosition position = position(read);
    if (read.entry() instanceof MirrorEntry.Unknown && position != null) {
      Moment asOf = before.minus(age(position.asOf(), read.storeTime()));
      return no(key, asOf, 0).followed(watermark.coverage(position.generation()), 0);
    }
    if (!(read.entry() instanceof MirrorEntry.Present present)
        || present.asOf().isAfter(read.storeTime())) {
      return null;
    }
    Duration age = age(present.asOf(), read.storeTime());
    Evidence stated =
        new Evidence(
            key, present.membership(), true, before.minus(age), Source.MIRROR, present.epoch());
    return position == null || !position.covers(present.asOf())
        ? stated
        : stated.followed(
            watermark.coverage(position.generation()),
            age.minus(age(position.asOf(), read.storeTime())).toNanos());
  }

  private static @Nullable FeedPosition position(MembershipStore.Read read) {
    FeedPosition position = read.position();
    return position == null || position.asOf().isAfter(read.storeTime()) ? null : position;
  }

  private static Duration age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.isNegative()) {
      return Duration.ZERO;
    }
    return age.compareTo(OLDEST) < 0 ? age : OLDEST;
  }

  /** What the provider says now, or null if the key moved meanwhile and must be read again. */
  private @Nullable EvidenceResult fromProvider(
      MembershipKey key, Moment before, MembershipStore.Read read) {
    Moment asOf = timeline.now();
    Optional<Membership> found = provider.findMembership(key.organization(), key.user());
    if (found.isPresent()) {
      Membership membership = found.get();
      if (!membership.organization().equals(key.organization())
          || !membership.user().equals(key.user())) {
        throw new ProviderException.Unavailable("the answer is about another membership", null);
      }
      if (read.entry() instanceof MirrorEntry.Unknown && !membership.isActive()) {
        return known(key, membership, asOf, read.entry(), 0);
      }
      return written(
          key, membership, asOf, before, read, new Observation.Seen(membership, read.storeTime()));
    }
    if (!(read.entry() instanceof MirrorEntry.Present)) {
      // A tombstone was made only after the provider had said that it knows the organization.
      return known(key, null, asOf, read.entry(), read.entry().epoch());
    }
    if (provider.findOrganization(key.organization()).isEmpty()) {
      events.accept(new MembershipEvent.OrganizationUnknown(key.provider(), key.organization()));
      return new EvidenceResult.Known(
          new Evidence(key, null, false, asOf, Source.LIVE, read.entry().epoch()));
    }
    return written(key, null, asOf, before, read, new Observation.Absent(read.storeTime()));
  }

  private @Nullable EvidenceResult written(
      MembershipKey key,
      @Nullable Membership membership,
      Moment asOf,
      Moment before,
      MembershipStore.Read read,
      Observation observation) {
    MembershipStore.Write write = store.record(key, observation, read.entry().epoch());
    return switch (write.verdict()) {
      case ACCEPTED -> {
        if (write.entry() instanceof MirrorEntry.Ended
            && read.entry() instanceof MirrorEntry.Present) {
          events.accept(new MembershipEvent.MembershipEnded(key, write.entry().epoch()));
        }
        Evidence found = evidence(key, membership, asOf, read.entry(), write.entry().epoch());
        yield new EvidenceResult.Known(followed(found, before, read, write.entry()));
      }
      case REFUSED ->
          write.entry() instanceof MirrorEntry.Ended
              ? known(key, null, asOf, read.entry(), write.entry().epoch())
              : new EvidenceResult.Failed(Failure.of(Failure.Cause.SUPERSEDED));
      default -> null;
    };
  }

  /* Of what a provider's word became in the mirror, changes are told as of any row that is covered. */
  private Evidence followed(
      Evidence found, Moment before, MembershipStore.Read read, MirrorEntry written) {
    FeedPosition position = position(read);
    if (position == null
        || !(written instanceof MirrorEntry.Present present)
        || !position.covers(present.asOf())) {
      return found;
    }
    Moment proven = before.minus(age(position.asOf(), read.storeTime()));
    Moment stated = found.statedAt();
    // By whichever of our clocks says less: the wall clock may have been set meanwhile.
    long after = Math.min(proven.nanos() - stated.nanos(), proven.wallNanos() - stated.wallNanos());
    return found.followed(watermark.coverage(position.generation()), after);
  }

  private static EvidenceResult known(
      MembershipKey key,
      @Nullable Membership membership,
      Moment asOf,
      MirrorEntry found,
      long epoch) {
    return new EvidenceResult.Known(evidence(key, membership, asOf, found, epoch));
  }

  private static Evidence evidence(
      MembershipKey key,
      @Nullable Membership membership,
      Moment asOf,
      MirrorEntry found,
      long epoch) {
    return new Evidence(key, membership, true, asOf, Source.LIVE, epoch, before(found, membership));
  }

  static Evidence.Before before(MirrorEntry entry, @Nullable Membership stated) {
    if (entry instanceof MirrorEntry.Present present && present.membership().isActive()) {
      Membership held = present.membership();
      boolean same = stated != null && stated.id().equals(held.id());
      return new Evidence.Before(true, true, same, held.roles());
    }
    return new Evidence.Before(!(entry instanceof MirrorEntry.Unknown), false, false, List.of());
  }
}
