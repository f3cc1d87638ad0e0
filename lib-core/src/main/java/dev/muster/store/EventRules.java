package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the provider makes of a key of the mirror: a pure function that every {@link
 * FeedStore} applies inside its own atomic step. {@link MirrorRules} is the same for what was read
 * at the provider.
 *
 * <p>An update is passed over only if it is strictly older than what is stored. A deletion never
 * is: it applies to the membership id that it names, and leaves a tombstone also where the mirror
 * knew nothing, so that a read begun earlier and written later meets it. Nothing here touches a
 * removal through Muster that is in progress. What an event changed is as of no later than {@code
 * asOf}, whatever was known before.
 *
 * <p>A webhook comes in no order, and an event of the log may be told again. So either counts by
 * itself only where the provider's {@code updatedAt} puts it in order; where that is missing or
 * equal, the mirror's word is one that must be read again, and a tombstone stays.
 */
public final class EventRules {
  private EventRules() {}

  /**
   * A membership began or changed.
   *
   * @param key its key
   * @param current what the mirror holds
   * @param stated as the event tells it
   * @param asOf for an event of the log, up to when all events before it are known to be applied,
   *     in store time; null for a webhook, which proves no time
   * @return what the mirror must hold afterwards; the same entry if nothing changes
   */
  public static MirrorEntry stated(
      MembershipKey key, MirrorEntry current, Membership stated, @Nullable Instant asOf) {
    MirrorRules.requireSameKey(key, stated);
    if (current instanceof MirrorEntry.Ending) {
      return current;
    }
    if (current instanceof MirrorEntry.Present present) {
      return overPresent(present, stated, asOf);
    }
    if (current instanceof MirrorEntry.Ended ended) {
      // Of the same id the end may be known already, and be told only by a later event.
      boolean again = ended.membership().equals(stated.id());
      return isNewer(stated.updatedAt(), ended.updatedAt())
          ? new MirrorEntry.Present(current.epoch() + 1, stated, unread(again ? null : asOf))
          : current;
    }
    return new MirrorEntry.Present(current.epoch() + 1, stated, unread(asOf));
  }

  /**
   * A membership was deleted.
   *
   * @param key its key
   * @param current what the mirror holds
   * @param last the membership as it last was
   * @param inOrder whether the event is of the log, and not a webhook
   * @param storeTime the store's clock now
   * @return what the mirror must hold afterwards; the same entry if nothing changes
   */
  public static MirrorEntry ended(
      MembershipKey key, MirrorEntry current, Membership last, boolean inOrder, Instant storeTime) {
    MirrorRules.requireSameKey(key, last);
    if (current instanceof MirrorEntry.Ending) {
      return current;
    }
    if (current instanceof MirrorEntry.Ended ended) {
      return overEnded(ended, last, storeTime);
    }
    if (!(current instanceof MirrorEntry.Present present)) {
      return end(current, last, last.updatedAt(), storeTime);
    }
    Instant stored = present.membership().updatedAt();
    if (present.membership().id().equals(last.id())) {
      // The later of both, so that what was stored last is a late word from now on.
      boolean later = stored != null && !isNewer(last.updatedAt(), stored);
      return end(current, last, later ? stored : last.updatedAt(), storeTime);
    }
    // One user has one membership of an organization at a time: a later one ended, so this one did.
    if (isNewer(last.updatedAt(), stored)) {
      return end(current, last, last.updatedAt(), storeTime);
    }
    boolean unordered = !inOrder && (last.updatedAt() == null || stored == null);
    return unordered ? readAgain(present) : present;
  }

  private static MirrorEntry end(
      MirrorEntry current, Membership last, @Nullable Instant updatedAt, Instant storeTime) {
    return new MirrorEntry.Ended(current.epoch() + 1, last.id(), updatedAt, storeTime);
  }

  private static MirrorEntry overPresent(
      MirrorEntry.Present present, Membership stated, @Nullable Instant asOf) {
    Membership stored = present.membership();
    if (stored.equals(stated) || isNewer(stored.updatedAt(), stated.updatedAt())) {
      return present;
    }
    if (isNewer(stated.updatedAt(), stored.updatedAt())) {
      return new MirrorEntry.Present(present.epoch() + 1, stated, unread(asOf));
    }
    return asOf == null
        ? readAgain(present)
        : new MirrorEntry.Present(present.epoch() + 1, stated, Instant.EPOCH);
  }

  private static MirrorEntry overEnded(
      MirrorEntry.Ended ended, Membership last, Instant storeTime) {
    boolean same = ended.membership().equals(last.id());
    if (same) {
      if (ended.updatedAt() == null && last.updatedAt() == null) {
        // It may be a later end of the same id: a read begun before it must not count as a return.
        return new MirrorEntry.Ended(ended.epoch(), last.id(), null, storeTime);
      }
      // The end is the same; but a late word of before it must not count as a return.
      return isNewer(last.updatedAt(), ended.updatedAt())
              || (ended.updatedAt() == null && last.updatedAt() != null)
          ? new MirrorEntry.Ended(ended.epoch(), last.id(), last.updatedAt(), ended.endedAt())
          : ended;
    }
    boolean older = isNewer(ended.updatedAt(), last.updatedAt());
    return older ? ended : end(ended, last, last.updatedAt(), storeTime);
  }

  /** Of two words in no order neither counts until the provider is asked. */
  private static MirrorEntry readAgain(MirrorEntry.Present present) {
    return present.asOf().equals(Instant.EPOCH)
        ? present
        : new MirrorEntry.Present(present.epoch() + 1, present.membership(), Instant.EPOCH);
  }

  private static Instant unread(@Nullable Instant asOf) {
    return Objects.requireNonNullElse(asOf, Instant.EPOCH);
  }

  private static boolean isNewer(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && one.isAfter(other);
  }
}
