package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.store.DirectoryStore.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks the provider about a mirrored organization again: the first visitor after a period, by
 * the database's clock, whatever node it comes from. One statement, and a second one for whoever
 * finds it due.
 */
final class OrganizationVisits {
  private static final String KEY = " where provider = ? and organization_id = ?";

  private final Database database;
  private final String select;

  OrganizationVisits(Database database) {
    this.database = database;
    this.select =
        "select "
            + OrganizationRow.COLUMNS
            + ", refreshed_at, "
            + database.dialect().now()
            + " as store_time from muster_organization"
            + KEY;
  }

  Optional<Visit> visit(ProviderInstance provider, OrganizationId organization, Duration period) {
    Optional<OrganizationRow.Visited> visited =
        database.read(
            "read an organization",
            handle ->
                handle
                    .createQuery(select)
                    .bind(0, provider.value())
                    .bind(1, organization.value())
                    .map((row, context) -> OrganizationRow.Visited.read(row, database.dialect()))
                    .findOne());
    return visited.flatMap(
        found ->
            found
                .row()
                .entry()
                .map(
                    entry ->
                        new Visit(
                            entry, found.isDue(period) && isFirst(provider, organization, found))));
  }

  /** Of many who find it due, the first to write does it. */
  private boolean isFirst(
      ProviderInstance provider, OrganizationId organization, OrganizationRow.Visited found) {
    @Nullable Instant before = found.refreshedAt();
    return database.write(
        "begin to refresh an organization",
        handle -> {
          var update =
              handle
                  .createUpdate(
                      "update muster_organization set refreshed_at = ?"
                          + KEY
                          + " and refreshed_at "
                          + (before == null ? "is null" : "= ?"))
                  .bind(1, provider.value())
                  .bind(2, organization.value());
          database.dialect().bind(update, 0, found.storeTime());
          return (before == null ? update : database.dialect().bind(update, 3, before)).execute()
              == 1;
        });
  }
}
