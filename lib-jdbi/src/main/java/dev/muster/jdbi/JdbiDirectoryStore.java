package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The register of organizations in table {@code muster_organization} of a SQL database. Safe for
 * many threads and many nodes; each call blocks on the database and holds its connection only
 * inside. Connections must come with auto-commit on.
 *
 * <h2>Guarantee</h2>
 *
 * <p>That a slug names one organization, and an organization has one slug, are constraints of the
 * table. A find is one statement.
 */
public final class JdbiDirectoryStore implements DirectoryStore {
  /** Most characters of the key of a creation. */
  public static final int MAX_EXTERNAL_ID_LENGTH = 255;

  private static final String SELECT =
      "select " + OrganizationRow.COLUMNS + " from muster_organization where provider = ? and ";

  /** A reservation that is released while it is asked for may have to be asked for again. */
  private static final int ATTEMPTS = 5;

  private final Database database;
  private final OrganizationVisits visits;
  private final SlugChanges changes;

  private JdbiDirectoryStore(Database database) {
    this.database = database;
    this.visits = new OrganizationVisits(database);
    this.changes = new SlugChanges(database);
  }

  /**
   * A register in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiDirectoryStore on(Jdbi jdbi) {
    return new JdbiDirectoryStore(Database.on(jdbi));
  }

  /**
   * A register in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiDirectoryStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  /**
   * This register inside a transaction of the host's. What it writes stands or falls with that
   * transaction, and keeps a slug from others until it ends. Never commits, rolls back or closes
   * anything of the host's; a statement of its own that fails leaves the transaction usable. For
   * the handle's thread, while the transaction lasts; afterwards each call is a {@link
   * StoreException}.
   *
   * @param handle in a transaction, READ COMMITTED, of the same database
   * @return the register there
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  public DirectoryStore joining(Handle handle) {
    return new JdbiDirectoryStore(database.joining(handle));
  }

  @Override
  public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(slug, "slug");
    return row(provider, "slug = ?", slug.value()).flatMap(OrganizationRow::owner);
  }

  @Override
  public Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    return row(provider, "organization_id = ?", organization.value())
        .flatMap(OrganizationRow::entry);
  }

  @Override
  public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    return row(provider, "user_id = ?", user.value()).flatMap(OrganizationRow::personal);
  }

  @Override
  public Listing list(ProviderInstance provider, UserId user, Set<OrganizationId> organizations) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    List<String> ids = organizations.stream().map(OrganizationId::value).toList();
    String anyOf =
        ids.isEmpty()
            ? "user_id = ?"
            : "(user_id = ? or organization_id in (?" + ", ?".repeat(ids.size() - 1) + "))";
    return database.read(
        "read organizations",
        handle -> {
          var query =
              handle.createQuery(SELECT + anyOf).bind(0, provider.value()).bind(1, user.value());
          for (int i = 0; i < ids.size(); i++) {
            query.bind(i + 2, ids.get(i));
          }
          List<OrganizationRow> rows = query.map(OrganizationRow::read).list();
          return new Listing(
              rows.stream().flatMap(row -> row.personal().stream()).findFirst().orElse(null),
              rows.stream().flatMap(row -> row.entry().stream()).toList());
        });
  }

  @Override
  public Optional<Visit> visit(
      ProviderInstance provider, OrganizationId organization, Duration period) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(period, "period");
    return visits.visit(provider, organization, period);
  }

  @Override
  public boolean update(ProviderInstance provider, Organization organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    return unlessDuplicate(
        "update an organization",
        "update muster_organization set name = ?"
            + " where provider = ? and organization_id = ? and name <> ?",
        organization.name(),
        provider.value(),
        organization.id().value(),
        organization.name());
  }

  @Override
  public boolean add(ProviderInstance provider, Entry entry) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(entry, "entry");
    Organization organization = entry.organization();
    return unlessDuplicate(
        "add an organization",
        "insert into muster_organization (provider, slug, organization_id, name, refreshed_at)"
            + " values (?, ?, ?, ?, "
            + database.dialect().now()
            + ")",
        provider.value(),
        entry.slug().value(),
        organization.id().value(),
        organization.name());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key is longer than {@link #MAX_EXTERNAL_ID_LENGTH}
   */
  @Override
  public Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(externalId, "externalId");
    if (externalId.length() > MAX_EXTERNAL_ID_LENGTH) {
      throw new IllegalArgumentException(
          "the key of a creation must have at most "
              + MAX_EXTERNAL_ID_LENGTH
              + " characters, but had "
              + externalId.length());
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<OrganizationRow> row = row(provider, "slug = ?", slug.value());
      if (row.isPresent()) {
        return row.get().reservationOf(holder);
      }
      if (unlessDuplicate(
          "reserve a slug",
          "insert into muster_organization (provider, slug, holder, external_id)"
              + " values (?, ?, ?, ?)",
          provider.value(),
          slug.value(),
          holder.value(),
          externalId)) {
        return new Reservation.Reserved(externalId);
      }
    }
    throw new StoreException(
        "could not reserve a slug that came and went " + ATTEMPTS + " times", null);
  }

  @Override
  public boolean complete(
      ProviderInstance provider,
      OrganizationSlug slug,
      String externalId,
      Organization organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(externalId, "externalId");
    Objects.requireNonNull(organization, "organization");
    String id = organization.id().value();
    return unlessDuplicate(
            "complete a reservation",
            "update muster_organization set organization_id = ?, name = ?, refreshed_at = "
                + database.dialect().now()
                + " where provider = ? and slug = ? and external_id = ?"
                + " and organization_id is null",
            id,
            organization.name(),
            provider.value(),
            slug.value(),
            externalId)
        || row(provider, "slug = ?", slug.value())
            .filter(row -> externalId.equals(row.externalId()) && id.equals(row.organization()))
            .isPresent();
  }

  @Override
  public void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(externalId, "externalId");
    unlessDuplicate(
        "release a slug",
        "delete from muster_organization where provider = ? and slug = ? and external_id = ?"
            + " and organization_id is null",
        provider.value(),
        slug.value(),
        externalId);
  }

  @Override
  public Renaming rename(
      ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(slug, "slug");
    return changes.rename(provider, organization, slug);
  }

  @Override
  public Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(slug, "slug");
    return changes.renamePersonal(provider, user, slug);
  }

  @Override
  public boolean end(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    return changes.end(provider, organization);
  }

  @Override
  public boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    return row(provider, "organization_id = ?", organization.value())
        .filter(row -> row.slug() == null)
        .isPresent();
  }

  private Optional<OrganizationRow> row(ProviderInstance provider, String condition, String value) {
    return database.read(
        "read an organization",
        handle ->
            handle
                .createQuery(SELECT + condition)
                .bind(0, provider.value())
                .bind(1, value)
                .map(OrganizationRow::read)
                .findOne());
  }

  /** Changes one row; false if there was none to change, or another row is in the way. */
  private boolean unlessDuplicate(String what, String sql, String... values) {
    try {
      return database.write(what, handle -> execute(handle, sql, values) == 1);
    } catch (StoreException e) {
      if (database.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  private static int execute(Handle handle, String sql, String... values) {
    var update = handle.createUpdate(sql);
    for (int i = 0; i < values.length; i++) {
      update.bind(i, values[i]);
    }
    return update.execute();
  }
}
