package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.store.ChangeLog;
import dev.muster.store.ChangeLog.Entry;
import dev.muster.store.ChangeLog.Slice;
import dev.muster.store.FeedPosition;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChangeLog} does, and what the other stores of its database write into it.
 * Extend it, open the stores of one database, and all tests must pass. The tests may share one
 * database.
 */
public abstract class ChangeLogContract extends LogOfStores {
  private static final int CHANGES = 25;

  /** For a subclass. */
  protected ChangeLogContract() {}

  @Test
  @Tag("FEED-8")
  void the_first_read_tells_only_where_the_log_ends() {
    mirrored(ann);
    Instant before = storeTime();

    Slice slice = log.read(provider, ChangeLog.NOTHING, MANY);

    assertThat(slice.entries()).isEmpty();
    assertThat(slice.complete()).isTrue();
    assertThat(slice.gap()).isFalse();
    assertThat(slice.position()).isNull();
    assertThat(slice.storeTime()).isBetween(before, stage.memberships().find(ann).storeTime());
    mirrored(bob);
    assertThat(log.read(provider, slice.last(), MANY).entries())
        .extracting(Entry::notice)
        .containsExactly(told(bob));
  }

  @Test
  @Tag("FEED-8")
  void a_long_log_is_read_in_parts_and_only_the_last_part_is_complete() {
    long start = end();
    mirrored(ann, bob, annElsewhere);

    Slice first = log.read(provider, start, 2);
    assertThat(first.entries()).extracting(Entry::notice).containsExactly(told(ann), told(bob));
    assertThat(first.complete()).isFalse();
    assertThat(first.last()).isEqualTo(first.entries().get(1).number());

    Slice second = log.read(provider, first.last(), 2);
    assertThat(second.entries()).extracting(Entry::notice).containsExactly(told(annElsewhere));
    assertThat(second.complete()).isTrue();
    assertThat(log.read(provider, second.last(), 2).entries()).isEmpty();
    assertThat(log.read(provider, start, 3).complete()).isTrue();
  }

  @Test
  @Tag("FEED-8")
  void who_follows_the_log_while_others_write_misses_nothing() {
    long start = end();
    AtomicInteger writers = new AtomicInteger(Race.RUNNERS - 1);
    List<List<Long>> followed =
        Race.run(i -> i == 0 ? () -> follow(start, writers) : writer(i, writers));

    assertThat(followed.get(0))
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSize(CHANGES * (Race.RUNNERS - 1));
  }

  @Test
  @Tag("FEED-8")
  void entries_and_position_are_of_one_moment() {
    long fence = proven(0);
    long start = end();
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger writers = new AtomicInteger(1);
    var unused =
        Race.<Boolean>run(
            i ->
                i == 0
                    ? () -> applied(fence, looks, writers)
                    : () -> compared(start, looks, writers));
    assertThat(log.read(provider, start, MANY).entries()).hasSize(CHANGES);
  }

  @Test
  @Tag("FEED-8")
  void who_asks_for_what_is_deleted_is_told_of_the_gap() {
    mirrored(ann);
    long before = end() - 1;
    long read = end();

    assertThat(log.sweep(Duration.ZERO, MANY * MANY)).isPositive();

    assertThat(log.read(provider, before, MANY).gap()).isTrue();
    Slice slice = log.read(provider, read, MANY);
    assertThat(slice.gap()).isFalse();
    assertThat(slice.entries()).isEmpty();
    assertThat(slice.last()).isEqualTo(read);
    assertThat(end()).isEqualTo(read);
  }

  @Test
  @Tag("FEED-8")
  void numbers_go_on_behind_what_is_deleted() {
    mirrored(ann);
    long read = end();
    assertThat(log.sweep(Duration.ZERO, MANY * MANY)).isPositive();

    mirrored(bob);

    Slice slice = log.read(provider, read, MANY);
    assertThat(slice.gap()).isFalse();
    assertThat(slice.entries()).extracting(Entry::notice).containsExactly(told(bob));
    assertThat(slice.entries().get(0).number()).isGreaterThan(read);
  }

  @Test
  @Tag("FEED-8")
  void young_entries_are_kept_and_no_more_deleted_than_asked_for() {
    int unused = log.sweep(Duration.ZERO, MANY * MANY);
    long start = end();
    mirrored(ann, bob, annElsewhere);

    assertThat(log.sweep(LONG, MANY)).isZero();
    assertThat(log.read(provider, start, MANY).entries()).hasSize(3);
    assertThat(log.sweep(Duration.ZERO, 1)).isEqualTo(1);
    assertThat(log.read(provider, start, MANY).gap()).isTrue();
    assertThat(log.read(provider, start + 1, MANY).gap()).isFalse();
    assertThat(log.read(provider, start + 1, MANY).entries())
        .extracting(Entry::notice)
        .containsExactly(told(bob), told(annElsewhere));
  }

