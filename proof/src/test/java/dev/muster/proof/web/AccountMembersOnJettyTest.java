package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.web.AccountBrowser.Reply;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members, invitations, names and ends of organizations at the account endpoints. */
@Tag("WEB-2")
@Tag("ADM-1")
class AccountMembersOnJettyTest {
  private AccountHost host;
  private OrganizationId acme;
  private UserId ann;
  private UserId bob;
  private AccountBrowser admin;
  private AccountBrowser member;
  private String here;

  @BeforeEach
  void start() throws Exception {
    host = new AccountHost();
    acme = host.organization("Acme");
    ann = host.joined(acme, "ann", AccountHost.OWNER);
    bob = host.joined(acme, "bob", AccountHost.MEMBER);
    member = host.signedIn(bob);
    admin = host.signedIn(ann);
    here = "/account/organizations/" + acme.value();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private String user(UserId user) {
    return here + "/members/" + user.value();
  }

  private List<RoleSlug> roles(UserId user) {
    return host.provider.findMembership(acme, user).map(Membership::roles).orElse(List.of());
  }

  @Test
  void members_are_listed_for_an_administrator() throws Exception {
    JsonNode members = admin.get(here + "/members").json().get("members");
    assertThat(members).hasSize(2);
    assertThat(members.findValuesAsText("email"))
        .containsExactlyInAnyOrder("ann@example.com", "bob@example.com");
    assertThat(members.findValuesAsText("status")).containsOnly("active");
    assertThat(members.findValuesAsText("role")).containsExactlyInAnyOrder("owner", "member");
    assertThat(member.get(here + "/members").problem()).isEqualTo("403 insufficient_role");
  }

  @Test
  void a_role_is_changed_and_a_member_removed_at_the_provider() throws Exception {
    assertThat(admin.patch(user(bob), "{\"role\":\"admin\"}").status()).isEqualTo(204);
    assertThat(roles(bob)).containsExactly(AccountHost.ADMIN);
    assertThat(admin.patch(user(bob), "{\"role\":\"king\"}").problem())
        .isEqualTo("422 invalid_input");
    assertThat(member.patch(user(ann), "{\"role\":\"member\"}").problem())
        .as("a higher role than one's own")
        .isEqualTo("403 insufficient_role");
    assertThat(admin.delete(user(bob)).status()).isEqualTo(204);
    assertThat(host.provider.findMembership(acme, bob)).isEmpty();
    assertThat(member.get(here).problem()).isEqualTo("403 not_a_member");
  }

  @Test
  @Tag("ADM-3")
  void nobody_removes_oneself_and_the_last_administrator_stays() throws Exception {
    assertThat(admin.delete(user(ann)).problem()).isEqualTo("409 use_leave");
    assertThat(admin.post(user(ann) + "/deactivate", null).problem()).isEqualTo("409 use_leave");
    assertThat(admin.post(here + "/leave", null).problem()).isEqualTo("409 last_admin");
    assertThat(admin.patch(user(ann), "{\"role\":\"member\"}").problem())
        .isEqualTo("409 last_admin");
    assertThat(member.post(here + "/leave", null).status()).isEqualTo(204);
    assertThat(member.post(here + "/leave", null).problem()).isEqualTo("403 not_a_member");
  }

  @Test
  void who_is_foreign_unknown_or_garbage_is_no_member_alike() throws Exception {
    OrganizationId zeta = host.organization("Zeta");
    UserId cat = host.joined(zeta, "cat", AccountHost.MEMBER);
    String garbage = here + "/members/" + "x".repeat(300);
    for (String target : List.of(user(cat), user(new UserId("user_unknown")), garbage)) {
      assertThat(admin.delete(target).problem()).isEqualTo("403 not_a_member");
      assertThat(admin.patch(target, "{\"role\":\"admin\"}").problem())
          .isEqualTo("403 not_a_member");
      assertThat(admin.post(target + "/deactivate", null).problem()).isEqualTo("403 not_a_member");
    }
    String elsewhere = "/account/organizations/" + zeta.value() + "/members/" + cat.value();
    assertThat(admin.delete(elsewhere).problem()).isEqualTo("403 not_a_member");
    assertThat(host.provider.findMembership(zeta, cat)).isPresent();
  }

  @Test
  void a_member_is_deactivated_and_reactivated() throws Exception {
    assertThat(admin.post(user(bob) + "/deactivate", null).status()).isEqualTo(204);
    assertThat(member.get(here).problem()).isEqualTo("403 not_a_member");
    assertThat(admin.get(here + "/members").json().at("/members").findValuesAsText("status"))
        .containsExactlyInAnyOrder("active", "inactive");
    assertThat(admin.post(user(bob) + "/reactivate", null).status()).isEqualTo(204);
    assertThat(member.get(here).status()).isEqualTo(200);
  }

  @Test
  void ownership_is_handed_on() throws Exception {
    String heir = "{\"user\":\"" + bob.value() + "\"}";
    assertThat(member.post(here + "/transfer", heir).problem()).isEqualTo("403 insufficient_role");
    Reply done = admin.post(here + "/transfer", heir);
    assertThat(done.json().get("complete").booleanValue()).isTrue();
    assertThat(roles(bob)).containsExactly(AccountHost.OWNER);
    assertThat(roles(ann)).containsExactly(AccountHost.ADMIN);
  }

  @Test
  void an_organization_is_renamed_and_ends() throws Exception {
    assertThat(member.patch(here, "{\"name\":\"Acme 2\"}").problem())
        .isEqualTo("403 insufficient_role");
    Reply renamed = admin.patch(here, "{\"name\":\"Acme 2\"}");
    assertThat(renamed.json().get("name").textValue()).isEqualTo("Acme 2");
    assertThat(renamed.json().get("id").textValue()).isEqualTo(acme.value());
    assertThat(member.delete(here).problem()).isEqualTo("403 insufficient_role");
    assertThat(admin.delete(here).status()).isEqualTo(204);
    assertThat(admin.get(here).problem()).isEqualTo("403 not_a_member");
    assertThat(host.provider.findOrganization(acme)).isEmpty();
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_is_sent_listed_and_accepted_by_whom_it_names() throws Exception {
    Reply sent =
        admin.post(here + "/invitations", "{\"email\":\"cat@example.com\",\"role\":\"member\"}");
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.json().get("state").textValue()).isEqualTo("pending");
    assertThat(sent.json().get("email").textValue()).isEqualTo("cat@example.com");
    assertThat(admin.get(here + "/invitations").json().at("/invitations/0")).isEqualTo(sent.json());
    String accept = "/account/invitations/" + sent.json().get("id").textValue() + "/accept";
    assertThat(member.post(accept, null).problem()).isEqualTo("404 invitation_not_found");
    assertThat(member.post("/account/invitations/unknown/accept", null).problem())
        .isEqualTo("404 invitation_not_found");
    AccountBrowser cat = host.signedIn(host.user("cat"));
    assertThat(cat.get(here).problem()).isEqualTo("403 not_a_member");
    assertThat(cat.post(accept, null).json().get("organization").textValue())
        .isEqualTo(acme.value());
    assertThat(cat.get(here).status()).isEqualTo(200);
    assertThat(cat.post(accept, null).problem()).isEqualTo("409 invitation_not_pending");
  }

  @Test
  @Tag("ADM-2")
  void a_host_that_accepts_no_invitations_has_no_such_endpoint() throws Exception {
    try (AccountHost without = AccountHost.withoutAcceptance()) {
      OrganizationId club = without.organization("Club");
      UserId cat = without.user("cat");
      Invitation sent =
          without.provider.dashboard().invite(club, "cat@example.com", AccountHost.MEMBER);
      AccountBrowser cats = without.signedIn(cat);

      assertThat(cats.post("/account/invitations/" + sent.id().value() + "/accept", null).problem())
          .isEqualTo("404 not_found");
      assertThat(without.provider.findMembership(club, cat).filter(Membership::isActive)).isEmpty();
      assertThat(cats.get("/account/openapi.json").json().findValuesAsText("operationId"))
          .contains("invite", "revokeInvitation")
          .doesNotContain("acceptInvitation");
    }
  }

  @Test
  void an_invitation_is_taken_back_by_its_own_organization_alone() throws Exception {
    OrganizationId zeta = host.organization("Zeta");
    Invitation foreign =
        host.provider.dashboard().invite(zeta, "cat@example.com", AccountHost.MEMBER);
    String revoke = here + "/invitations/";
    assertThat(admin.delete(revoke + foreign.id().value()).problem())
        .isEqualTo("404 invitation_not_found");
    assertThat(admin.delete(revoke + "x".repeat(300)).problem())
        .isEqualTo("404 invitation_not_found");
    Invitation ours = host.provider.dashboard().invite(acme, "cat@example.com", AccountHost.MEMBER);
    assertThat(member.delete(revoke + ours.id().value()).problem())
        .isEqualTo("403 insufficient_role");
    assertThat(admin.delete(revoke + ours.id().value()).status()).isEqualTo(204);
    assertThat(host.provider.findInvitation(ours.id()).orElseThrow().state())
        .isEqualTo(Invitation.State.REVOKED);
  }

  @Test
  @Tag("ADM-4")
  void an_organization_without_a_seat_says_how_many_there_are() throws Exception {
    for (int i = 2; i < AccountHost.SEATS; i++) {
      host.joined(acme, "more" + i, AccountHost.MEMBER);
    }
    Invitation late = host.provider.dashboard().invite(acme, "cat@example.com", AccountHost.MEMBER);
    AccountBrowser cat = host.signedIn(host.user("cat"));
    Reply full = cat.post("/account/invitations/" + late.id().value() + "/accept", null);
    assertThat(full.problem()).isEqualTo("409 limit_reached");
    assertThat(full.json().get("limit").intValue()).isEqualTo(AccountHost.SEATS);
  }

  @Test
  void a_refusal_of_the_provider_is_told_without_its_words() throws Exception {
    host.provider.faults().next(Operation.CHANGE_ROLE, new Fault.Refusal("internal_words"));
    Reply refused = admin.patch(user(bob), "{\"role\":\"admin\"}");
    assertThat(refused.problem()).isEqualTo("403 refused");
    assertThat(refused.body()).doesNotContain("internal_words");
    assertThat(roles(bob)).containsExactly(AccountHost.MEMBER);
  }
}
