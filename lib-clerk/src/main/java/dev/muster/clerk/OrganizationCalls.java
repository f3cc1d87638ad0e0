package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;

/** Renaming and deleting organizations. */
final class OrganizationCalls {
  private static final int LONGEST_NAME = 256;

  private final Wire wire;

  OrganizationCalls(Wire wire) {
    this.wire = wire;
  }

  Organization rename(Deadline deadline, OrganizationId organization, String name) {
    checked(name);
    if (!Ids.isId(organization.value())) {
      throw new Rejected("not_found");
    }
    Reply reply =
        wire.send(
            deadline,
            RestRequest.patch(DirectoryCalls.ORGANIZATIONS, organization.value()),
            Wire.JSON.objectNode().put("name", name));
    Fields document = MembershipCalls.changed(reply);
    Organization now = Answers.organization(document);
    if (!now.id().equals(organization)) {
      throw document.malformed("id");
    }
    if (!now.name().strip().equals(name.strip())) {
      throw document.malformed("name");
    }
    return now;
  }

  /** Whether it was this call that ended it. */
  boolean delete(Deadline deadline, OrganizationId organization) {
    return delete(wire, deadline, organization);
  }

  static boolean delete(Wire wire, Deadline deadline, OrganizationId organization) {
    if (!Ids.isId(organization.value())) {
      return false;
    }
    Reply reply =
        wire.send(deadline, RestRequest.delete(DirectoryCalls.ORGANIZATIONS, organization.value()));
    if (Refusals.isAbsent(reply)) {
      return false;
    }
    Fields document = MembershipCalls.changed(reply);
    String id = document.textOrNull("id");
    if (!document.flag("deleted") || (id != null && !id.equals(organization.value()))) {
      throw document.malformed("deleted");
    }
    return true;
  }

  static void checked(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new Rejected("invalid_name");
    }
  }
}
