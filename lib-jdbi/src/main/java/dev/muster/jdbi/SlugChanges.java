package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.DirectoryStore.Renaming;
import dev.muster.store.Notice;
import dev.muster.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Changes of who has which slug. Each is one statement that a constraint decides, or a few. */
final class SlugChanges {
  /** A row that comes and goes while it is changed may have to be changed again. */
  private static final int ATTEMPTS = 5;

  private static final String LIVE = " and ended_at is null for update";
  private static final String OF_USER = " where provider = ? and user_id = ?";
  private static final String OF_ORGANIZATION = " where provider = ? and organization_id = ?";

  private final OrganizationRows rows;
  private final String now;

  SlugChanges(Database database, OrganizationRows rows) {
    this.rows = rows;
    this.now = database.dialect().now();
  }

  Renaming rename(ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
    int changed =
        rows.change(
            "rename an organization",
            handle ->
                told(
                    handle,
                    provider,
                    OF_ORGANIZATION,
                    organization.value(),
                    new Notice.OfSlug(provider, slug),
                    new Notice.OfOrganization(provider, organization, false)),
            "update muster_organization set slug = ?, holder = null, external_id = null"
                + OF_ORGANIZATION
                + " and ended_at is null and slug <> ?",
            slug.value(),
            provider.value(),
            organization.value(),
            slug.value());
    if (changed != 0) {
      return changed == 1 ? Renaming.RENAMED : Renaming.TAKEN;
    }
    return has(OF_ORGANIZATION, provider, organization.value(), slug)
        ? Renaming.RENAMED
        : Renaming.UNKNOWN;
  }

  Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int changed =
          rows.change(
              "rename a user",
              handle ->
                  told(handle, provider, OF_USER, user.value(), new Notice.OfSlug(provider, slug)),
              "update muster_organization set slug = ?" + OF_USER + " and slug <> ?",
              slug.value(),
              provider.value(),
              user.value(),
              slug.value());
      if (changed == 1 || has(OF_USER, provider, user.value(), slug)) {
        return Renaming.RENAMED;
      }
      if (changed == 0) {
        changed =
            rows.change(
                "name a user",
                List.of(new Notice.OfSlug(provider, slug)),
                "insert into muster_organization (provider, slug, user_id) values (?, ?, ?)",
                provider.value(),
                slug.value(),
                user.value());
      }
      if (changed == 1 || has(OF_USER, provider, user.value(), slug)) {
        return Renaming.RENAMED;
      }
      if (isTaken(provider, slug)) {
        return Renaming.TAKEN;
      }
    }
    throw new StoreException("could not name a user in " + ATTEMPTS + " attempts", null);
  }

  boolean end(ProviderInstance provider, OrganizationId organization) {
    String gone = slugOfEnded(organization);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int changed =
          rows.change(
              "end an organization",
              List.of(new Notice.OfOrganization(provider, organization, true)),
              "update muster_organization set slug = ?, name = null, holder = null,"
                  + " external_id = null, ended_at = "
                  + now
                  + OF_ORGANIZATION
                  + " and ended_at is null",
              gone,
              provider.value(),
              organization.value());
      if (changed == 0) {
        changed =
            rows.change(
                "end an organization",
                List.of(new Notice.OfOrganization(provider, organization, true)),
                "insert into muster_organization (provider, slug, organization_id, ended_at)"
                    + " values (?, ?, ?, "
                    + now
                    + ")",
                provider.value(),
                gone,
                organization.value());
      }
      if (changed == 1) {
        return true;
      }
      if (hasEnded(provider, organization)) {
        return false;
      }
    }
    throw new StoreException("could not end an organization in " + ATTEMPTS + " attempts", null);
  }

  boolean hasEnded(ProviderInstance provider, OrganizationId organization) {
    return rows.exists(
        OF_ORGANIZATION + " and ended_at is not null", provider.value(), organization.value());
  }

  /** The notices, and one of the slug that the row has until then. */
  private static List<Notice> told(
      Handle handle, ProviderInstance provider, String whose, String id, Notice... notices) {
    List<Notice> told = new ArrayList<>(List.of(notices));
    handle
        .createQuery("select slug from muster_organization" + whose + LIVE)
        .bind(0, provider.value())
        .bind(1, id)
        .mapTo(String.class)
        .findOne()
        .ifPresent(slug -> told.add(new Notice.OfSlug(provider, new OrganizationSlug(slug))));
    return told;
  }

  /** As long as a slug may be, and none: nobody asks for it, and it frees the one that was. */
  private static String slugOfEnded(OrganizationId organization) {
    return "~" + Script.sha256(organization.value()).substring(0, 47);
  }

  private boolean has(String whose, ProviderInstance provider, String id, OrganizationSlug slug) {
    return rows.exists(whose + " and slug = ?", provider.value(), id, slug.value());
  }

  private boolean isTaken(ProviderInstance provider, OrganizationSlug slug) {
    return rows.exists(" where provider = ? and slug = ?", provider.value(), slug.value());
  }
}
