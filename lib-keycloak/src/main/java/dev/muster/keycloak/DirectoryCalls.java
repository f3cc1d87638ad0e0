package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import java.util.Optional;

/** Organizations and users by their ids, and how they are read. */
final class DirectoryCalls {
  private final Calls calls;

  DirectoryCalls(Calls calls) {
    this.calls = calls;
  }

  Optional<Organization> organization(Deadline deadline, OrganizationId organization) {
    return document(deadline, organization).map(DirectoryCalls::organization);
  }

  /** An organization with all that Keycloak tells of it. */
  Optional<Fields> document(Deadline deadline, OrganizationId organization) {
    if (!Ids.canBe(organization.value())) {
      return Optional.empty();
    }
    Reply reply = calls.send(deadline, calls.get("organizations", organization.value()));
    return about(deadline, reply, organization);
  }

  /** The organization of an answer, which is the one asked for; empty if there is none. */
  Optional<Fields> about(Deadline deadline, Reply reply, OrganizationId organization) {
    if (reply.status() == 404) {
      calls.requireOrganizations(deadline);
      return Optional.empty();
    }
    return Optional.of(about(reply.document(), organization.value()));
  }

  Optional<User> user(Deadline deadline, UserId user) {
    if (!Ids.canBe(user.value())) {
      return Optional.empty();
    }
    Reply reply = calls.send(deadline, calls.get("users", user.value()));
    return reply.status() == 404
        ? Optional.empty()
        : Optional.of(user(about(reply.document(), user.value())));
  }

  static Fields about(Fields answer, String id) {
    if (!answer.filled("id").equals(id)) {
      throw answer.malformed("id");
    }
    return answer;
  }

  static Organization organization(Fields row) {
    return new Organization(row.named("id", OrganizationId::new), row.text("name"));
  }

  /** Keycloak's users need no e-mail. */
  static User user(Fields row) {
    String email = row.textOrNull("email");
    return new User(
        row.named("id", UserId::new), email, email != null && row.flag("emailVerified"));
  }
}
