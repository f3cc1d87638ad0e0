package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.Notice;
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

  private final Database database;
  private final OrganizationRows rows;
  private final OrganizationVisits visits;
  private final SlugReservations reservations;
  private final SlugChanges changes;

  JdbiDirectoryStore(Database database) {
    this.database = database;
    this.rows = new OrganizationRows(database);
    this.visits = new OrganizationVisits(database);
    this.reservations = new SlugReservations(database, rows);
    this.changes = new SlugChanges(database, rows);
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
   * transaction, and keeps a slug from others until it ends. A write that changes something also
   * keeps the head of the change log until then, which every other such write waits for: let it
   * come last. Never commits, rolls back or closes anything of the host's; a statement of its own
   * that fails leaves the transaction usable. For the handle's thread, while the transaction lasts;
   * afterwards each call is a {@link StoreException}.
   *
   * @param handle in a transaction, READ COMMITTED, of the same database
   * @return the register there
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  public DirectoryStore joining(Handle handle) {
    return new JdbiDirectoryStore(database.joining(handle));
  }

  /** This register inside of a transaction of our own. */
  DirectoryStore joining(Handle handle, Notices notices) {
    return new JdbiDirectoryStore(database.joining(handle, notices));
  }

  @Override
  public Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(slug, "slug");
    return rows.find(provider, "slug = ?", slug.value()).flatMap(OrganizationRow::owner);
  }

  @Override
  public Optional<Entry> find(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    return rows.find(provider, "organization_id = ?", organization.value())
        .flatMap(OrganizationRow::entry);
  }

  @Override
  public Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    return rows.find(provider, "user_id = ?", user.value()).flatMap(OrganizationRow::personal);
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
              handle
                  .createQuery(OrganizationRows.SELECT + anyOf)
                  .bind(0, provider.value())
                  .bind(1, user.value());
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
    return rows.change(
            "update an organization",
            List.of(new Notice.OfOrganization(provider, organization.id(), false)),
            "update muster_organization set name = ?"
                + " where provider = ? and organization_id = ? and name <> ?",
            organization.name(),
            provider.value(),
            organization.id().value(),
            organization.name())
        == 1;
  }

  @Override
  public boolean add(ProviderInstance provider, Entry entry) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(entry, "entry");
    Organization organization = entry.organization();
    return rows.change(
            "add an organization",
            List.of(new Notice.OfSlug(provider, entry.slug())),
            "insert into muster_organization (provider, slug, organization_id, name, refreshed_at)"
                + " values (?, ?, ?, ?, "
                + database.dialect().now()
                + ")",
            provider.value(),
            entry.slug().value(),
            organization.id().value(),
            organization.name())
        == 1;
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
    return reservations.reserve(provider, slug, holder, externalId);
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
    return reservations.complete(provider, slug, externalId, organization);
  }

  @Override
  public void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(externalId, "externalId");
    reservations.release(provider, slug, externalId);
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
    return changes.hasEnded(provider, organization);
  }
}
