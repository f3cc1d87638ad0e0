package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How far a walk has come, in table {@code muster_walk} of the SQL database that also holds
 * Muster's mirror and feed. Safe for many threads and many nodes; each call blocks on the database
 * and holds its connection only inside, and takes memory for one page only. Connections must come
 * with auto-commit on. Times are the database's, to the microsecond.
 *
 * <p>A page is one transaction: it locks the feed's row, rows of the mirror, and, once a walk of
 * this run of events is complete, the head of the log. Before that nobody's memory rests on the
 * mirror, and nothing is logged.
 */
public final class JdbiWalkStore implements WalkStore {
  private static final String FIND =
      "select " + String.join(", ", WalkRow.COLUMNS) + " from muster_walk where provider = ?";
  private static final String UPDATE =
      "update muster_walk set "
          + WalkRow.COLUMNS.stream()
              .map(column -> column + " = ?")
              .collect(Collectors.joining(", "))
          + " where provider = ?";
  private static final String INSERT =
      "insert into muster_walk ("
          + String.join(", ", WalkRow.COLUMNS)
          + ", provider) values ("
          + String.join(", ", Collections.nCopies(WalkRow.COLUMNS.size() + 1, "?"))
          + ")";
  private static final String MISSED =
      "select organization_id, user_id, "
          + MembershipRow.COLUMNS.stream().map(Bulk.Column::name).collect(Collectors.joining(", "))
          + " from muster_membership where provider = ? and as_of < ?";
  private static final String BEHIND_IN_ORGANIZATION = " and organization_id = ? and user_id > ?";
  private static final String IN_LATER_ORGANIZATIONS = " and organization_id > ?";
  private static final String IN_ORDER = " order by organization_id, user_id limit ?";
  private static final String COUNT =
      "select count(*) from muster_membership where provider = ? and ended_at is null";

  private final Database database;
  private final FencedFeeds feeds;
  private final MirrorRows mirror;

  private JdbiWalkStore(Database database) {
    this.database = database;
    this.feeds = new FencedFeeds(database);
    this.mirror = new MirrorRows(database.dialect());
  }

  /**
   * Walks in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's, as that of the other stores; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiWalkStore on(Jdbi jdbi) {
    return new JdbiWalkStore(Database.on(jdbi));
  }

  /**
   * Walks in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiWalkStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  @Override
  public Optional<Walk> find(ProviderInstance provider) {
    Objects.requireNonNull(provider, "provider");
    return database.read(
        "read a walk",
        handle ->
            handle
                .createQuery(FIND)
                .bind(0, provider.value())
                .map((row, context) -> WalkRow.read(row, provider, database.dialect()))
                .findOne());
  }

  @Override
  public boolean save(ProviderInstance provider, long fence, Walk walk) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(walk, "walk");
    return feeds
        .fenced(
            "note a walk",
            provider,
            fence,
            (handle, row, notices) -> {
              save(handle, provider, walk);
              return Optional.of(walk);
            })
        .isPresent();
  }

  /** The feed's row is locked, so that no other walk is saved meanwhile. */
  private void save(Handle handle, ProviderInstance provider, Walk walk) {
    for (String sql : List.of(UPDATE, INSERT)) {
      if (WalkRow.bind(handle.createUpdate(sql), walk, database.dialect())
              .bind(WalkRow.COLUMNS.size(), provider.value())
              .execute()
          == 1) {
        return;
      }
    }
  }

