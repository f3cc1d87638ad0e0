package dev.muster.feed;

import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore.Walk;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a walk was told of members, and corrects the host's roles that differ from it, a
 * member at a time. The walk's place moves on with the page, or, where roles differ, after the last
 * of them: what is cut off is done again. For one thread; remembers one page.
 */
final class WalkPages {
  private static final Logger LOG = LoggerFactory.getLogger(WalkPages.class);
  private static final int TRIES = 3;

  private final WalkParts parts;
  private final Newcomers newcomers;
  private final Deque<MembershipKey> differing = new ArrayDeque<>();
  private @Nullable Walk after;
  private int tries;

  WalkPages(WalkParts parts) {
    this.parts = parts;
    this.newcomers = new Newcomers(parts.roles(), parts.lookups());
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
    List<MembershipKey> found = compared(stated, moment);
    stated.forEach(newcomers::before);
    Walk stays = found.isEmpty() ? to : from;
    Optional<Map<MembershipKey, Long>> written =
        parts.walks().page(parts.instance(), fence, stays, stated, asOf);
    if (written.isEmpty()) {
      return null;
    }
    int changed = told(written.get());
    if (!found.isEmpty()) {
      differing.addAll(found);
      after = WalkMoves.changed(to, changed);
    }
    return WalkMoves.changed(stays, changed);
  }

  /** Corrects one role, or moves on after the last; answers as {@link #write} does. */
  @Nullable Walk next(long fence, Walk at) {
    MembershipKey key = differing.poll();
    if (key != null) {
      correct(key);
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

  private List<MembershipKey> compared(List<Membership> stated, Moment moment) {
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
    List<MembershipKey> found = new ArrayList<>();
    for (Membership one : users.values()) {
      Evidence said = parts.lookups().listed(one, moment);
      if (parts.roles().plan(said, held.get(one.user())).changes()
          && parts.roleStore().keeps(said.key())) {
        found.add(said.key());
      }
    }
    return found;
  }

  /**
   * The mirror's word counts, which is the page's or a newer one. The page is repeated for a role
   * some times; a record that can't be written stops no walk.
   */
  private void correct(MembershipKey key) {
    try {
      parts.roles().follow(key, () -> parts.word().apply(key));
    } catch (StoreException failed) {
      if (tries < TRIES) {
        tries++;
        throw failed;
      }
      LOG.warn("the role of {} is left as it is: {}", key, failed.getMessage());
    }
  }
}
