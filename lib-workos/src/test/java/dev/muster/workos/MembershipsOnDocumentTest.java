package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memberships as WorkOS's document describes them: of each status, and with several roles. */
@NeedsDocument
class MembershipsOnDocumentTest {
  private static final String PATH = "/user_management/organization_memberships";
  private static final String ROLES =
      "\"role\":{\"slug\":\"admin\"},\"roles\":[{\"slug\":\"admin\"},{\"slug\":\"org:billing\"},"
          + "{\"slug\":\"member\"}]";

  private final WorkOsDocument document;

  MembershipsOnDocumentTest(WorkOsDocument document) {
    this.document = document;
  }

  @Test
  @Tag("MEM-1")
  @Tag("SES-2")
  void each_status_is_read_and_a_pending_one_is_not_active() {
    String page =
        good(
            row("om_01", "org_01ACME", "pending"),
            row("om_02", "org_02", "active"),
            row("om_03", "org_03", "inactive"));
    try (Stubbed stub = Stubbed.answering(200, page)) {
      List<Membership> all = stub.provider.listMemberships(Stubbed.ANN);
      assertThat(all)
          .extracting(Membership::status)
          .containsExactly(
              MembershipStatus.PENDING, MembershipStatus.ACTIVE, MembershipStatus.INACTIVE);
      assertThat(all).filteredOn(Membership::isActive).hasSize(1);
    }
    try (Stubbed stub = Stubbed.answering(200, good(row("om_01", "org_01ACME", "pending")))) {
      assertThat(stub.find().isActive()).isFalse();
      assertThat(stub.find().status()).isEqualTo(MembershipStatus.PENDING);
    }
  }

  @Test
  @Tag("MEM-1")
  void a_status_that_the_document_does_not_know_is_not_active() {
    String page = Stubbed.page(row("om_01", "org_01ACME", "suspended"));
    assertThat(document.faultsOfAnswer("GET", PATH, 200, page)).isNotEmpty();
    try (Stubbed stub = Stubbed.answering(200, page)) {
      assertThat(stub.find().status()).isEqualTo(MembershipStatus.UNKNOWN);
      assertThat(stub.find().isActive()).isFalse();
    }
  }

  @Test
  @Tag("MEM-1")
  void all_of_several_roles_are_told_the_highest_first() {
    try (Stubbed stub = Stubbed.answering(200, good(row("om_01", "org_01ACME", "active")))) {
      assertThat(stub.find().roles())
          .containsExactly(
              new RoleSlug("admin"), new RoleSlug("org:billing"), new RoleSlug("member"));
    }
  }

  @Test
  void what_is_asked_is_in_the_document() {
    try (Stubbed stub = Stubbed.answering(200, good(row("om_01", "org_01ACME", "active")))) {
      stub.find();
      for (String part : stub.server.asked().get(0).uri().getRawQuery().split("&", -1)) {
        String name = part.substring(0, part.indexOf('='));
        assertThat(document.hasQueryParameter("GET", PATH, name)).as(name).isTrue();
      }
    }
  }

  /** A page that the document allows. */
  private String good(String... rows) {
    String page = Stubbed.page(rows);
    assertThat(document.faultsOfAnswer("GET", PATH, 200, page)).isEmpty();
    return page;
  }

  private static String row(String id, String organization, String status) {
    return "{\"object\":\"organization_membership\",\"id\":\""
        + id
        + "\",\"user_id\":\"user_01ANN\",\"organization_id\":\""
        + organization
        + "\",\"status\":\""
        + status
        + "\",\"directory_managed\":false,\"organization_name\":\"Acme\","
        + "\"created_at\":\"2026-01-15T12:00:00.000Z\",\"updated_at\":\"2026-01-15T12:00:00.000Z\","
        + ROLES
        + ",\"user\":"
        + Issued.USER
        + "}";
  }
}
