package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An organization. A limit of 0 members is none. */
record OrganizationRow(
    String id,
    String name,
    @Nullable String slug,
    @Nullable String createdBy,
    int mostMembers,
    ObjectNode publicMetadata,
    ObjectNode privateMetadata,
    long created,
    long updated) {
  OrganizationRow changed(
      String newName, @Nullable String newSlug, int most, ObjectNode metadata, long now) {
    return new OrganizationRow(
        id, newName, newSlug, createdBy, most, metadata, privateMetadata, created, now);
  }

  ObjectNode wire() {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("object", "organization").put("id", id).put("name", name).put("slug", slug);
    wire.put("image_url", "https://img.clerk.example/organization").put("has_image", false);
    wire.put("max_allowed_memberships", mostMembers).put("admin_delete_enabled", true);
    wire.set("public_metadata", publicMetadata);
    wire.set("private_metadata", privateMetadata);
    if (createdBy != null) {
      wire.put("created_by", createdBy);
    }
    return wire.put("created_at", created).put("updated_at", updated);
  }
}
