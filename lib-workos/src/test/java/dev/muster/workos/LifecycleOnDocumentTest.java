package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes and ends of memberships and organizations, with both sides held to WorkOS's document. */
@NeedsDocument
class LifecycleOnDocumentTest {
  private static final Membership STATED = Documented.STATED;
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final String PATH = "/user_management/organization_memberships/om_01";
  private static final String ABSENT = "{\"message\":\"Not found.\"}";

  private final WorkOsDocument document;

  LifecycleOnDocumentTest(WorkOsDocument document) {
    this.document = document;
  }

  @Test
  @Tag("ADM-1")
  void a_role_is_changed_by_one_request_and_believed_as_answered() {
    try (Stubbed stub = answering("PUT", "", Documented.membership("active", "admin"))) {
      Membership changed = stub.provider.changeRole(STATED, ADMIN);
      assertThat(changed.roles()).containsExactly(ADMIN);
      assertThat(changed.updatedAt()).isNotNull();
      asked(stub, "PUT " + PATH);
      String body = stub.server.asked().get(0).body();
      assertThat(body).isEqualTo("{\"role_slug\":\"admin\"}");
      assertThat(document.faultsOfRequest("PUT", Documented.MEMBERSHIPS, body)).isEmpty();
    }
    try (Stubbed stub = answering("PUT", "", Documented.membership("inactive", "admin"))) {
      assertThat(stub.provider.changeRole(STATED, ADMIN).isActive()).isFalse();
    }
  }

  @Test
  @Tag("ADM-1")
  void a_role_that_a_directory_sets_otherwise_is_refused_for_good() {
    for (String[] roles : new String[][] {{"member"}, {"admin", "member"}, {"member", "admin"}}) {
      try (Stubbed stub = answering("PUT", "", Documented.membership("active", roles))) {
        assertThatExceptionOfType(Rejected.class)
            .isThrownBy(() -> stub.provider.changeRole(STATED, ADMIN))
            .extracting(Rejected::code)
            .isEqualTo("role_kept");
      }
    }
    String bare = Documented.membership("active", "member").replace("\"slug\"", "\"x\"");
    try (Stubbed stub = Stubbed.answering(200, bare)) {
      unavailable(() -> stub.provider.changeRole(STATED, ADMIN));
    }
  }

  @Test
  @Tag("ADM-1")
  void a_move_is_one_request_without_a_body_and_believed_as_answered() {
    try (Stubbed stub =
        answering("PUT", "/deactivate", Documented.membership("inactive", "member"))) {
      assertThat(stub.provider.deactivate(STATED).status()).isEqualTo(MembershipStatus.INACTIVE);
      unavailable(() -> stub.provider.reactivate(STATED));
      asked(stub, "PUT " + PATH + "/deactivate", "PUT " + PATH + "/reactivate");
      assertThat(stub.server.asked().get(0).body()).isEmpty();
    }
    try (Stubbed stub =
        answering("PUT", "/reactivate", Documented.membership("active", "member"))) {
      assertThat(stub.provider.reactivate(STATED).isActive()).isTrue();
      unavailable(() -> stub.provider.deactivate(STATED));
    }
    for (String other : List.of("pending", "suspended")) {
      try (Stubbed stub = Stubbed.answering(200, Documented.membership(other, "member"))) {
        unavailable(() -> stub.provider.reactivate(STATED));
        unavailable(() -> stub.provider.deactivate(STATED));
      }
    }
  }

  @Test
  @Tag("ADM-1")
  void a_refused_move_that_is_done_already_is_done() {
    try (Stubbed stub =
        Stubbed.answering(
            asked ->
                asked.method().equals("PUT")
                    ? Answer.of(422, ABSENT)
                    : Answer.of(200, Documented.membership("inactive", "member")))) {
      assertThat(stub.provider.deactivate(STATED).status()).isEqualTo(MembershipStatus.INACTIVE);
      asked(stub, "PUT " + PATH + "/deactivate", "GET " + PATH);
      assertThatExceptionOfType(Rejected.class).isThrownBy(() -> stub.provider.reactivate(STATED));
    }
  }

  @Test
  @Tag("ANS-2")
  void an_answer_about_another_membership_or_organization_is_none() {
    String good = Documented.membership("active", "admin");
    for (String odd :
        List.of(
            good.replace("om_01", "om_02"),
            good.replace("org_01ACME", "org_02"),
            good.replace("\"user_id\":\"user_01ANN\"", "\"user_id\":\"user_02\""))) {
      try (Stubbed stub = Stubbed.answering(200, odd)) {
        unavailable(() -> stub.provider.changeRole(STATED, ADMIN));
        unavailable(() -> stub.provider.reactivate(STATED));
        unavailable(() -> stub.provider.deactivate(STATED));
      }
    }
    try (Stubbed stub = Stubbed.answering(200, Documented.organization("Acme"))) {
      unavailable(() -> stub.provider.rename(new OrganizationId("org_02"), "Acme"));
      unavailable(() -> stub.provider.rename(Stubbed.ACME, "Globex"));
    }
  }