  @Test
  @Tag("FEED-8")
  void who_has_read_more_than_there_is_is_told_of_a_gap() {
    long end = end();

    Slice slice = log.read(provider, end + 1, MANY);

    assertThat(slice.gap()).isTrue();
    assertThat(slice.last()).isEqualTo(end);
  }

  @Test
  @Tag("MEM-13")
  void entries_and_position_of_another_provider_instance_are_not_told() {
    ProviderInstance other = new ProviderInstance("F" + provider.value().substring(1));
    proven(1);
    long start = end();
    mirrored(ann);

    Slice slice = log.read(other, start, MANY);

    assertThat(slice.entries()).isEmpty();
    assertThat(slice.position()).isNull();
    assertThat(slice.complete()).isTrue();
    assertThat(slice.gap()).isFalse();
  }

  @Test
  @Tag("FEED-8")
  void what_is_appended_is_told_as_it_is() {
    List<Notice> all = new ArrayList<>();
    OrganizationId organization = ann.organization();
    UserId user = ann.user();
    for (String id : Cast.LOOK_ALIKES) {
      all.add(
          new Notice.OfMembership(new MembershipKey(provider, organization, new UserId(id)), 7));
    }
    all.add(new Notice.OfTokens(new TokenHolder.OfMembership(ann)));
    all.add(new Notice.OfTokens(new TokenHolder.OfOrganization(provider, organization)));
    all.add(new Notice.OfTokens(new TokenHolder.OfUser(provider, user)));
    all.add(new Notice.OfTokens(new TokenHolder.OfSession(provider, user, "Session 1")));
    all.add(new Notice.OfOrganization(provider, organization, true));
    all.add(new Notice.OfOrganization(provider, organization, false));
    all.add(new Notice.OfSlug(provider, new OrganizationSlug("acme")));
    all.add(new Notice.OfSession(provider, user, "Session 1"));
    all.add(new Notice.OfRole(provider, new RoleSlug("admin"), null));
    all.add(new Notice.OfRole(provider, new RoleSlug("admin"), organization));

    log.append(all);
    log.append(List.of());

    assertThat(notices()).isEqualTo(all);
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    refuses("provider", () -> log.read(null, 0, 1));
    refuses("notices", () -> log.append(null));
    refuses("keep", () -> log.sweep(null, 1));
    assertThat(notices()).isEmpty();
  }

  private Callable<List<Long>> writer(int number, AtomicInteger writers) {
    return () -> {
      try {
        for (int n = 0; n < CHANGES; n++) {
          MembershipKey key = key("org_1", "user-" + number + "-" + n);
          Observation seen = new Observation.Seen(member(key, 0), at(0));
          var unused = stage.memberships().record(key, seen, 0);
        }
      } finally {
        writers.decrementAndGet();
      }
      return List.of();
    };
  }

  /** Reads on until nobody writes any more. */
  private List<Long> follow(long start, AtomicInteger writers) {
    List<Long> numbers = new ArrayList<>();
    long after = start;
    boolean written;
    do {
      written = writers.get() == 0;
      Slice slice;
      do {
        slice = log.read(provider, after, 10);
        slice.entries().forEach(entry -> numbers.add(entry.number()));
        after = slice.last();
      } while (!slice.complete());
    } while (!written);
    return numbers;
  }

  /** Proves a second with each change, while others look. */
  @SuppressWarnings("ThreadPriorityCheck") // bounded: it only lets the others look
  private boolean applied(long fence, AtomicInteger looks, AtomicInteger writers) {
    try {
      for (int n = 1; n <= CHANGES; n++) {
        int before = looks.get();
        for (int i = 0; i < MANY && looks.get() == before; i++) {
          Thread.yield();
        }
        Batch batch = new Batch("c0", "c0", List.of(stated(member(ann, n))), at(n));
        assertThat(feed.apply(provider, fence, batch)).isPresent();
      }
    } finally {
      writers.decrementAndGet();
    }
    return true;
  }

  /** As many entries as seconds are proven, whenever one looks. */
  private boolean compared(long start, AtomicInteger looks, AtomicInteger writers) {
    boolean written;
    do {
      written = writers.get() == 0;
      Slice slice = log.read(provider, start, MANY);
      looks.incrementAndGet();
      FeedPosition position = Objects.requireNonNull(slice.position(), "position");
      assertThat(position.asOf()).isEqualTo(at(slice.entries().size()));
    } while (!written);
    return true;
  }
}
