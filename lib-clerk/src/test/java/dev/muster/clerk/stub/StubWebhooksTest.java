package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stub tells of each change in the messages that Clerk's document describes. */
class StubWebhooksTest {
  private final ClerkStub stub = ClerkStub.start();

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void each_change_has_its_message() {
    UserId ann = stub.createUser("ann@example.org");
    UserId bob = stub.createUser(null);
    stub.rename(ann, "Ann", null);
    stub.ban(bob, true);
    OrganizationId acme = stub.createOrganization("Acme");
    stub.rename(acme, "Acme 2");
    stub.rest().defineRole("org:editor", "org:notes:read");
    stub.rest().defineRole("org:editor");
    stub.rest().defineRole("org:gone");
    stub.rest().deleteRole("org:gone");
    stub.enrol(acme, ann, "org:admin");
    stub.enrol(acme, bob, "org:member");
    stub.setRole(acme, bob, "org:editor");
    stub.remove(acme, bob);
    stub.ban(bob, false);
    InvitationId one = stub.rest().invite(acme, "bob@example.org", "org:member", ann);
    stub.rest().acceptInvitation(one, bob);
    stub.rest().revokeInvitation(stub.rest().invite(acme, "x@example.org", "org:member", null));
    stub.rest().signOut(stub.rest().signIn(ann));
    stub.token(ann, acme);
    stub.deleteUser(ann);
    stub.deleteOrganization(acme);
    assertThat(types())
        .containsExactly(
            "user.created",
            "user.created",
            "user.updated",
            "user.updated",
            "organization.created",
            "organization.updated",
            "role.created",
            "role.updated",
            "role.created",
            "role.deleted",
            "organizationMembership.created",
            "organizationMembership.created",
            "organizationMembership.updated",
            "organizationMembership.deleted",
            "user.updated",
            "organizationInvitation.created",
            "organizationInvitation.accepted",
            "organizationMembership.created",
            "organizationInvitation.created",
            "organizationInvitation.revoked",
            "session.created",
            "session.ended",
            "session.created",
            "session.removed",
            "organizationMembership.deleted",
            "user.deleted",
            "organizationMembership.deleted",
            "organization.deleted");
  }

  @Test
  void a_deleted_membership_is_told_whole() {
    UserId ann = stub.createUser("ann@example.org");
    OrganizationId acme = stub.createOrganization("Acme");
    stub.enrol(acme, ann, "org:member");
    stub.remove(acme, ann);
    JsonNode data =
        Form.json(stub.webhooks().messages("organizationMembership.deleted").get(0).body())
            .path("data");
    assertThat(data.at("/organization/id").asText()).isEqualTo(acme.value());
    assertThat(data.at("/public_user_data/user_id").asText()).isEqualTo(ann.value());
    assertThat(data.path("role").asText()).isEqualTo("org:member");
  }

  @Test
  void what_ends_with_an_organization_or_a_user_is_told_or_not() {
    stub.settings().membershipsEndAloud(false);
    UserId ann = stub.createUser("ann@example.org");
    OrganizationId acme = stub.createOrganization("Acme");
    OrganizationId other = stub.createOrganization("Other");
    stub.enrol(acme, ann, "org:admin");
    stub.enrol(other, ann, "org:admin");
    stub.deleteOrganization(acme);
    stub.deleteUser(ann);
    assertThat(types())
        .contains("organization.deleted", "user.deleted")
        .doesNotContain("organizationMembership.deleted");
  }

  private List<String> types() {
    return stub.webhooks().messages().stream().map(WebhookMessage::type).toList();
  }
}
