package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed stands in this process's memory, over a mirror, a register and tokens of the same
 * log, for one node and for tests. Safe for many threads; never blocks on I/O.
 */
public final class InMemoryFeedStore implements FeedStore {
  private static final Row NEW = new Row(0, null, Instant.EPOCH, Feed.NONE);

  private final Map<ProviderInstance, Row> rows = new HashMap<>();
  private final Map<Message, Instant> messages = new LinkedHashMap<>();
  private final InMemoryChangeLog log;
  private final InstantSource clock;
  private final InMemoryEvents events;

  /**
   * A feed that never ran.
   *
   * @param memberships the mirror, made with the same log
   * @param directory the register, in memory, made with the same log
   * @param tokens the tokens, in memory, made with the same log, or null if there are none
   * @param log the log
   * @param clock the store's own time
   * @throws IllegalArgumentException if the mirror was made with another log
   */
  public InMemoryFeedStore(
      InMemoryMembershipStore memberships,
      DirectoryStore directory,
      @Nullable OrganizationTokenStore tokens,
      InMemoryChangeLog log,
      InstantSource clock) {
    if (Objects.requireNonNull(memberships, "memberships").log() != log) {
      throw new IllegalArgumentException("the mirror must be made with the log of the feed");
    }
    this.log = Objects.requireNonNull(log, "log");
    this.clock = Objects.requireNonNull(clock, "clock");
    events =
        new InMemoryEvents(
            memberships, Objects.requireNonNull(directory, "directory"), tokens, log);
  }

  @Override
  public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(lease, "lease");
    synchronized (log) {
      Instant now = clock.instant();
      Row row = row(provider);
      boolean led = row.leader() != null && now.isBefore(row.until());
      if (led && !node.equals(row.leader())) {
        return Optional.empty();
      }
      long fence = led ? row.fence() : row.fence() + 1;
      log.follow(provider);
      rows.put(provider, new Row(fence, node, now.plus(lease), row.feed()));
      return Optional.of(new Leadership(fence, row.feed(), now));
    }
  }

  @Override
  public void resign(ProviderInstance provider, long fence) {
    synchronized (log) {
      Row row = row(provider);
      if (row.fence() == fence) {
        rows.put(provider, new Row(fence, null, Instant.EPOCH, row.feed()));
      }
    }
  }

  @Override
  public Status status(ProviderInstance provider) {
    synchronized (log) {
      Instant now = clock.instant();
      Row row = row(provider);
      boolean led = row.leader() != null && now.isBefore(row.until());
      return new Status(row.feed(), led ? row.leader() : null, led ? row.until() : null, now);
    }
  }

  @Override
  public boolean begin(
      ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
    Objects.requireNonNull(takenAt, "takenAt");
    return write(provider, fence, feed -> FeedRules.begun(feed, cursor, takenAt));
  }

  @Override
  public boolean walked(
      ProviderInstance provider, long fence, long generation, Instant startedAt, boolean byEvents) {
    Objects.requireNonNull(startedAt, "startedAt");
    synchronized (log) {
      Optional<Feed> walked =
          FeedRules.walked(row(provider).feed(), generation, startedAt, byEvents);
      return walked.isPresent() && write(provider, fence, feed -> walked.get());
    }
  }

  @Override
  public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
    Objects.requireNonNull(batch, "batch");
    synchronized (log) {
      Feed before = row(provider).feed();
      if (!leads(provider, fence) || !Objects.equals(before.cursor(), batch.from())) {
        return Optional.empty();
      }
      Instant asOf = Objects.requireNonNullElse(before.provenAsOf(), Instant.EPOCH);
      Applied applied = applied(provider, batch.events(), asOf);
      boolean unused = write(provider, fence, feed -> FeedRules.applied(feed, batch));
      return Optional.of(applied);
    }
  }

  @Override
  public boolean withdraw(ProviderInstance provider, long fence, Duration allowance) {
    Objects.requireNonNull(allowance, "allowance");
    return write(provider, fence, feed -> FeedRules.withdrawn(feed, allowance));
  }

  @Override
  public boolean followed(ProviderInstance provider, long fence, long number) {
    return write(provider, fence, feed -> FeedRules.followed(feed, number));
  }

  @Override
  public Optional<Applied> receive(ProviderInstance provider, String message, ProviderEvent event) {
    Message id = new Message(provider, message);
    Objects.requireNonNull(event, "event");
    synchronized (log) {
      Instant now = clock.instant();
      if (messages.containsKey(id)) {
        return Optional.empty();
      }
      Applied applied = applied(provider, List.of(event), null);
      messages.put(id, now);
      return Optional.of(applied);
    }
  }

  @Override
  public int sweep(Duration keep, int most) {
    Objects.requireNonNull(keep, "keep");
    synchronized (log) {
      Instant before = clock.instant().minus(keep);
      List<Message> over =
          messages.entrySet().stream()
              .filter(entry -> !entry.getValue().isAfter(before))
              .map(Map.Entry::getKey)
              .limit(most)
              .toList();
      messages.keySet().removeAll(over);
      return over.size();
    }
  }

  /** Whether a leadership is the newest one; to be asked with the log's lock held. */
  boolean leads(ProviderInstance provider, long fence) {
    return row(provider).fence() == fence;
  }

  private Applied applied(
      ProviderInstance provider, List<ProviderEvent> all, @Nullable Instant asOf) {
    Map<MembershipKey, Long> changed = new HashMap<>();
    List<String> ids = new ArrayList<>();
    for (ProviderEvent event : all) {
      if (events.apply(provider, event.what(), asOf, changed)) {
        ids.add(event.id());
      }
    }
    return new Applied(changed, ids);
  }

  private boolean write(ProviderInstance provider, long fence, UnaryOperator<Feed> change) {
    synchronized (log) {
      Row row = row(provider);
      if (row.fence() != fence) {
        return false;
      }
      Feed feed = change.apply(row.feed());
      rows.put(provider, new Row(fence, row.leader(), row.until(), feed));
      log.move(provider, feed.position());
      return true;
    }
  }

  private Row row(ProviderInstance provider) {
    return rows.getOrDefault(Objects.requireNonNull(provider, "provider"), NEW);
  }

  private record Row(long fence, @Nullable String leader, Instant until, Feed feed) {}

  private record Message(ProviderInstance provider, String id) {
    Message {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(id, "message");
    }
  }
}
