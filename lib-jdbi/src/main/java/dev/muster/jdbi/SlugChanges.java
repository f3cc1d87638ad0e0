package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.DirectoryStore.Renaming;
import dev.muster.store.StoreException;

/** Changes of who has which slug. Each is one statement that a constraint decides, or a few. */
final class SlugChanges {
  /** A row that comes and goes while it is changed may have to be changed again. */
  private static final int ATTEMPTS = 5;

  private static final int DUPLICATE = -1;
  private static final String OF_USER = " where provider = ? and user_id = ?";
  private static final String OF_ORGANIZATION = " where provider = ? and organization_id = ?";

  private final Database database;

  SlugChanges(Database database) {
    this.database = database;
  }

  Renaming rename(ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
    int changed =
        change(
            "rename an organization",
            "update muster_organization set slug = ?, holder = null, external_id = null"
                + OF_ORGANIZATION
                + " and slug <> ?",
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
          change(
              "rename a user",
              "update muster_organization set slug = ?" + OF_USER,
              slug.value(),
              provider.value(),
              user.value());
      if (changed == 0) {
        changed =
            change(
                "name a user",
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
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int changed =
          change(
              "end an organization",
              "update muster_organization set slug = null, name = null, holder = null,"
                  + " external_id = null"
                  + OF_ORGANIZATION
                  + " and slug is not null",
              provider.value(),
              organization.value());
      if (changed == 0) {
        changed =
            change(
                "end an organization",
                "insert into muster_organization (provider, organization_id) values (?, ?)",
                provider.value(),
                organization.value());
      }
      if (changed == 1) {
        return true;
      }
      if (count(OF_ORGANIZATION + " and slug is null", provider.value(), organization.value())) {
        return false;
      }
    }
    throw new StoreException("could not end an organization in " + ATTEMPTS + " attempts", null);
  }

  private boolean has(String whose, ProviderInstance provider, String id, OrganizationSlug slug) {
    return count(whose + " and slug = ?", provider.value(), id, slug.value());
  }

  private boolean isTaken(ProviderInstance provider, OrganizationSlug slug) {
    return count(" where provider = ? and slug = ?", provider.value(), slug.value());
  }

  private boolean count(String condition, String... values) {
    return database.read(
        "read a slug",
        handle -> {
          var query = handle.createQuery("select count(*) from muster_organization" + condition);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.mapTo(Integer.class).one() > 0;
        });
  }

  private int change(String what, String sql, String... values) {
    try {
      return database.write(
          what,
          handle -> {
            var update = handle.createUpdate(sql);
            for (int i = 0; i < values.length; i++) {
              update.bind(i, values[i]);
            }
            return update.execute();
          });
    } catch (StoreException e) {
      if (database.isDuplicate(e)) {
        return DUPLICATE;
      }
      throw e;
    }
  }
}
