package dev.muster.jdbi;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.Notice;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes of organizations under way, in table {@code muster_change} of the SQL database that also
 * holds Muster's mirror, register and tokens. Safe for many threads and many nodes; each call
 * blocks on the database and holds its connection only inside. Connections must come with
 * auto-commit on. Times are the database's.
 *
 * <p>A begin and a finish are one transaction each, over all these tables, and are done again where
 * the database rolled one back for another's sake. It locks in one order: the epochs of the
 * subjects, by their ids; the feed's row, if an organization ends; the organization in the
 * register; rows of the mirror; epochs of tokens; tokens; the change; the head of the log. It joins
 * no transaction of the host's: a change that others can't see has not begun.
 */
public final class JdbiChangeStore implements ChangeStore {
  private final Database database;
  private final Epochs epochs;
  private final ChangeRecords records;
  private final Standings standings;
  private final FencedFeeds feeds;
  private final DueChanges dueChanges;
  private final HeldTokens tokens;
  private final JdbiMembershipStore mirror;
  private final JdbiDirectoryStore directory;

  private JdbiChangeStore(Jdbi jdbi) {
    this.database = Database.on(jdbi);
    this.epochs = new Epochs(database, "muster_change_epoch");
    this.records = new ChangeRecords(database);
    this.standings = new Standings(database, epochs);
    this.feeds = new FencedFeeds(database);
    this.dueChanges = new DueChanges(database.dialect());
    this.tokens = new HeldTokens(database);
    this.mirror = new JdbiMembershipStore(database);
    this.directory = new JdbiDirectoryStore(database);
  }

  /**
   * An outbox in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's, as that of the other stores; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiChangeStore on(Jdbi jdbi) {
    return new JdbiChangeStore(jdbi);
  }

  /**
   * An outbox in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiChangeStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  @Override
  public Standing standing(Subject subject) {
    Objects.requireNonNull(subject, "subject");
    return standings.read(subject);
  }

  @Override
  public Beginning begin(Change change, List<Standing> seen, Duration due) {
    if (Objects.requireNonNull(change, "change") instanceof Change.Removal) {
      throw new IllegalArgumentException("a removal begins with its tombstone");
    }
    Map<Slot, Long> expected = expected(change, seen);
    Objects.requireNonNull(due, "due");
    return begin(change, expected, due, (handle, notices) -> Verdict.ACCEPTED);
  }

  @Override
  public Beginning begin(
      Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
    Objects.requireNonNull(removal, "removal");
    Objects.requireNonNull(tombstone, "tombstone");
    if (!tombstone.removal().equals(removal.removal())
        || !tombstone.seen().membership().id().equals(removal.membership())) {
      throw new IllegalArgumentException("the tombstone is not of this removal");
    }
    Map<Slot, Long> expected = expected(removal, seen);
    Objects.requireNonNull(due, "due");
    tokens.prepare(new TokenHolder.OfMembership(removal.key()));
    return begin(
        removal,
        expected,
        due,
        (handle, notices) -> denied(handle, removal.key(), tombstone, notices));
  }

  private Verdict denied(
      Handle handle, MembershipKey key, RemovalStep.Begin tombstone, Notices notices) {
    Verdict verdict = mirror.joining(handle, notices).remove(key, tombstone).verdict();
    if (verdict == Verdict.ACCEPTED) {
      tokens.suspend(handle, key, notices);
    }
    return verdict;
  }

  private Beginning begin(
      Change change, Map<Slot, Long> expected, Duration due, Database.LoggedWork<Verdict> denial) {
    return database.logged(
        "begin a change",
        (handle, notices) -> {
          Map<Slot, Long> locked = epochs.lock(handle, expected.keySet());
          Optional<Instant> now = records.timeUnlessThere(handle, change.id());
          if (now.isEmpty()) {
            return Beginning.BEGUN;
          }
          Verdict verdict = locked.equals(expected) ? denial.on(handle, notices) : Verdict.MOVED;
          if (verdict != Verdict.ACCEPTED) {
            return verdict == Verdict.MOVED ? Beginning.MOVED : Beginning.REFUSED;
          }
          epochs.raise(handle, expected.keySet());
          records.add(handle, change, expected.keySet(), now.get(), due);
          return Beginning.BEGUN;
        });
  }

  @Override
  public Map<MembershipKey, Long> finish(ChangeId change, End end) {
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(end, "end");
    Optional<OpenChange> found =
        database.read("read a change", handle -> OpenChange.find(handle, change));
    if (found.isEmpty()) {
      return Map.of();
    }
    Change open = found.get().change();
    Set<Slot> about = found.get().about();
    if (open instanceof Change.Removal removal) {
      tokens.prepare(new TokenHolder.OfMembership(removal.key()));
    } else if (open instanceof Change.Deletion deletion) {
      tokens.prepare(holder(deletion));
    }
    return database.logged(
        "finish a change",
        (handle, notices) -> {
          epochs.lock(handle, about);
          if (!records.isThere(handle, change)) {
            return Map.of();
          }
          epochs.raise(handle, about);
          Map<MembershipKey, Long> written = finished(handle, open, end, notices);
          records.delete(handle, change);
          return written;
        });
  }

  private Map<MembershipKey, Long> finished(Handle handle, Change open, End end, Notices notices) {
    if (open instanceof Change.Removal removal) {
      return finished(handle, removal, end, notices);
    }
    return open instanceof Change.Deletion deletion && end == End.DONE
        ? deleted(handle, deletion, notices)
        : Map.of();
  }

  private Map<MembershipKey, Long> finished(
      Handle handle, Change.Removal removal, End end, Notices notices) {
    MembershipKey key = removal.key();
    RemovalStep step =
        end == End.DONE
            ? new RemovalStep.Confirm(removal.removal())
            : new RemovalStep.Undo(removal.removal());
    Write write = mirror.joining(handle, notices).remove(key, step);
    if (end == End.DONE) {
      int unused = tokens.revoke(handle, new TokenHolder.OfMembership(key), notices);
    } else {
      tokens.resume(handle, key);
    }
    return write.verdict() == Verdict.ACCEPTED ? Map.of(key, write.entry().epoch()) : Map.of();
  }

  private Map<MembershipKey, Long> deleted(
      Handle handle, Change.Deletion deletion, Notices notices) {
    feeds.end(handle, deletion.provider());
    directory.joining(handle, notices).end(deletion.provider(), deletion.organization());
    Map<MembershipKey, Long> ended =
        EndedMemberships.end(
            handle, database.dialect(), deletion.provider(), deletion.organization());
    ended.forEach((key, epoch) -> notices.add(new Notice.OfMembership(key, epoch)));
    int unused = tokens.revoke(handle, holder(deletion), notices);
    return ended;
  }

  @Override
  public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(again, "again");
    return database.read(
        "take up changes", handle -> dueChanges.take(handle, provider, again, most));
  }

  private static TokenHolder holder(Change.Deletion deletion) {
    return new TokenHolder.OfOrganization(deletion.provider(), deletion.organization());
  }

  private static Map<Slot, Long> expected(Change change, List<Standing> seen) {
    Map<Slot, Long> expected = new HashMap<>();
    for (Standing standing : Objects.requireNonNull(seen, "seen")) {
      if (expected.put(Slot.of(standing.subject()), standing.epoch()) != null) {
        throw new IllegalArgumentException("a subject was read twice");
      }
    }
    if (!expected.containsKey(Slot.of(Subject.of(change)))) {
      throw new IllegalArgumentException("the subject of the change was not read");
    }
    return expected;
  }
}
