package dev.muster.store;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.store.MembershipStore.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in this process's memory, over a mirror and tokens in the same memory, for one node and
 * for tests. Safe for many threads; never blocks on I/O.
 */
public final class InMemoryChangeStore implements ChangeStore {
  private final InMemoryMembershipStore memberships;
  private final DirectoryStore directory;
  private final @Nullable OrganizationTokenStore tokens;
  private final InstantSource clock;
  private final Map<Subject, Long> epochs = new HashMap<>();
  private final Map<ChangeId, Row> rows = new LinkedHashMap<>();

  /**
   * An empty outbox.
   *
   * @param memberships the mirror
   * @param directory the register, in memory
   * @param tokens the tokens, in memory, or null if there are none
   * @param clock the store's own time
   */
  public InMemoryChangeStore(
      InMemoryMembershipStore memberships,
      DirectoryStore directory,
      @Nullable OrganizationTokenStore tokens,
      InstantSource clock) {
    this.memberships = Objects.requireNonNull(memberships, "memberships");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.tokens = tokens;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public synchronized Standing standing(Subject subject) {
    Objects.requireNonNull(subject, "subject");
    return new Standing(
        subject,
        epoch(subject),
        rows.values().stream()
            .filter(row -> row.subjects().contains(subject))
            .map(Row::change)
            .toList());
  }

  @Override
  public synchronized Beginning begin(Change change, List<Standing> seen, Duration due) {
    if (Objects.requireNonNull(change, "change") instanceof Change.Removal) {
      throw new IllegalArgumentException("a removal begins with its tombstone");
    }
    Set<Subject> subjects = subjects(change, seen);
    Objects.requireNonNull(due, "due");
    if (!rows.containsKey(change.id())) {
      if (moved(seen)) {
        return Beginning.MOVED;
      }
      add(change, subjects, due);
    }
    return Beginning.BEGUN;
  }

  @Override
  public synchronized Beginning begin(
      Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
    Objects.requireNonNull(removal, "removal");
    Objects.requireNonNull(tombstone, "tombstone");
    if (!tombstone.removal().equals(removal.removal())
        || !tombstone.seen().membership().id().equals(removal.membership())) {
      throw new IllegalArgumentException("the tombstone is not of this removal");
    }
    Set<Subject> subjects = subjects(removal, seen);
    Objects.requireNonNull(due, "due");
    if (rows.containsKey(removal.id())) {
      return Beginning.BEGUN;
    }
    if (moved(seen)) {
      return Beginning.MOVED;
    }
    synchronized (memberships.log()) {
      Write written = memberships.remove(removal.key(), tombstone);
      if (written.verdict() != MembershipStore.Verdict.ACCEPTED) {
        return written.verdict() == MembershipStore.Verdict.MOVED
            ? Beginning.MOVED
            : Beginning.REFUSED;
      }
      if (tokens != null) {
        tokens.suspend(removal.key());
      }
    }
    add(removal, subjects, due);
    return Beginning.BEGUN;
  }

  @Override
  public synchronized Map<MembershipKey, Long> finish(ChangeId change, End end) {
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(end, "end");
    Row row = rows.remove(change);
    if (row == null) {
      return Map.of();
    }
    row.subjects().forEach(this::raise);
    synchronized (memberships.log()) {
      if (row.change() instanceof Change.Removal removal) {
        return ended(removal, end);
      }
      return row.change() instanceof Change.Deletion deletion && end == End.DONE
          ? ended(deletion)
          : Map.of();
    }
  }

  @Override
  public synchronized List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(again, "again");
    Instant now = clock.instant();
    List<Row> due =
        rows.values().stream()
            .filter(row -> row.change().provider().equals(provider) && !row.due().isAfter(now))
            .sorted(Comparator.comparing(Row::due))
            .limit(most)
            .toList();
    for (Row row : due) {
      // To the end, so that of two that are due at the same time the other one comes first.
      rows.remove(row.change().id());
      rows.put(row.change().id(), new Row(row.change(), row.subjects(), now.plus(again)));
    }
    return due.stream().map(Row::change).toList();
  }

  private Map<MembershipKey, Long> ended(Change.Removal removal, End end) {
    RemovalId id = removal.removal();
    Write written =
        memberships.remove(
            removal.key(),
            end == End.DONE ? new RemovalStep.Confirm(id) : new RemovalStep.Undo(id));
    if (tokens != null && end == End.DONE) {
      int unused = tokens.revoke(new TokenHolder.OfMembership(removal.key()));
    } else if (tokens != null) {
      tokens.resume(removal.key());
    }
    return written.verdict() == MembershipStore.Verdict.ACCEPTED
        ? Map.of(removal.key(), written.entry().epoch())
        : Map.of();
  }

  private Map<MembershipKey, Long> ended(Change.Deletion deletion) {
    boolean unused = directory.end(deletion.provider(), deletion.organization());
    TokenHolder all = new TokenHolder.OfOrganization(deletion.provider(), deletion.organization());
    if (tokens != null) {
      int unusedCount = tokens.revoke(all);
    }
    return memberships.end(deletion.provider(), all::covers);
  }

  private static Set<Subject> subjects(Change change, List<Standing> seen) {
    Set<Subject> subjects =
        Objects.requireNonNull(seen, "seen").stream()
            .map(Standing::subject)
            .collect(Collectors.toSet());
    if (subjects.size() != seen.size()) {
      throw new IllegalArgumentException("a subject was read twice");
    }
    if (!subjects.contains(Subject.of(change))) {
      throw new IllegalArgumentException("the subject of the change was not read");
    }
    return subjects;
  }

  private boolean moved(List<Standing> seen) {
    return seen.stream().anyMatch(standing -> standing.epoch() != epoch(standing.subject()));
  }

  private void add(Change change, Set<Subject> subjects, Duration due) {
    subjects.forEach(this::raise);
    rows.put(change.id(), new Row(change, subjects, clock.instant().plus(due)));
  }

  private long epoch(Subject subject) {
    return epochs.getOrDefault(subject, 0L);
  }

  private void raise(Subject subject) {
    epochs.merge(subject, 1L, Long::sum);
  }

  private record Row(Change change, Set<Subject> subjects, Instant due) {}
}