  @Test
  @Tag("ADM-1")
  void a_name_is_changed_and_nothing_else_is_sent() {
    try (Stubbed stub = Stubbed.answering(200, Documented.organization("Acme & Söhne"))) {
      assertThat(stub.provider.rename(Stubbed.ACME, " Acme & Söhne ").name())
          .isEqualTo("Acme & Söhne");
      asked(stub, "PUT /organizations/org_01ACME");
      String body = stub.server.asked().get(0).body();
      assertThat(body).isEqualTo("{\"name\":\" Acme & Söhne \"}");
      assertThat(document.faultsOfRequest("PUT", Documented.ORGANIZATIONS, body)).isEmpty();
    }
    String answer = Documented.organization("Acme");
    assertThat(document.faultsOfAnswer("PUT", Documented.ORGANIZATIONS, 200, answer)).isEmpty();
  }

  @Test
  @Tag("ADM-3")
  void a_membership_has_ended_by_one_request_whose_answer_has_no_body() {
    for (int status : List.of(200, 204)) {
      try (Stubbed stub = Stubbed.answering(status, "")) {
        stub.provider.removeMember(STATED);
        asked(stub, "DELETE " + PATH);
      }
    }
    try (Stubbed stub = Stubbed.answering(404, ABSENT)) {
      stub.provider.removeMember(STATED);
      asked(stub, "DELETE " + PATH);
    }
  }

  @Test
  @Tag("ADM-3")
  @Tag("ADM-5")
  void a_404_that_is_not_of_workos_ends_nothing() {
    for (String body : List.of("", "<html>", "[]", "{}", "{\"error\":\"Not Found\"}")) {
      try (Stubbed stub = Stubbed.answering(404, body)) {
        unavailable(() -> stub.provider.removeMember(STATED));
        unavailable(() -> stub.provider.deleteOrganization(Stubbed.ACME));
      }
    }
  }

  @Test
  @Tag("ADM-5")
  void an_organization_has_ended_when_workos_finds_it_no_more() {
    for (int status : List.of(200, 202, 204)) {
      try (Stubbed gone = deleting(status, Answer.of(404, ABSENT))) {
        gone.provider.deleteOrganization(Stubbed.ACME);
        asked(gone, "DELETE /organizations/org_01ACME", "GET /organizations/org_01ACME");
      }
      try (Stubbed still = deleting(status, Answer.of(200, Documented.organization("Acme")))) {
        unavailable(() -> still.provider.deleteOrganization(Stubbed.ACME));
      }
      try (Stubbed down = deleting(status, Answer.of(503, ""))) {
        unavailable(() -> down.provider.deleteOrganization(Stubbed.ACME));
      }
    }
    try (Stubbed stub = Stubbed.answering(404, ABSENT)) {
      stub.provider.deleteOrganization(Stubbed.ACME);
      asked(stub, "DELETE /organizations/org_01ACME");
    }
  }

  @Test
  @Tag("ANS-3")
  void an_id_that_is_none_of_workos_makes_no_request() {
    try (Stubbed stub = Stubbed.answering(200, "")) {
      for (String odd : List.of("../users/user_01ANN", "..", "a/b", "x?y", "é", "om 1", "%2e")) {
        Membership member =
            new Membership(
                new MembershipId(odd),
                STATED.organization(),
                STATED.user(),
                STATED.status(),
                STATED.roles(),
                null);
        stub.provider.removeMember(member);
        stub.provider.deleteOrganization(new OrganizationId(odd));
        for (ThrowingCallable change :
            List.<ThrowingCallable>of(
                () -> stub.provider.changeRole(member, ADMIN),
                () -> stub.provider.deactivate(member),
                () -> stub.provider.reactivate(member),
                () -> stub.provider.rename(new OrganizationId(odd), "Acme"))) {
          assertThatExceptionOfType(Rejected.class)
              .isThrownBy(change)
              .extracting(Rejected::code)
              .isEqualTo("not_found");
        }
      }
      assertThat(stub.server.asked()).isEmpty();
    }
  }

  /** A server that answers with this, which the document allows. */
  private Stubbed answering(String method, String act, String body) {
    assertThat(document.faultsOfAnswer(method, Documented.MEMBERSHIPS + act, 200, body)).isEmpty();
    return Stubbed.answering(200, body);
  }

  private static Stubbed deleting(int status, Answer lookUp) {
    return Stubbed.answering(
        asked -> asked.method().equals("DELETE") ? Answer.of(status, "") : lookUp);
  }

  private static void asked(Stubbed stub, String... requests) {
    assertThat(stub.server.asked())
        .extracting(asked -> asked.method() + " " + asked.uri())
        .containsExactly(requests);
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }
}
