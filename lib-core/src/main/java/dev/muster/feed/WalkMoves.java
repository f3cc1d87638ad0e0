package dev.muster.feed;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a walk stands after each of its steps. Pure. */
final class WalkMoves {
  private WalkMoves() {}

  static Walk begun(long generation, Instant startedAt, long expected) {
    return new Walk(
        generation, startedAt, Phase.LISTING, null, List.of(), null, null, 0, expected, 0, 0);
  }

  /** A page of organizations was listed; {@code within} are those of it that are to be walked. */
  static Walk listed(Walk at, @Nullable String next, List<OrganizationId> within) {
    Walk listed = listing(at, next, within, null, at.seen());
    return next == null && within.isEmpty() ? phase(listed, Phase.LOOKING_UP) : listed;
  }

  /** A page of the members of the next organization was listed. */
  static Walk members(Walk at, @Nullable String next, int seen) {
    long sum = at.seen() + seen;
    if (next != null) {
      return listing(at, at.organizations(), at.within(), next, sum);
    }
    List<OrganizationId> rest = at.within().subList(1, at.within().size());
    Walk left = listing(at, at.organizations(), rest, null, sum);
    // While there are organizations left of a page, no next place means that it was the last page.
    return rest.isEmpty() && at.organizations() == null ? phase(left, Phase.LOOKING_UP) : left;
  }

  /** Another phase, which looks at all whom the lists missed from the first one on. */
  static Walk phase(Walk at, Phase phase) {
    boolean ends = phase == Phase.ENDING || phase == Phase.CONFIRMED;
    return new Walk(
        at.generation(),
        at.startedAt(),
        phase,
        null,
        List.of(),
        null,
        null,
        at.seen(),
        at.expected(),
        at.changed(),
        ends ? 0 : at.ended());
  }

  /** One whom the lists missed was looked up. */
  static Walk lookedUp(Walk at, MembershipKey key, boolean gone) {
    return new Walk(
        at.generation(),
        at.startedAt(),
        at.phase(),
        at.organizations(),
        at.within(),
        at.members(),
        key,
        at.seen(),
        at.expected(),
        at.changed(),
        at.ended() + (gone ? 1 : 0));
  }

  /** One more is gone, and the walk stays where it is. */
  static Walk counted(Walk at) {
    return new Walk(
        at.generation(),
        at.startedAt(),
        at.phase(),
        at.organizations(),
        at.within(),
        at.members(),
        at.missed(),
        at.seen(),
        at.expected(),
        at.changed(),
        at.ended() + 1);
  }

  static Walk changed(Walk at, int rows) {
    return new Walk(
        at.generation(),
        at.startedAt(),
        at.phase(),
        at.organizations(),
        at.within(),
        at.members(),
        at.missed(),
        at.seen(),
        at.expected(),
        at.changed() + rows,
        at.ended());
  }

  private static Walk listing(
      Walk at,
      @Nullable String organizations,
      List<OrganizationId> within,
      @Nullable String members,
      long seen) {
    return new Walk(
        at.generation(),
        at.startedAt(),
        at.phase(),
        organizations,
        within,
        members,
        null,
        seen,
        at.expected(),
        at.changed(),
        at.ended());
  }
}
