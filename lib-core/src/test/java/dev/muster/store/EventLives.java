package dev.muster.store;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lives of one user's memberships of one organization, as the provider's log tells them. */
final class EventLives {
  static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
  static final Instant PROVEN = NOW.minusSeconds(10);
  static final MembershipKey KEY =
      new MembershipKey(
          new ProviderInstance("test"), new OrganizationId("org_1"), new UserId("user_1"));

  private EventLives() {}

  /** Each membership begins, changes and ends, and then the next one may begin. */
  static List<Event> life(Random random, Times times) {
    boolean timed = times != Times.FEW;
    List<Event> life = new ArrayList<>();
    int time = 0;
    for (int id = 1; id <= 1 + random.nextInt(3); id++) {
      Membership last = null;
      Membership first = null;
      for (int change = 0; change <= random.nextInt(3); change++) {
        Integer at = timed ? Integer.valueOf(++time) : untimed(random);
        last = stated("om_" + id, at, "role_" + random.nextInt(3)).membership();
        first = first == null ? last : first;
        life.add(new Event(false, last));
      }
      // A deletion tells the membership as it last was, or when it was deleted.
      Integer at = timed ? Integer.valueOf(++time) : untimed(random);
      Membership as = times == Times.OLD_ENDS ? first : last;
      boolean tells = as == null || random.nextInt(3) == 0;
      life.add(tells ? end("om_" + id, at) : new Event(true, Objects.requireNonNull(as)));
    }
    if (random.nextBoolean()) {
      life.remove(life.size() - 1);
    }
    return life;
  }

  /** A few times that say little: none, or the same for several. */
  private static @Nullable Integer untimed(Random random) {
    return random.nextBoolean() ? null : Integer.valueOf(7);
  }

  /** Some orders of events, among them the reverse one. */
  static List<List<Event>> orders(List<Event> events, Random random) {
    List<List<Event>> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<Event> order = new ArrayList<>(events);
      if (i == 0) {
        Collections.reverse(order);
      } else {
        Collections.shuffle(order, random);
      }
      orders.add(order);
    }
    return orders;
  }

  /** What an entry says, whenever and however often it changed. */
  static Object word(MirrorEntry entry) {
    if (entry instanceof MirrorEntry.Present present) {
      return present.membership();
    }
    return entry instanceof MirrorEntry.Ended ended ? ended.membership() : "unknown";
  }

  static Membership active(String id, @Nullable Integer time, String... roles) {
    return new Membership(
        new MembershipId(id),
        KEY.organization(),
        KEY.user(),
        MembershipStatus.ACTIVE,
        Stream.of(roles).map(RoleSlug::new).toList(),
        time == null ? null : Instant.ofEpochSecond(time));
  }

  static Event stated(String id, @Nullable Integer time, String... roles) {
    return new Event(false, active(id, time, roles));
  }

  static Event end(String id, @Nullable Integer time) {
    return new Event(true, active(id, time));
  }

  /** What the provider tells of when something changed. */
  enum Times {
    /** Each change has a later time. */
    ALL,
    /** The same, but a deletion may tell the membership as it was first. */
    OLD_ENDS,
    /** Changes have no time, or the same. */
    FEW
  }

  /** One event of the log. */
  record Event(boolean ended, Membership membership) {}

  /** The rules, and some that are wrong in one point each. */
  enum Rules {
    OURS,
    /** Leaves no tombstone where nothing was known. */
    NO_TOMBSTONE,
    /** Ends whatever membership is there. */
    ANY_ID,
    /** Believes a return of another id, whenever it was. */
    BY_ID,
    /** Remembers the time of the deletion only. */
    BARE_END,
    /** Takes what the log tells last for the newest word. */
    LAST_WORD;

    MirrorEntry log(MirrorEntry entry, Event event) {
      return apply(entry, event, PROVEN);
    }

    MirrorEntry webhook(MirrorEntry entry, Event event) {
      return apply(entry, event, null);
    }

    private MirrorEntry apply(MirrorEntry entry, Event event, @Nullable Instant asOf) {
      Membership membership = event.membership();
      if (!event.ended()) {
        boolean another =
            entry instanceof MirrorEntry.Ended ended && !ended.membership().equals(membership.id());
        boolean believes =
            (this == BY_ID && another)
                || (this == LAST_WORD && entry instanceof MirrorEntry.Present && asOf != null);
        return believes && asOf != null
            ? new MirrorEntry.Present(entry.epoch() + 1, membership, asOf)
            : EventRules.stated(KEY, entry, membership, asOf);
      }
      boolean present = entry instanceof MirrorEntry.Present;
      if (this == NO_TOMBSTONE && entry instanceof MirrorEntry.Unknown) {
        return entry;
      }
      return (this == ANY_ID || this == BARE_END)
              && present
              && (this == ANY_ID || isSame(entry, membership))
          ? new MirrorEntry.Ended(entry.epoch() + 1, membership.id(), membership.updatedAt(), NOW)
          : EventRules.ended(KEY, entry, membership, asOf != null, NOW);
    }

    private static boolean isSame(MirrorEntry entry, Membership membership) {
      return entry instanceof MirrorEntry.Present present
          && present.membership().id().equals(membership.id());
    }
  }
}
