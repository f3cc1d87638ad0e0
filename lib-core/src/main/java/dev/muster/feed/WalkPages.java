package dev.muster.feed;

import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.role.RolePlan;
import dev.muster.role.RoleResult;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a walk was told of members, and corrects the host's roles that differ from it, a
 * member at a time. The walk's place moves on with the page, or, where roles differ, after the last
 * of them: what is cut off is done again. For one thread; remembers one page.
 */
final class WalkPages {
  /* A word that is older is asked for again; a synchronisation would write none older than 30 s. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private static final int TRIES = 3;

  private final WalkParts parts;
  private final WalkPace pace;
  private final Deque<Differing> differing = new ArrayDeque<>();
  private @Nullable Walk after;
  private int tries;

  WalkPages(WalkParts parts, WalkPace pace) {
    this.parts = parts;
    this.pace = pace;
  }

  void forget() {
    differing.clear();
    after = null;
  }

  /** Whether roles of the page that was written last are still to be corrected. */
  boolean isUnfinished() {
    return after != null;
  }

  /** Writes memberships of one organization; answers where the walk is, or null if it has lost. */
  @Nullable Walk write(
      long fence, Walk from, Walk to, List<Membership> stated, Instant asOf, Moment moment) {
    List<Differing> found = compared(stated, moment);
    Walk stays = found.isEmpty() ? to : from;
    Optional<Map<MembershipKey, Long>> written =
        parts.walks().page(parts.instance(), fence, stays, stated, asOf);
    if (written.isEmpty()) {
      return null;
    }
    int changed = told(written.get());
    if (!found.isEmpty()) {
      for (Differing one : found) {
        differing.add(one.in(written.get()));
      }
      after = WalkMoves.changed(to, changed);
    }
    return WalkMoves.changed(stays, changed);
  }

  /** Corrects one role, or moves on after the last; answers as {@link #write} does. */
  @Nullable Walk next(long fence, Walk at) {
    Differing one = differing.poll();
    if (one != null) {
      correct(one);
      return at;
    }
    Walk to = after;
    after = null;
    tries = 0;
    return to != null && parts.walks().save(parts.instance(), fence, to) ? to : null;
  }

  /* A row that was not there before is none that was wrong. */
  private int told(Map<MembershipKey, Long> changed) {
    int rows = 0;
    for (Map.Entry<MembershipKey, Long> row : changed.entrySet()) {
      if (row.getValue() > 1) {
        rows++;
        parts.tell().accept(new FeedEvent.Repaired(row.getKey(), false));
      }
    }
    return rows;
  }

  private List<Differing> compared(List<Membership> stated, Moment moment) {
    if (stated.isEmpty()) {
      return List.of();
    }
    OrganizationId organization = stated.get(0).organization();
    Map<UserId, Membership> users = new LinkedHashMap<>();
    for (Membership one : stated) {
      // Of a former membership and a new one the new one counts.
      if (one.isActive() || !users.containsKey(one.user())) {
        users.put(one.user(), one);
      }
    }
    Map<UserId, Role> held = parts.roleStore().list(parts.instance(), organization, users.keySet());
    List<Differing> found = new ArrayList<>();
    for (Membership one : users.values()) {
      Evidence said = parts.lookups().listed(one, moment);
      RolePlan plan = parts.roles().plan(said, held.get(one.user()));
      if (plan.changes() && parts.roleStore().keeps(said.key())) {
        found.add(new Differing(said, plan.why() == RolePlan.Why.PROVIDER_ROLE));
      }
    }
    return found;
  }

  private void correct(Differing one) {
    Moment now = parts.timeline().now();
    if (one.accepted() && Timeline.age(one.said().asOf(), now).compareTo(FRESH) < 0) {
      recheck(one.said());
      return;
    }
    pace.call();
    var found = parts.lookups().ask(one.said().key());
    if (found.stated() != null) {
      parts.lookups().record(found).ifPresent(this::recheck);
    }
  }

  /* The page is repeated for a role some times; a record that can't be written stops no walk. */
  private void recheck(Evidence said) {
    boolean failed =
        parts.roles().recheckHere(said).filter(RoleResult.Failed.class::isInstance).isPresent();
    if (failed && tries < TRIES) {
      tries++;
      throw new StoreException("the host's record took no role", null);
    }
  }

  /**
   * One whose role differs.
   *
   * @param said what the page says
   * @param accepted whether the page alone will do: it names a role, and it is what made the mirror
   *     what it is now, so that neither a removal nor a newer word stands against it
   */
  private record Differing(Evidence said, boolean accepted) {
    Differing in(Map<MembershipKey, Long> changed) {
      return new Differing(said, accepted && changed.containsKey(said.key()));
    }
  }
}
