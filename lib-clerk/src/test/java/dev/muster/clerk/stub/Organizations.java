package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The organizations of the instance, and what may be done with them. */
final class Organizations {
  private static final Set<String> PATCHED =
      Set.of(
          "public_metadata",
          "private_metadata",
          "name",
          "slug",
          "max_allowed_memberships",
          "admin_delete_enabled",
          "created_at",
          "role_set_key");
  private static final int LONGEST_NAME = 256;

  private final Instance clerk;
  private final Table<OrganizationRow> rows = new Table<>();

  Organizations(Instance clerk) {
    this.clerk = clerk;
  }

  OrganizationRow create(Form form) {
    String creator = form.textOrNull("created_by");
    if (creator != null && !clerk.users.exists(creator)) {
      throw new Refused(
          400,
          "organization_creator_not_found",
          "creator not found",
          "No users found with id " + creator + ".");
    }
    String name = name(form.text("name"));
    long now = clerk.millis() - clerk.late.toMillis();
    String id = clerk.newId("org");
    OrganizationRow row =
        new OrganizationRow(
            id,
            name,
            slug(form, clerk.slugs ? generated(name, id) : null),
            creator,
            form.number("max_allowed_memberships", 0, Integer.MAX_VALUE, 0),
            form.metadata("public_metadata"),
            form.metadata("private_metadata"),
            now,
            now);
    rows.put(id, row);
    clerk.outbox.tell("organization.created", row.wire());
    if (creator != null) {
      clerk.memberships.add(id, creator, Roles.ADMIN);
    }
    return row;
  }

  /** As a person does who gives it no more than a name. */
  OrganizationRow create(String name) {
    return create(new Form(JsonNodeFactory.instance.objectNode().put("name", name)));
  }

  OrganizationRow rename(String id, String name) {
    return change(id, new Form(JsonNodeFactory.instance.objectNode().put("name", name)));
  }

  OrganizationRow get(String id) {
    OrganizationRow row = rows.find(id);
    if (row == null) {
      throw Refused.notFound("Given organization not found.");
    }
    return row;
  }

  OrganizationRow getByIdOrSlug(String idOrSlug) {
    List<OrganizationRow> called = rows.newestFirst(row -> idOrSlug.equals(row.slug()));
    return called.isEmpty() ? get(idOrSlug) : called.get(0);
  }

  OrganizationRow change(String id, Form form) {
    OrganizationRow row = get(id);
    form.only(PATCHED);
    OrganizationRow changed =
        row.changed(
            form.has("name") ? name(form.text("name")) : row.name(),
            slug(form, row.slug()),
            form.number("max_allowed_memberships", 0, Integer.MAX_VALUE, row.mostMembers()),
            form.has("public_metadata") ? form.metadata("public_metadata") : row.publicMetadata(),
            clerk.millis());
    clerk.outbox.tell("organization.updated", changed.wire());
    return rows.put(id, changed);
  }

  ObjectNode delete(String id) {
    OrganizationRow row = get(id);
    clerk.memberships.dropAll(member -> member.organization().equals(id));
    clerk.invitations.dropAll(id);
    clerk.sessions.leave(id);
    rows.remove(id);
    ObjectNode deleted = Deleted.wire("organization", id);
    if (row.slug() != null) {
      deleted.put("slug", row.slug());
    }
    clerk.outbox.tell("organization.deleted", deleted);
    return deleted;
  }

  List<OrganizationRow> list(Asked asked) {
    String query = asked.first("query");
    List<OrganizationRow> found =
        rows.newestFirst(
            row ->
                Users.allows(asked.all("organization_id"), row.id())
                    && (query == null || matches(row, query.toLowerCase(Locale.ROOT)))
                    && (asked.all("user_id").isEmpty()
                        || asked.all("user_id").stream()
                            .anyMatch(user -> clerk.memberships.find(row.id(), user) != null)));
    found.sort(Comparator.comparingLong(OrganizationRow::created).reversed());
    return found;
  }

  private static boolean matches(OrganizationRow row, String query) {
    return row.id().equalsIgnoreCase(query)
        || row.name().toLowerCase(Locale.ROOT).contains(query)
        || (row.slug() != null && row.slug().contains(query));
  }

  private static String name(String name) {
    if (name.length() > LONGEST_NAME) {
      throw Refused.form("max_length_exceeded", "name", "should not exceed 256 characters");
    }
    return name;
  }

  private @Nullable String slug(Form form, @Nullable String otherwise) {
    String slug = form.textOrNull("slug");
    if (slug == null || slug.equals(otherwise)) {
      return otherwise;
    }
    if (!clerk.slugs) {
      throw new Refused(
          403,
          "organization_slugs_disabled",
          "organization slugs disabled",
          "Organization slugs are not enabled for this instance.");
    }
    if (!slug.matches("[a-z0-9-]+")) {
      throw Refused.form("format_invalid", "slug", "may hold lowercase letters, digits and dashes");
    }
    if (rows.any(row -> slug.equals(row.slug()))) {
      throw new Refused(422, "form_identifier_exists", "already exists", "That slug is taken.")
          .about("slug");
    }
    return slug;
  }

  private static String generated(String name, String id) {
    String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return words.replaceAll("^-|-$", "") + "-" + id.substring(id.length() - 6);
  }
}
