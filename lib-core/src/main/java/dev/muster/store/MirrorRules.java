package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which write wins in the mirror: a pure function that every {@link MembershipStore} applies inside
 * its own atomic step.
 *
 * <p>The order is decided by epochs, then by the provider's {@code updatedAt} of one membership. A
 * tombstone is lifted by a new membership id, by the same id with a newer {@code updatedAt}, or,
 * where the provider tells no {@code updatedAt}, by a read begun later than {@link #SETTLE_TIME}
 * after the end was recorded. Nothing else lifts it. While a removal through Muster is in progress,
 * nothing but its own confirmation or undoing does; undone, the membership stands as it was stated
 * and must be read again before it serves.
 *
 * <p>The end of a user or an organization leaves a tombstone only where the mirror held a member.
 * So a store that a feed keeps also remembers when one ended last, and what would {@linkplain
 * #makesMember make a member} counts only if it was asked for {@linkplain #mayHaveEnded later}.
 */
public final class MirrorRules {
  /** How long after a recorded end a read without {@code updatedAt} is not believed: 10 seconds. */
  public static final Duration SETTLE_TIME = Duration.ofSeconds(10);

  private MirrorRules() {}

  /**
   * Decides one write.
   *
   * @param key the key written to
   * @param current what the mirror holds
   * @param observation what the provider said
   * @param expectedEpoch the epoch at which the writer found the key
   * @param storeTime the store's clock now
   * @return the verdict and what the mirror must hold afterwards; the same entry if nothing changes
   * @throws IllegalArgumentException if the observed membership is not of this key
   */
  public static Write decide(
      MembershipKey key,
      MirrorEntry current,
      Observation observation,
      long expectedEpoch,
      Instant storeTime) {
    if (observation instanceof Observation.Seen seen) {
      requireSameKey(key, seen.membership());
    }
    if (current.epoch() != expectedEpoch) {
      return new Write(Verdict.MOVED, current);
    }
    if (observation instanceof Observation.Seen seen) {
      return seen(current, seen);
    }
    return absent(current, observation.asOf(), storeTime);
  }

  /**
   * Decides one step of a removal.
   *
   * @param key the key written to
   * @param current what the mirror holds
   * @param step the step
   * @param storeTime the store's clock now
   * @return the verdict and what the mirror must hold afterwards; the same entry if nothing changes
   * @throws IllegalArgumentException if the membership to be removed is not of this key
   */
  public static Write decide(
      MembershipKey key, MirrorEntry current, RemovalStep step, Instant storeTime) {
    if (step instanceof RemovalStep.Begin begin) {
      requireSameKey(key, begin.seen().membership());
    }
    boolean inProgress =
        current instanceof MirrorEntry.Ending ending && ending.removal().equals(step.removal());
    if (step instanceof RemovalStep.Begin begin) {
      return inProgress ? new Write(Verdict.ACCEPTED, current) : begun(current, begin);
    }
    return inProgress
        ? finished((MirrorEntry.Ending) current, step, storeTime)
        : new Write(Verdict.REFUSED, current);
  }

  /**
   * Ends what is there, because its organization has ended: also a removal in progress, which has
   * nothing left to confirm or undo.
   *
   * @param current what the mirror holds
   * @param storeTime the store's clock now
   * @return what the mirror must hold afterwards; the same entry if nothing changes
   */
  public static MirrorEntry ended(MirrorEntry current, Instant storeTime) {
    Membership last =
        current instanceof MirrorEntry.Present present
            ? present.membership()
            : current instanceof MirrorEntry.Ending ending ? ending.membership() : null;
    return last == null
        ? current
        : new MirrorEntry.Ended(current.epoch() + 1, last.id(), last.updatedAt(), storeTime);
  }

  /**
   * Whether a write makes a member where the mirror held none, so that nothing there could show an
   * end.
   *
   * @param current what the mirror holds
   * @param written what it must hold afterwards
   * @return whether it does
   */
  public static boolean makesMember(MirrorEntry current, MirrorEntry written) {
    return written instanceof MirrorEntry.Present
        && (current instanceof MirrorEntry.Unknown || current instanceof MirrorEntry.Ended);
  }

  /**
   * Whether a read may be from before the end of its user or organization.
   *
   * @param asOf the store's time before the provider was asked
   * @param endsAt when a user or an organization ended last, whichever it was, or null for never
   * @return whether it may
   */
  public static boolean mayHaveEnded(Instant asOf, @Nullable Instant endsAt) {
    return endsAt != null && !asOf.isAfter(endsAt);
  }

  private static Write begun(MirrorEntry current, RemovalStep.Begin begin) {
    if (current.epoch() != begin.expectedEpoch()) {
      return new Write(Verdict.MOVED, current);
    }
    if (current instanceof MirrorEntry.Ending
        || (current instanceof MirrorEntry.Ended ended && !lifts(ended, begin.seen()))) {
      return new Write(Verdict.REFUSED, current);
    }
    if (current instanceof MirrorEntry.Present present) {
      Write seen = overPresent(present, begin.seen());
      if (seen.verdict() != Verdict.ACCEPTED) {
        return seen;
      }
    }
    return new Write(
        Verdict.ACCEPTED,
        new MirrorEntry.Ending(current.epoch() + 1, begin.removal(), begin.seen().membership()));
  }

  private static Write finished(MirrorEntry.Ending ending, RemovalStep step, Instant storeTime) {
    Membership membership = ending.membership();
    long epoch = ending.epoch() + 1;
    return new Write(
        Verdict.ACCEPTED,
        step instanceof RemovalStep.Confirm
            ? new MirrorEntry.Ended(epoch, membership.id(), membership.updatedAt(), storeTime)
            : new MirrorEntry.Present(epoch, membership, Instant.EPOCH));
  }

  private static Write absent(MirrorEntry current, Instant asOf, Instant storeTime) {
    if (!(current instanceof MirrorEntry.Present present)) {
      return new Write(Verdict.ACCEPTED, current);
    }
    if (asOf.isBefore(present.asOf())) {
      return new Write(Verdict.MOVED, current);
    }
    Membership last = present.membership();
    return new Write(
        Verdict.ACCEPTED,
        new MirrorEntry.Ended(current.epoch() + 1, last.id(), last.updatedAt(), storeTime));
  }

  private static Write seen(MirrorEntry current, Observation.Seen seen) {
    if (current instanceof MirrorEntry.Present present) {
      return overPresent(present, seen);
    }
    if (current instanceof MirrorEntry.Ending) {
      return new Write(Verdict.REFUSED, current);
    }
    Membership membership = seen.membership();
    if (!membership.isActive()) {
      // Only a member's own request may make a row, and nothing but a yes lifts a tombstone.
      return new Write(Verdict.ACCEPTED, current);
    }
    if (current instanceof MirrorEntry.Ended ended && !lifts(ended, seen)) {
      return new Write(Verdict.REFUSED, current);
    }
    return new Write(
        Verdict.ACCEPTED, new MirrorEntry.Present(current.epoch() + 1, membership, seen.asOf()));
  }

  private static Write overPresent(MirrorEntry.Present present, Observation.Seen seen) {
    Membership stored = present.membership();
    Membership membership = seen.membership();
    if (isOlder(membership.updatedAt(), stored.updatedAt())) {
      return new Write(Verdict.REFUSED, present);
    }
    boolean earlier = seen.asOf().isBefore(present.asOf());
    if (stored.equals(membership)) {
      return new Write(
          Verdict.ACCEPTED,
          earlier ? present : new MirrorEntry.Present(present.epoch(), stored, seen.asOf()));
    }
    return earlier
        ? new Write(Verdict.MOVED, present)
        : new Write(
            Verdict.ACCEPTED,
            new MirrorEntry.Present(present.epoch() + 1, membership, seen.asOf()));
  }

  private static boolean lifts(MirrorEntry.Ended ended, Observation.Seen seen) {
    Membership membership = seen.membership();
    Instant now = membership.updatedAt();
    Instant then = ended.updatedAt();
    if (!membership.id().equals(ended.membership())) {
      return !isOlder(now, then);
    }
    if (now != null && then != null) {
      return now.isAfter(then);
    }
    return seen.asOf().isAfter(ended.endedAt().plus(SETTLE_TIME));
  }

  private static boolean isOlder(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && one.isBefore(other);
  }

  static void requireSameKey(MembershipKey key, Membership membership) {
    if (!membership.organization().equals(key.organization())
        || !membership.user().equals(key.user())) {
      throw new IllegalArgumentException(
          "membership " + membership.id() + " is not of organization and user of the key");
    }
  }
}
