package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore.Entry;
import dev.muster.store.DirectoryStore.Owner;
import dev.muster.store.DirectoryStore.Reservation;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * One row of the register of slugs.
 *
 * @param slug the slug, which is none of an organization that has ended
 * @param organization the organization's id, or null while the slug is only reserved
 * @param user whose own slug it is, or null
 * @param name the organization's display name, or null as well, and where it has ended
 * @param holder who reserved the slug, or null
 * @param externalId the key of the creation, or null
 */
record OrganizationRow(
    String slug,
    @Nullable String organization,
    @Nullable String user,
    @Nullable String name,
    @Nullable String holder,
    @Nullable String externalId) {
  /** What {@link #read} reads. */
  static final String COLUMNS = "slug, organization_id, user_id, name, holder, external_id";

  static OrganizationRow read(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  private static OrganizationRow read(ResultSet row) throws SQLException {
    return new OrganizationRow(
        row.getString("slug"),
        row.getString("organization_id"),
        row.getString("user_id"),
        row.getString("name"),
        row.getString("holder"),
        row.getString("external_id"));
  }

  Optional<Entry> entry() {
    return organization == null || name == null
        ? Optional.empty()
        : Optional.of(
            written(
                () ->
                    new Entry(
                        new Organization(new OrganizationId(organization), name),
                        new OrganizationSlug(slug))));
  }

  Optional<Owner> owner() {
    return user == null
        ? entry().map(Owner.OfOrganization::new)
        : Optional.of(new Owner.OfUser(written(() -> new UserId(user))));
  }

  Optional<OrganizationSlug> personal() {
    return user == null ? Optional.empty() : Optional.of(written(() -> new OrganizationSlug(slug)));
  }

  private static <T> T written(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new StoreException("a row of muster_organization holds what Muster never writes", null);
    }
  }

  Reservation reservationOf(UserId asking) {
    if (externalId == null || !asking.value().equals(holder)) {
      return new Reservation.Taken();
    }
    return entry()
        .<Reservation>map(Reservation.Created::new)
        .orElseGet(() -> new Reservation.Reserved(externalId));
  }

  /**
   * A row, and how long ago the provider was asked about it.
   *
   * @param row the row
   * @param refreshedAt when, in the store's time; null for a row that the host itself wrote
   * @param storeTime the store's time of reading
   */
  record Visited(OrganizationRow row, @Nullable Instant refreshedAt, Instant storeTime) {
    static Visited read(ResultSet row, Dialect dialect) throws SQLException {
      Instant storeTime = dialect.time(row, "store_time");
      if (storeTime == null) {
        throw new SQLException("the database has no time");
      }
      return new Visited(OrganizationRow.read(row), dialect.time(row, "refreshed_at"), storeTime);
    }

    boolean isDue(Duration period) {
      return refreshedAt == null || !refreshedAt.plus(period).isAfter(storeTime);
    }
  }
}
