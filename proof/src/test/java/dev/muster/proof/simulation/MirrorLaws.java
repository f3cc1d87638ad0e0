package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MirrorEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The laws of a mirror, as its rows show them from one step to the next. */
final class MirrorLaws {
  private final Map<MembershipKey, MirrorEntry> before = new HashMap<>();
  private final Map<MembershipKey, Instant> ended = new HashMap<>();

  /** Looks at a row after a step; answers the law that the step broke, if it did. */
  Optional<String> look(MembershipKey key, MirrorEntry now) {
    MirrorEntry then = before.put(key, now);
    if (then == null || then.equals(now)) {
      return Optional.empty();
    }
    if (now instanceof MirrorEntry.Present present && isOlder(key, then, present.membership())) {
      return Optional.of("no resurrection");
    }
    if (then instanceof MirrorEntry.Present present && !(now instanceof MirrorEntry.Present)) {
      Instant last = present.membership().updatedAt();
      if (last != null) {
        ended.put(key, last);
      }
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

  private static boolean isBefore(Instant one, @Nullable Instant other) {
    return other != null && one.isBefore(other);
  }
}
