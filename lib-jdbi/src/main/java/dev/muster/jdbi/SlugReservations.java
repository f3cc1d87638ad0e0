package dev.muster.jdbi;

import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore.Reservation;
import dev.muster.store.Notice;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Optional;

/** Slugs kept for organizations that are being created. */
final class SlugReservations {
  /** A reservation that is released while it is asked for may have to be asked for again. */
  private static final int ATTEMPTS = 5;

  private final OrganizationRows rows;
  private final String complete;

  SlugReservations(Database database, OrganizationRows rows) {
    this.rows = rows;
    this.complete =
        "update muster_organization set organization_id = ?, name = ?, refreshed_at = "
            + database.dialect().now()
            + " where provider = ? and slug = ? and external_id = ? and organization_id is null";
  }

  Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<OrganizationRow> row = rows.find(provider, "slug = ?", slug.value());
      if (row.isPresent()) {
        return row.get().reservationOf(holder);
      }
      if (rows.change(
              "reserve a slug",
              List.of(),
              "insert into muster_organization (provider, slug, holder, external_id)"
                  + " values (?, ?, ?, ?)",
              provider.value(),
              slug.value(),
              holder.value(),
              externalId)
          == 1) {
        return new Reservation.Reserved(externalId);
      }
    }
    throw new StoreException("could not reserve a slug in " + ATTEMPTS + " attempts", null);
  }

  boolean complete(
      ProviderInstance provider,
      OrganizationSlug slug,
      String externalId,
      Organization organization) {
    String id = organization.id().value();
    return rows.change(
                "complete a reservation",
                List.of(new Notice.OfSlug(provider, slug)),
                complete,
                id,
                organization.name(),
                provider.value(),
                slug.value(),
                externalId)
            == 1
        || rows.find(provider, "slug = ?", slug.value())
            .filter(row -> externalId.equals(row.externalId()) && id.equals(row.organization()))
            .isPresent();
  }

  void release(ProviderInstance provider, OrganizationSlug slug, String externalId) {
    int unused =
        rows.change(
            "release a slug",
            List.of(),
            "delete from muster_organization where provider = ? and slug = ? and external_id = ?"
                + " and organization_id is null",
            provider.value(),
            slug.value(),
            externalId);
  }
}