  @Override
  public Optional<Map<MembershipKey, Long>> page(
      ProviderInstance provider,
      long fence,
      Walk walk,
      List<Membership> memberships,
      Instant asOf) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(walk, "walk");
    List<Membership> page = List.copyOf(Objects.requireNonNull(memberships, "memberships"));
    Instant kept = Objects.requireNonNull(asOf, "asOf").truncatedTo(ChronoUnit.MICROS);
    return database.insisted(
        () ->
            feeds.fenced(
                "write a page of a walk",
                provider,
                fence,
                (handle, row, notices) -> {
                  save(handle, provider, walk);
                  boolean late = MirrorRules.mayHaveEnded(kept, row.endsAt());
                  Map<MembershipKey, Long> changed = write(handle, provider, page, kept, late);
                  // Without a position too: it may only be taken back for a while.
                  if (row.feed().walked()) {
                    changed.forEach(
                        (key, epoch) -> notices.add(new Notice.OfMembership(key, epoch)));
                  }
                  return Optional.of(changed);
                }));
  }

  private Map<MembershipKey, Long> write(
      Handle handle, ProviderInstance provider, List<Membership> page, Instant asOf, boolean late)
      throws SQLException {
    Map<MembershipKey, MirrorEntry> entries = new LinkedHashMap<>();
    page.forEach(membership -> entries.put(key(provider, membership), new MirrorEntry.Unknown()));
    if (entries.isEmpty()) {
      return Map.of();
    }
    Map<MembershipKey, MirrorEntry> found = mirror.lock(handle, provider, entries.keySet());
    entries.putAll(found);
    for (Membership membership : page) {
      entries.computeIfPresent(
          key(provider, membership),
          (key, entry) -> {
            MirrorEntry written =
                MirrorRules.decide(
                        key, entry, new Observation.Seen(membership, asOf), entry.epoch(), asOf)
                    .entry();
            return late && MirrorRules.makesMember(entry, written)
                ? new MirrorEntry.Present(written.epoch(), membership, Instant.EPOCH)
                : written;
          });
    }
    mirror.write(handle, found, entries);
    Map<MembershipKey, Long> changed = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          MirrorEntry before = found.get(key);
          if (entry.epoch() != (before == null ? 0 : before.epoch())) {
            changed.put(key, entry.epoch());
          }
        });
    return changed;
  }

  @Override
  public List<Membership> missed(
      ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(since, "since");
    return database.read(
        "list members that a walk missed",
        handle -> {
          if (after == null) {
            return missed(handle, provider, since, "", List.of(), most);
          }
          // Two ranges of the key: asked for as one, not every database goes straight to its place.
          String organization = after.organization().value();
          List<String> place = List.of(organization, after.user().value());
          List<Membership> missed =
              missed(handle, provider, since, BEHIND_IN_ORGANIZATION, place, most);
          if (missed.size() < most) {
            missed.addAll(
                missed(
                    handle,
                    provider,
                    since,
                    IN_LATER_ORGANIZATIONS,
                    List.of(organization),
                    most - missed.size()));
          }
          return missed;
        });
  }

  private List<Membership> missed(
      Handle handle,
      ProviderInstance provider,
      Instant since,
      String behind,
      List<String> place,
      int most) {
    var query = handle.createQuery(MISSED + behind + IN_ORDER).bind(0, provider.value());
    for (int i = 0; i < place.size(); i++) {
      query.bind(i + 2, place.get(i));
    }
    return database
        .dialect()
        .bind(query.bind(place.size() + 2, most), 1, since)
        .map((row, context) -> member(row, provider))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Membership member(ResultSet row, ProviderInstance provider) throws SQLException {
    try {
      MembershipKey key =
          new MembershipKey(
              provider,
              new OrganizationId(row.getString("organization_id")),
              new UserId(row.getString("user_id")));
      MirrorEntry entry = MembershipRow.read(row, key, database.dialect());
      return ((MirrorEntry.Present) entry).membership();
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException("a row of muster_membership holds what Muster never writes", null);
    }
  }

  @Override
  public long count(ProviderInstance provider) {
    Objects.requireNonNull(provider, "provider");
    return database.read(
        "count members",
        handle -> handle.createQuery(COUNT).bind(0, provider.value()).mapTo(Long.class).one());
  }

  private static MembershipKey key(ProviderInstance provider, Membership membership) {
    return new MembershipKey(provider, membership.organization(), membership.user());
  }
}
