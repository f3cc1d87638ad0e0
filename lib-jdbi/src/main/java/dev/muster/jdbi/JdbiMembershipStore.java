package dev.muster.jdbi;

import dev.muster.decision.Pass;
import dev.muster.membership.Evidence;
import dev.muster.name.MembershipKey;
import dev.muster.scope.Scope;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The mirror of memberships in table {@code muster_membership} of a SQL database. Safe for many
 * threads and many nodes; each call blocks on the database and holds its connection only inside.
 *
 * <p>Store time is the database's clock, to the microsecond; an {@code asOf} is cut to that, so it
 * never claims to be newer than it is. The provider's {@code updatedAt} is kept to the nanosecond.
 * Connections must come with auto-commit on: a call is a transaction of its own, and joins one of
 * the caller only where {@link #joining} says so.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A find is one statement. A record that changes nothing writes nothing; one that changes a
 * key's meaning is in the change log of the same database from the moment that it counts.
 */
public final class JdbiMembershipStore implements MembershipStore {
  private static final String KEY = "provider = ? and organization_id = ? and user_id = ?";
  private static final String SELECT =
      "select " + columns("") + " from muster_membership where " + KEY;
  private static final String ENDS_AT =
      "select ends_at from muster_feed where provider = ? for update";
  private static final String LOCK = SELECT + " for update";
  private static final String INSERT =
      "insert into muster_membership ("
          + columns("")
          + ", provider, organization_id, user_id) values ("
          + String.join(", ", Collections.nCopies(MembershipRow.COLUMNS.size() + 3, "?"))
          + ")";
  private static final String UPDATE =
      "update muster_membership set " + columns(" = ?") + " where " + KEY;

  private final Database database;
  private final String find;

  JdbiMembershipStore(Database database) {
    this.database = database;
    this.find =
        "select "
            + database.dialect().now()
            + " as store_time, "
            + FeedRow.POSITION
            + ", "
            + columns("")
            + " from (select 1 as one_row) o left join muster_membership m on m."
            + KEY.replace(" and ", " and m.")
            + " left join muster_feed f on f.provider = ?";
  }

  /**
   * A mirror in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiMembershipStore on(Jdbi jdbi) {
    return new JdbiMembershipStore(Database.on(jdbi));
  }

  /**
   * A mirror in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiMembershipStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  /**
   * This mirror inside a transaction of the host's. What it writes stands or falls with that
   * transaction, is seen by others when it commits, and keeps the row locked until then; so a
   * result's epoch counts only if it commits. A write that changes something also keeps the head of
   * the change log until then, which every other such write waits for: let it come last. Never
   * commits, rolls back or closes anything of the host's; a statement of its own that fails leaves
   * the transaction usable. For the handle's thread, while the transaction lasts; afterwards each
   * call is a {@link StoreException}.
   *
   * @param handle in a transaction, READ COMMITTED, of the same database
   * @return the mirror there
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  public MembershipStore joining(Handle handle) {
    return new JdbiMembershipStore(database.joining(handle));
  }

  /** This mirror inside of a transaction of our own. */
  MembershipStore joining(Handle handle, Notices notices) {
    return new JdbiMembershipStore(database.joining(handle, notices));
  }

  /**
   * Demands, in a transaction of the host's, that the member whom the pass was given is one still,
   * and unchanged: the mirror's row is locked against change until the transaction ends, its epoch
   * is compared with the pass's, and it must be an active membership. A removal that began before
   * makes this throw; one that begins after it waits until the host commits. A changed role moves
   * the epoch too, and is refused alike: the permission may have gone with it.
   *
   * <p>It sees what this mirror was told: a change in the provider's own dashboard counts from when
   * the mirror hears of it. The lock is shared; on H2, which has no shared one, writes of one
   * member wait for each other. A personal pass rests on no membership, so nothing is compared.
   *
   * @param pass given by a Muster on this mirror
   * @param handle in a transaction, READ COMMITTED, of the same database
   * @throws MembershipMovedException if the pass's membership ended or changed
   * @throws StoreException if the database can't answer, so that nobody knows
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  public void assertStill(Pass pass, Handle handle) {
    Objects.requireNonNull(pass, "pass");
    Database inside = database.joining(handle);
    if (pass.scope() instanceof Scope.Organization in) {
      assertStill(in.evidence(), inside);
    }
  }

  private void assertStill(Evidence evidence, Database inside) {
    MembershipKey key = evidence.key();
    MirrorEntry entry =
        inside.read(
            "lock a membership",
            locking ->
                bind(locking.createQuery(SELECT + inside.dialect().shareLock()), 0, key)
                    .map((row, context) -> entry(row, key))
                    .findOne()
                    .orElseGet(MirrorEntry.Unknown::new));
    boolean member =
        entry instanceof MirrorEntry.Present present && present.membership().isActive();
    if (!member || entry.epoch() != evidence.epoch()) {
      throw new MembershipMovedException(key, member);
    }
  }

  @Override
  public Read find(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return database.read(
        "read a membership",
        handle ->
            bind(handle.createQuery(find), 0, key)
                .bind(3, key.provider().value())
                .map(
                    (row, context) ->
                        new Read(
                            entry(row, key),
                            storeTime(row),
                            FeedRow.position(row, database.dialect())))
                .one());
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Objects.requireNonNull(key, "key");
    Observation kept = inMicros(Objects.requireNonNull(observation, "observation"));
    return write(
        key,
        (current, storeTime) -> MirrorRules.decide(key, current, kept, expectedEpoch, storeTime));
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(step, "step");
    return write(key, (current, storeTime) -> MirrorRules.decide(key, current, step, storeTime));
  }

  private Write write(MembershipKey key, BiFunction<MirrorEntry, Instant, Write> rule) {
    return database.insisted(
        () ->
            database.logged(
                "write a membership", (handle, notices) -> write(handle, key, rule, notices)));
  }

  private Write write(
      Handle handle,
      MembershipKey key,
      BiFunction<MirrorEntry, Instant, Write> rule,
      Notices notices) {
    MirrorEntry current =
        bind(handle.createQuery(LOCK), 0, key)
            .map((row, context) -> entry(row, key))
            .findOne()
            .orElseGet(MirrorEntry.Unknown::new);
    // Asked for after the lock: an end is never recorded earlier than the wait for it was over.
    Instant storeTime = MembershipRow.storeTime(handle, database.dialect());
    Write write = rule.apply(current, storeTime);
    if (write.entry() instanceof MirrorEntry.Present made
        && MirrorRules.makesMember(current, made)
        && MirrorRules.mayHaveEnded(made.asOf(), endsAt(handle, key))) {
      return new Write(Verdict.MOVED, current);
    }
    if (!write.entry().equals(current)) {
      String sql = current instanceof MirrorEntry.Unknown ? INSERT : UPDATE;
      bind(
              MembershipRow.bind(handle.createUpdate(sql), 0, write.entry(), database.dialect()),
              MembershipRow.COLUMNS.size(),
              key)
          .execute();
    }
    if (write.entry().epoch() != current.epoch()) {
      notices.add(new Notice.OfMembership(key, write.entry().epoch()));
    }
    return write;
  }

  /* Whoever ends a user or an organization waits from now on, and then ends this member too. */
  private @Nullable Instant endsAt(Handle handle, MembershipKey key) {
    return handle
        .createQuery(ENDS_AT)
        .bind(0, key.provider().value())
        .map((row, context) -> Optional.ofNullable(database.dialect().time(row, "ends_at")))
        .findOne()
        .flatMap(Function.identity())
        .orElse(null);
  }

  private static Observation inMicros(Observation observation) {
    Instant asOf = observation.asOf().truncatedTo(ChronoUnit.MICROS);
    return observation instanceof Observation.Seen seen
        ? new Observation.Seen(seen.membership(), asOf)
        : new Observation.Absent(asOf);
  }

  private Instant storeTime(ResultSet row) throws SQLException {
    return MembershipRow.requireTime(row, "store_time", database.dialect());
  }

  private MirrorEntry entry(ResultSet row, MembershipKey key) throws SQLException {
    try {
      return MembershipRow.read(row, key, database.dialect());
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException("a row of muster_membership holds what Muster never writes", null);
    }
  }

  private static <S extends SqlStatement<S>> S bind(S statement, int at, MembershipKey key) {
    return statement
        .bind(at, key.provider().value())
        .bind(at + 1, key.organization().value())
        .bind(at + 2, key.user().value());
  }

  private static String columns(String suffix) {
    return MembershipRow.COLUMNS.stream()
        .map(column -> column.name() + suffix)
        .collect(Collectors.joining(", "));
  }
}
