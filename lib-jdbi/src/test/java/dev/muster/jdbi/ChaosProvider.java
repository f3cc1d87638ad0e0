package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A provider under load in real time, whose log shows its events late, in another order, and some
 * of them twice. It knows at every time who may have been a member at that time.
 */
final class ChaosProvider {
  /** By how much its log may show an event late; one in fifty is shown later than that. */
  static final Duration DELAY = Duration.ofMillis(300);

  /** By how much more than allowed for an event is shown late at most. */
  static final Duration EXCESS = Duration.ofMillis(500);

  private final SplittableRandom random;
  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("chaos"))
          .profile(ProviderProfile.WORKOS)
          .clock(InstantSource.system())
          .callDeadline(Duration.ofMillis(500))
          .build();
  private final FakeDashboard dashboard = fake.dashboard();
  private final List<MembershipKey> keys = new ArrayList<>();
  private final Map<MembershipKey, List<Span>> spans = new HashMap<>();
  private final PriorityQueue<Row> hidden = new PriorityQueue<>(Comparator.comparing(Row::seenAt));
  private final List<Row> rows = new ArrayList<>();
  private long number;

  ChaosProvider(long seed, int organizations, int users) {
    random = new SplittableRandom(seed);
    List<UserId> all = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      all.add(dashboard.createUser("user" + i + "@example.org").id());
    }
    for (int i = 0; i < organizations; i++) {
      OrganizationId organization = dashboard.createOrganization("Organization " + i).id();
      all.forEach(user -> keys.add(new MembershipKey(fake.instance(), organization, user)));
    }
    keys.forEach(key -> spans.put(key, new ArrayList<>()));
    keys.stream().filter(key -> random.nextInt(3) > 0).forEach(this::act);
  }

  FakeIdentityProvider fake() {
    return fake;
  }

  List<MembershipKey> keys() {
    return keys;
  }

  MembershipKey anyKey(int number) {
    return keys.get(Math.floorMod(number, keys.size()));
  }

  Optional<Membership> there(MembershipKey key) {
    return fake.findMembership(key.organization(), key.user());
  }

  /** Somebody comes, goes, or gets another role. */
  synchronized void act() {
    act(keys.get(random.nextInt(keys.size())));
  }

  private void act(MembershipKey key) {
    List<Span> of = spans.get(key);
    Span last = of.isEmpty() ? null : of.get(of.size() - 1);
    boolean isMember = last != null && last.until() == Long.MAX_VALUE;
    long before = System.nanoTime();
    if (!isMember) {
      Membership made = dashboard.join(key.organization(), key.user(), new RoleSlug("member"));
      of.add(new Span(before, Long.MAX_VALUE));
      tell(new ProviderEvent.MembershipStated(made));
    } else if (random.nextBoolean()) {
      Membership gone = there(key).orElseThrow();
      dashboard.remove(key.organization(), key.user());
      of.set(of.size() - 1, new Span(last.from(), System.nanoTime()));
      tell(new ProviderEvent.MembershipEnded(gone));
    } else {
      RoleSlug role = new RoleSlug(random.nextBoolean() ? "admin" : "member");
      tell(
          new ProviderEvent.MembershipStated(
              dashboard.setRoles(key.organization(), key.user(), role)));
    }
  }

  private void tell(ProviderEvent.What what) {
    Instant now = Instant.now();
    ProviderEvent event = new ProviderEvent("event " + ++number, now, what);
    long most = random.nextInt(50) == 0 ? DELAY.plus(EXCESS).toMillis() : DELAY.toMillis() * 2 / 3;
    Instant seen = now.plusMillis(random.nextLong(most));
    hidden.add(new Row(event, seen, "c" + number));
    if (random.nextInt(20) == 0) {
      hidden.add(new Row(event, seen.plusMillis(random.nextInt(50)), "c" + number + " again"));
    }
  }

  /** Whether somebody may have been a member at some time between two readings of the ticker. */
  synchronized boolean wasMember(MembershipKey key, long from, long to) {
    return spans.get(key).stream().anyMatch(span -> span.from() <= to && span.until() >= from);
  }

  synchronized boolean isQuiet() {
    show();
    return hidden.isEmpty();
  }

  synchronized long events() {
    return number;
  }

  /** Its log. */
  EventSource log() {
    return new EventSource() {
      @Override
      public Optional<Page> after(@Nullable String cursor, int limit) {
        return shown(cursor, limit);
      }

      @Override
      public Page since(Instant from, int limit) {
        return shownSince(from, limit);
      }

      @Override
      public Optional<String> latest() {
        return newest();
      }

      @Override
      public Duration delay() {
        return DELAY;
      }

      @Override
      public Duration retention() {
        return Duration.ofDays(30);
      }

      @Override
      public int largestPage() {
        return 100;
      }
    };
  }

  private synchronized Optional<EventSource.Page> shown(@Nullable String cursor, int limit) {
    show();
    if (cursor == null) {
      return Optional.of(page(null, rows, limit));
    }
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).cursor().equals(cursor)) {
        return Optional.of(page(cursor, rows.subList(i + 1, rows.size()), limit));
      }
    }
    return Optional.empty();
  }

  private synchronized EventSource.Page shownSince(Instant from, int limit) {
    show();
    return page(
        null,
        rows.stream().filter(row -> !row.event().happenedAt().isBefore(from)).toList(),
        limit);
  }

  private synchronized Optional<String> newest() {
    show();
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).cursor());
  }

  private static EventSource.Page page(@Nullable String asked, List<Row> from, int limit) {
    List<Row> some = from.subList(0, Math.min(limit, from.size()));
    return new EventSource.Page(
        some.stream().map(Row::event).toList(),
        some.isEmpty() ? asked : some.get(some.size() - 1).cursor(),
        some.size() == from.size());
  }

  private void show() {
    Instant now = Instant.now();
    while (!hidden.isEmpty() && !hidden.peek().seenAt().isAfter(now)) {
      rows.add(hidden.poll());
    }
  }

  /** From before somebody joined until after they left, by the ticker. */
  private record Span(long from, long until) {}

  private record Row(ProviderEvent event, Instant seenAt, String cursor) {}
}
