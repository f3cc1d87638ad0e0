package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.InvitationId;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Only a whole answer about what was asked is one. */
@Tag("ANS-2")
@Tag("MEM-1")
class StrictReadingTest {
  private static final OrganizationId ACME = new OrganizationId("org_acme");
  private static final UserId ANN = new UserId("user_ann");
  private static final String ROW =
      "{\"id\":\"orgmem_1\",\"role\":\"org:admin\",\"role_name\":null,\"created_at\":1,"
          + "\"updated_at\":1772366400123,\"organization\":{\"id\":\"org_acme\",\"name\":\"Acme\","
          + "\"slug\":null,\"image_url\":null},\"public_user_data\":{\"user_id\":\"user_ann\"}}";

  private final ClerkStage stage = new ClerkStage();
  private final ClerkProvider clerk = stage.adapter();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_membership_is_read_from_what_matters_and_nulls_elsewhere_do_not() {
    answers(200, page(1, ROW));
    assertThat(clerk.findMembership(ACME, ANN))
        .contains(
            new Membership(
                new MembershipId("orgmem_1"),
                ACME,
                ANN,
                MembershipStatus.ACTIVE,
                List.of(new RoleSlug("org:admin")),
                Instant.ofEpochMilli(1772366400123L)));
  }

  @Test
  void an_answer_about_somebody_else_is_no_answer() {
    for (String row :
        List.of(
            ROW.replace("user_ann", "user_bob"),
            ROW.replace("org_acme", "org_other"),
            ROW.replace("\"user_ann\"", "null"),
            ROW.replace("\"user_ann\"", "\"\""),
            ROW.replace("public_user_data", "other"),
            ROW.replace("\"org:admin\"", "null"),
            ROW.replace("\"role\"", "\"roles\""),
            ROW.replace("1772366400123", "\"now\""),
            "null")) {
      answers(200, page(1, row));
      noAnswer(row, () -> clerk.findMembership(ACME, ANN));
      if (!row.contains("user_bob")) {
        noAnswer(row, () -> clerk.listMembers(ACME));
      }
      if (!row.contains("org_other")) {
        noAnswer(row, () -> clerk.listMemberships(ANN));
      }
    }
  }

  @Test
  void a_page_that_contradicts_itself_is_no_answer() {
    for (String page :
        List.of(
            page(1),
            page(2, ROW),
            page(0, ROW),
            page(2, ROW, ROW),
            "{\"data\":[]}",
            "{\"total_count\":0}",
            "{\"data\":null,\"total_count\":0}",
            "{\"data\":[],\"data\":[],\"total_count\":0}",
            "{}",
            "[]",
            "",
            "<html>")) {
      answers(200, page);
      noAnswer(page, () -> clerk.findMembership(ACME, ANN));
    }
  }

  @Test
  @Tag("MEM-3")
  void a_list_that_stays_shorter_than_it_tells_is_no_answer() {
    answers(200, page(2, ROW));
    noAnswer("members", () -> clerk.listMembers(ACME));
    noAnswer("memberships", () -> clerk.listMemberships(ANN));
    noAnswer("walk", () -> clerk.directoryWalk().members(ACME, null, 10));
    answers(200, page(1, "{\"key\":\"org:admin\"}").replace(":1}", ":2}"));
    noAnswer("roles", clerk::listRoles);
  }

  @Test
  @Tag("ANS-3")
  void only_clerks_own_404_is_a_no() {
    answers(404, "{\"errors\":[{\"code\":\"resource_not_found\",\"message\":\"x\"}]}");
    assertThat(clerk.findMembership(ACME, ANN)).isEmpty();
    assertThat(clerk.findOrganization(ACME)).isEmpty();
    assertThat(clerk.findUser(ANN)).isEmpty();
    assertThat(clerk.listMembers(ACME)).isEmpty();
    assertThat(clerk.listMemberships(ANN)).isEmpty();
    assertThat(clerk.directoryWalk().members(ACME, null, 10).items()).isEmpty();
    // Of the whole instance there is nothing that could be absent.
    noAnswer("roles", clerk::listRoles);
    noAnswer("walk", () -> clerk.directoryWalk().organizations(null, 10));
    noAnswer("creation", () -> clerk.createOrganization("Acme", "key"));
    for (String body :
        List.of(
            "",
            "not found",
            "{}",
            "{\"errors\":[]}",
            "{\"errors\":[{\"message\":\"resource_not_found\"}]}",
            "{\"errors\":{\"code\":\"resource_not_found\"}}",
            "{\"errors\":[{\"code\":\"page_not_found\"}]}",
            "{\"errors\":[{\"code\":\"organization_not_found_or_unauthorized\"}]}",
            "{\"code\":\"resource_not_found\"}")) {
      answers(404, body);
      questions().forEach(question -> noAnswer(body, question));
      noAnswer(body, () -> clerk.removeMember(member()));
    }
  }

  @Test
  @Tag("ANS-4")
  void a_403_of_clerks_to_a_question_is_about_us_and_one_of_anybody_else_says_nothing() {
    answers(403, "{\"errors\":[{\"code\":\"organization_not_enabled_in_instance\"}]}");
    for (ThrowingCallable question : questions()) {
      assertThatExceptionOfType(Misconfigured.class).isThrownBy(question);
    }
    answers(403, "<html>blocked</html>");
    questions().forEach(question -> noAnswer("blocked", question));
  }

