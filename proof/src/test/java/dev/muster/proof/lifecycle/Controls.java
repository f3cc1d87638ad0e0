package dev.muster.proof.lifecycle;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.RemovalStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Outboxes that let go of one part of the order of changes. Control experiments. */
final class Controls {
  private Controls() {}

  /** An outbox that passes everything on. */
  private static class Passing implements ChangeStore {
    final ChangeStore sound;

    Passing(ChangeStore sound) {
      this.sound = sound;
    }

    @Override
    public Standing standing(Subject subject) {
      return sound.standing(subject);
    }

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return sound.begin(change, seen, due);
    }

    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      return sound.begin(removal, tombstone, seen, due);
    }

    @Override
    public Map<MembershipKey, Long> finish(ChangeId change, End end) {
      return sound.finish(change, end);
    }

    @Override
    public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
      return sound.takeDue(provider, again, most);
    }
  }

  /** Does not compare epochs: a change begins whatever began since. */
  static ChangeStore withoutEpochs(ChangeStore sound) {
    return new Passing(sound) {
      @Override
      public Beginning begin(Change change, List<Standing> seen, Duration due) {
        return sound.begin(change, now(seen), due);
      }

      @Override
      public Beginning begin(
          Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
        return sound.begin(removal, tombstone, now(seen), due);
      }

      private List<Standing> now(List<Standing> seen) {
        return seen.stream().map(s -> sound.standing(s.subject())).toList();
      }
    };
  }

  /** Does not tell what is under way: it is not subtracted, nor added. */
  static ChangeStore withoutOpenChanges(ChangeStore sound) {
    return new Passing(sound) {
      @Override
      public Standing standing(Subject subject) {
        return new Standing(subject, sound.standing(subject).epoch(), List.of());
      }
    };
  }

  /** Takes whatever is under way for a member for the end of the membership. */
  static ChangeStore withEndsOnly(ChangeStore sound) {
    return new Passing(sound) {
      @Override
      public Standing standing(Subject subject) {
        Standing standing = sound.standing(subject);
        return new Standing(
            subject, standing.epoch(), standing.open().stream().map(Controls::ended).toList());
      }
    };
  }

  private static Change ended(Change open) {
    MembershipKey key =
        open instanceof Change.RoleChange change
            ? change.key()
            : open instanceof Change.Joining joining ? joining.key() : null;
    return key == null
        ? open
        : new Change.Removal(
            open.id(), key, new MembershipId("om_any"), Change.Removal.Kind.REMOVE);
  }
}
