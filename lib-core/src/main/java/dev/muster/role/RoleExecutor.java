package dev.muster.role;

import dev.muster.membership.Evidence;
import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries one {@link RolePlan} out on the host's record: one compare-and-set from what the earlier
 * word of the provider means, and only if that fails from what is read. Holds no state; blocks on
 * the role store.
 */
final class RoleExecutor {
  private static final int ATTEMPTS = 3;

  private final RoleMap map;
  private final RolePolicies policies;
  private final RoleStore store;

  RoleExecutor(RoleMap map, RolePolicies policies, RoleStore store) {
    this.map = Objects.requireNonNull(map, "map");
    this.policies = Objects.requireNonNull(policies, "policies");
    this.store = Objects.requireNonNull(store, "store");
  }

  boolean keeps(MembershipKey key) {
    return store.keeps(key);
  }

  RolePlan plan(Evidence evidence, Evidence.@Nullable Before before, @Nullable Role current) {
    return RolePlan.of(evidence, map, policies, before, current);
  }

  /**
   * Makes the record follow.
   *
   * @param evidence what is known of the membership
   * @param before what was known before, or null
   * @param known what this node synchronised last, or null
   * @param mayWrite whether it is the provider's word of a request, and the newest: another one can
   *     be older than what somebody else has written since
   * @return what was done, or null if others kept changing the record
   */
  @Nullable Done execute(
      Evidence evidence,
      Evidence.@Nullable Before before,
      @Nullable Synced known,
      boolean mayWrite) {
    if (!store.keeps(evidence.key())) {
      return Done.nothing(plan(evidence, before, null), true);
    }
    Held expected = expected(before, known);
    if (mayWrite && expected != null) {
      Done done = write(evidence, plan(evidence, before, expected.role()), Origin.PROVIDER);
      if (done != null) {
        return done;
      }
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Role current = store.find(evidence.key()).orElse(null);
      RolePlan plan = plan(evidence, before, current);
      if (!mayWrite || !plan.changes()) {
        return Done.nothing(plan, !plan.changes());
      }
      Done done = write(evidence, plan, origin(current, before, expected, known));
      if (done != null) {
        return done;
      }
    }
    return null;
  }

  /**
   * Makes the record follow the newest word that others read too. The record is read first: where
   * somebody changes it meanwhile, the word is read again, and nothing older than it is written.
   *
   * @param key whose
   * @param newest reads the word; gives null where there is none to follow
   * @return what was done, and on what word; null if others kept changing the record
   */
  @Nullable Followed follow(MembershipKey key, Supplier<@Nullable Evidence> newest) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Role current = store.find(key).orElse(null);
      Evidence word = newest.get();
      if (word == null) {
        return new Followed(null, null);
      }
      RolePlan plan = plan(word, word.before(), current);
      Done done = plan.changes() ? write(word, plan, Origin.PROVIDER) : Done.nothing(plan, true);
      if (done != null) {
        return new Followed(word, done);
      }
    }
    return null;
  }

  /** Null if there is nothing to write, or another role was there. */
  private @Nullable Done write(Evidence evidence, RolePlan plan, Origin origin) {
    if (!plan.changes()) {
      return null;
    }
    try {
      return store.swap(evidence.key(), plan.change()) ? Done.wrote(plan, origin) : null;
    } catch (StoreException.NoRecord none) {
      return Done.noRecord(plan);
    }
  }

  /** What the record should hold, by the mirror's earlier word or else by this node's memory. */
  private @Nullable Held expected(Evidence.@Nullable Before before, @Nullable Synced known) {
    if (before != null && !before.member()) {
      boolean kept = before.seen() && policies.ended() == EndedRolePolicy.KEEP;
      return kept ? null : new Held(null);
    }
    Role meant = before == null ? null : map.translateKnown(before.roles());
    if (meant != null) {
      return new Held(meant);
    }
    return known == null ? null : new Held(known.held());
  }

  private static Origin origin(
      @Nullable Role current,
      Evidence.@Nullable Before before,
      @Nullable Held expected,
      @Nullable Synced known) {
    if (known != null && Objects.equals(current, known.held())) {
      return Origin.PROVIDER;
    }
    boolean neverSeen = before != null && !before.seen() && known == null;
    if (expected == null || neverSeen) {
      return Origin.NOT_KNOWN;
    }
    return Objects.equals(current, expected.role()) ? Origin.PROVIDER : Origin.RECORD;
  }

  /** What was done, and on what word; both null where there is nothing to follow. */
  record Followed(@Nullable Evidence word, @Nullable Done done) {}

  /** A role, or none, as opposed to not knowing. */
  private record Held(@Nullable Role role) {}

  /**
   * What became of a plan.
   *
   * @param plan the plan
   * @param origin why the record differed, or null if nothing was written
   * @param followed whether the record is what it shall be, or can't be made so
   * @param recorded whether the host has a record of the member
   */
  record Done(RolePlan plan, @Nullable Origin origin, boolean followed, boolean recorded) {
    static Done nothing(RolePlan plan, boolean followed) {
      return new Done(plan, null, followed, true);
    }

    static Done wrote(RolePlan plan, Origin origin) {
      return new Done(plan, origin, true, true);
    }

    static Done noRecord(RolePlan plan) {
      return new Done(plan, null, true, false);
    }

    /** The role of the record now. */
    @Nullable Role held() {
      return origin != null ? plan.to() : plan.from();
    }
  }
}