  @Test
  @Tag("ANS-4")
  void a_code_about_our_key_or_our_instance_is_the_operators_whatever_its_status() {
    for (int status : List.of(400, 402, 404, 422)) {
      for (String code :
          List.of(
              "unsupported_subscription_plan_features",
              "request_invalid_for_instance",
              "authorization_invalid")) {
        answers(status, "{\"errors\":[{\"code\":\"" + code + "\"}]}");
        for (ThrowingCallable question : questions()) {
          assertThatExceptionOfType(Misconfigured.class).as(code).isThrownBy(question);
        }
      }
    }
    answers(400, "{\"errors\":[{\"code\":\"word_of_tomorrow\"}]}");
    questions().forEach(question -> noAnswer("another code", question));
  }

  @Test
  void an_invitation_by_its_id_is_of_the_organization_that_the_answer_names() {
    InvitationId id = new InvitationId("orginv_1");
    String row =
        "{\"id\":\"orginv_1\",\"organization_id\":\"org_acme\",\"status\":\"revoked\","
            + "\"email_address\":\"bob@example.org\",\"inviter_id\":null,\"expires_at\":1}";
    answers(200, row);
    assertThat(clerk.findInvitation(ACME, id)).isPresent();
    for (String other :
        List.of(row.replace("org_acme", "org_other"), row.replace("organization_id", "other"))) {
      answers(200, other);
      noAnswer(other, () -> clerk.findInvitation(ACME, id));
      noAnswer(other, () -> clerk.revokeInvitation(ACME, id));
    }
  }

  @Test
  void an_invitation_that_was_sent_is_sent_however_clerk_spells_the_address() {
    answers(
        200,
        "{\"id\":\"orginv_1\",\"organization_id\":\"org_acme\",\"status\":\"pending\","
            + "\"role\":\"org:member\",\"email_address\":\"bob@xn--exmple-cua.org\","
            + "\"inviter_id\":\"user_ann\",\"expires_at\":1}");
    assertThat(clerk.invite(ACME, " bob@exämple.org", new RoleSlug("org:member"), ANN).email())
        .isEqualTo("bob@xn--exmple-cua.org");
  }

  @Test
  void an_organization_or_user_by_another_id_is_no_answer() {
    answers(200, "{\"id\":\"org_other\",\"name\":\"Acme\"}");
    noAnswer("organization", () -> clerk.findOrganization(ACME));
    answers(200, "{\"id\":\"user_bob\",\"primary_email_address_id\":null}");
    noAnswer("user", () -> clerk.findUser(ANN));
  }

  @Test
  @Tag("ROLE-10")
  void an_email_is_the_primary_one_and_verified_if_that_very_one_is() {
    assertThat(user("verified", "idn_1")).isEqualTo(new User(ANN, "ann@example.org", true));
    for (String status : List.of("unverified", "failed", "expired", "transferable", "Verified")) {
      assertThat(user(status, "idn_1")).isEqualTo(new User(ANN, "ann@example.org", false));
    }
    assertThat(user("unverified", "idn_2")).isEqualTo(new User(ANN, "old@example.org", true));
    answers(200, "{\"id\":\"user_ann\",\"primary_email_address_id\":null}");
    assertThat(clerk.findUser(ANN)).contains(new User(ANN, null, false));
    answers(200, profile("verified", "idn_3"));
    noAnswer("primary", () -> clerk.findUser(ANN));
  }

  @Test
  @Tag("ANS-3")
  void what_can_not_be_an_id_is_unknown_and_not_asked_for() {
    stage.clerk().line().forget();
    for (String odd :
        List.of("-user_ann", "+user_ann", "acme", "a-b", "user_ann/x", "_", "user_")) {
      assertThat(clerk.findMembership(ACME, new UserId(odd))).isEmpty();
      assertThat(clerk.findOrganization(new OrganizationId(odd))).isEmpty();
      assertThat(clerk.listMembers(new OrganizationId(odd))).isEmpty();
      clerk.deleteOrganization(new OrganizationId(odd));
    }
    assertThat(stage.clerk().line().asked()).isEmpty();
  }

  private User user(String status, String primary) {
    answers(200, profile(status, primary));
    return clerk.findUser(ANN).orElseThrow();
  }

  private static String profile(String status, String primary) {
    return "{\"id\":\"user_ann\",\"primary_email_address_id\":\""
        + primary
        + "\",\"email_addresses\":[{\"id\":\"idn_2\",\"email_address\":\"old@example.org\","
        + "\"verification\":{\"status\":\"verified\"}},{\"id\":\"idn_1\","
        + "\"email_address\":\"ann@example.org\",\"verification\":{\"status\":\""
        + status
        + "\"}},{\"id\":\"idn_4\",\"email_address\":\"x@example.org\",\"verification\":null}]}";
  }

  private List<ThrowingCallable> questions() {
    return List.of(
        () -> clerk.findMembership(ACME, ANN),
        () -> clerk.findOrganization(ACME),
        () -> clerk.findUser(ANN),
        () -> clerk.listMembers(ACME),
        () -> clerk.listMemberships(ANN),
        () -> clerk.profiles(ACME, Set.of(ANN)),
        () -> clerk.directoryWalk().organizations(null, 10),
        clerk::listRoles);
  }

  private static Membership member() {
    return new Membership(
        new MembershipId("orgmem_1"), ACME, ANN, MembershipStatus.ACTIVE, List.of(), null);
  }

  private void answers(int status, String body) {
    stage.clerk().line().instead(asked -> Answer.of(status, body));
  }

  private static void noAnswer(String what, ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).as(what).isThrownBy(call);
  }

  private static String page(int total, String... rows) {
    return "{\"data\":[" + String.join(",", rows) + "],\"total_count\":" + total + "}";
  }
}
