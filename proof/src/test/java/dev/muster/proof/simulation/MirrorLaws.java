package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MirrorEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The laws of a mirror, as its rows show them from one step to the next. */
final class MirrorLaws {
  private final Map<MembershipKey, MirrorEntry> before = new HashMap<>();
  private final Map<MembershipKey, Instant> ended = new HashMap<>();
  private final Set<MembershipKey> finished = new HashSet<>();

  /** A removal in progress was confirmed or undone. */
  void finished(MembershipKey key) {
    finished.add(key);
  }

  /** Looks at a row after a step; answers the law that the step broke, if it did. */
  Optional<String> look(MembershipKey key, MirrorEntry now) {
    MirrorEntry then = before.put(key, now);
    if (then == null || then.equals(now)) {
      return Optional.empty();
    }
    boolean isFinished = finished.remove(key);
    if (then instanceof MirrorEntry.Ending && now instanceof MirrorEntry.Present) {
      // Undone: nothing had ended.
      return isFinished ? Optional.empty() : Optional.of("an intent lasts");
    }
    if (now instanceof MirrorEntry.Present present && isOlder(key, then, present.membership())) {
      return Optional.of("no resurrection");
    }
    Membership gone = now instanceof MirrorEntry.Ending ? null : stated(then);
    if (gone != null && gone.updatedAt() != null && !(now instanceof MirrorEntry.Present)) {
      ended.put(key, gone.updatedAt());
    }
    return now.epoch() < then.epoch() ? Optional.of("epochs go forward") : Optional.empty();
  }

  /** A removal that was seen is undone only by a later state of the membership. */
  private boolean isOlder(MembershipKey key, MirrorEntry then, Membership membership) {
    Instant state = membership.updatedAt();
    if (state == null) {
      return false;
    }
    Instant end = ended.get(key);
    return (end != null && !state.isAfter(end))
        || (then instanceof MirrorEntry.Present old
            && isBefore(state, old.membership().updatedAt()));
  }

  private static @Nullable Membership stated(MirrorEntry entry) {
    if (entry instanceof MirrorEntry.Present present) {
      return present.membership();
    }
    return entry instanceof MirrorEntry.Ending ending ? ending.membership() : null;
  }

  private static boolean isBefore(Instant one, @Nullable Instant other) {
    return other != null && one.isBefore(other);
  }
}
