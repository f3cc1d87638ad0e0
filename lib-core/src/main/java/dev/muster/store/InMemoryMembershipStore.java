package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A mirror in this process's memory, unbounded, for one node and for tests. Safe for many threads;
 * never blocks on I/O.
 */
public final class InMemoryMembershipStore implements MembershipStore {
  private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  private final Map<MembershipKey, MirrorEntry> entries = new HashMap<>();
  private final InstantSource clock;
  private final InMemoryChangeLog log;

  /**
   * An empty mirror that no feed keeps.
   *
   * @param clock the store's own time
   */
  public InMemoryMembershipStore(InstantSource clock) {
    this(clock, InMemoryChangeLog.none(clock));
  }

  /**
   * An empty mirror.
   *
   * @param clock the store's own time
   * @param log is told what changes
   */
  public InMemoryMembershipStore(InstantSource clock, InMemoryChangeLog log) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.log = Objects.requireNonNull(log, "log");
  }

  /**
   * Whether what changes here is told to a log.
   *
   * @param other a log
   * @return true only for the one that this was made with
   */
  @SuppressWarnings("ReferenceEquality") // this very log
  public boolean writes(ChangeLog other) {
    return log == other;
  }

  @Override
  public Read find(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    synchronized (log) {
      return new Read(entry(key), clock.instant(), log.position(key.provider()));
    }
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Objects.requireNonNull(observation, "observation");
    return write(
        key,
        current -> {
          Write seen =
              MirrorRules.decide(key, current, observation, expectedEpoch, clock.instant());
          return MirrorRules.makesMember(current, seen.entry())
                  && MirrorRules.mayHaveEnded(observation.asOf(), log.endsAt(key.provider()))
              ? new Write(Verdict.MOVED, current)
              : seen;
        });
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    Objects.requireNonNull(step, "step");
    return write(key, current -> MirrorRules.decide(key, current, step, clock.instant()));
  }

  InMemoryChangeLog log() {
    return log;
  }

  MirrorEntry entry(MembershipKey key) {
    return entries.getOrDefault(key, UNKNOWN);
  }

  /** What is held of one provider instance. */
  Map<MembershipKey, MirrorEntry> entries(ProviderInstance provider) {
    Map<MembershipKey, MirrorEntry> found = new HashMap<>();
    synchronized (log) {
      entries.forEach(
          (key, entry) -> {
            if (key.provider().equals(provider)) {
              found.put(key, entry);
            }
          });
    }
    return found;
  }

  /** Ends memberships whose organization or user has ended, and tells the epochs since. */
  Map<MembershipKey, Long> end(ProviderInstance provider, Predicate<MembershipKey> which) {
    Map<MembershipKey, Long> written = new HashMap<>();
    synchronized (log) {
      log.end(provider);
      for (MembershipKey key : entries.keySet().stream().filter(which).toList()) {
        written.putAll(change(key, MirrorRules::ended));
      }
    }
    return written;
  }

  /** Changes one key by a rule, and tells the epoch since, if it is another. */
  Map<MembershipKey, Long> change(
      MembershipKey key, BiFunction<MirrorEntry, Instant, MirrorEntry> rule) {
    synchronized (log) {
      long before = entry(key).epoch();
      MirrorEntry after = rule.apply(entry(key), clock.instant());
      put(key, after);
      return after.epoch() == before ? Map.of() : Map.of(key, after.epoch());
    }
  }

  private void put(MembershipKey key, MirrorEntry entry) {
    if (entry.epoch() != entry(key).epoch()) {
      log.add(new Notice.OfMembership(key, entry.epoch()));
    }
    if (!(entry instanceof MirrorEntry.Unknown)) {
      entries.put(key, entry);
    }
  }

  private Write write(MembershipKey key, Function<MirrorEntry, Write> rule) {
    Objects.requireNonNull(key, "key");
    synchronized (log) {
      Write written = rule.apply(entry(key));
      put(key, written.entry());
      return written;
    }
  }
}
