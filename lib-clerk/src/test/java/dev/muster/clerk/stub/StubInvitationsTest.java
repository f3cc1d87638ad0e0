package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Bapi.Got;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stub keeps the rules that Clerk documents for invitations into organizations. */
class StubInvitationsTest {
  private final ClerkStub stub = ClerkStub.start();
  private final Bapi api = new Bapi(stub);
  private final UserId ann = stub.createUser("ann@example.org");
  private final UserId bob = stub.createUser("bob@example.org");
  private final OrganizationId acme = stub.createOrganization("Acme");
  private final String path = "/organizations/" + acme + "/invitations";

  @BeforeEach
  void ann_is_the_admin() {
    stub.enrol(acme, ann, "org:admin");
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void an_invitation_is_pending_until_the_invited_accepts_it() {
    Got made = api.post(path, invitation("bob@example.org", "'inviter_user_id':'" + ann + "'"));
    assertThat(made.text("/status")).isEqualTo("pending");
    assertThat(made.text("/public_inviter_data/identifier")).isEqualTo("ann@example.org");
    assertThat(made.body().path("expires_at").asLong() - made.body().path("created_at").asLong())
        .isEqualTo(Duration.ofDays(30).toMillis());
    stub.rest().acceptInvitation(new InvitationId(made.text("/id")), bob);
    assertThat(api.get(path + "/" + made.text("/id")).text("/status")).isEqualTo("accepted");
    assertThat(api.get(path + "?status=pending").text("/total_count")).isEqualTo("0");
    assertThat(api.get("/users/" + bob + "/organization_memberships").text("/data/0/role"))
        .isEqualTo("org:member");
  }

  @Test
  void a_revoked_and_an_expired_invitation_are_not_pending() {
    String revoked = api.post(path, invitation("carl@example.org", null)).text("/id");
    assertThat(api.post(path + "/" + revoked + "/revoke", "{}").text("/status"))
        .isEqualTo("revoked");
    Got again = api.post(path + "/" + revoked + "/revoke", "{}");
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.code()).isEqualTo("organization_invitation_not_pending");

    String late = api.post(path, invitation("dora@example.org", "'expires_in_days':1")).text("/id");
    stub.pass(Duration.ofDays(1));
    assertThat(api.get(path + "/" + late).text("/status")).isEqualTo("expired");
    assertThat(api.post(path + "/" + late + "/revoke", "{}").code())
        .isEqualTo("organization_invitation_not_pending");
    assertThat(api.get(path + "?status=expired&status=revoked").text("/total_count"))
        .isEqualTo("2");
  }

  @Test
  void nobody_is_invited_twice_or_into_where_they_are() {
    assertThat(api.post(path, invitation("bob@example.org", null)).status()).isEqualTo(200);
    Got twice = api.post(path, invitation("bob@example.org", null));
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.code()).isEqualTo("duplicate_record");
    assertThat(twice.text("/errors/0/meta/email_addresses/0")).isEqualTo("bob@example.org");
    assertThat(api.post(path, invitation("ann@example.org", null)).code())
        .isEqualTo("already_a_member_in_organization");
  }

  @Test
  void only_a_member_who_manages_members_invites() {
    Got stranger = api.post(path, invitation("x@example.org", "'inviter_user_id':'" + bob + "'"));
    assertThat(stranger.code()).isEqualTo("not_a_member_in_organization");
    stub.enrol(acme, bob, "org:member");
    Got member = api.post(path, invitation("x@example.org", "'inviter_user_id':'" + bob + "'"));
    assertThat(member.status()).isEqualTo(403);
    assertThat(member.code()).isEqualTo("missing_organization_permission");
  }

  @Test
  void many_are_invited_at_once_or_none() {
    Got both =
        api.post(
            path + "/bulk",
            "["
                + invitation("x@example.org", null)
                + ","
                + invitation("y@example.org", null)
                + "]");
    assertThat(both.body().path("data")).hasSize(2);
    Got none =
        api.post(
            path + "/bulk",
            "["
                + invitation("z@example.org", null)
                + ","
                + invitation("y@example.org", null)
                + "]");
    assertThat(none.code()).isEqualTo("duplicate_record");
    assertThat(api.get(path + "?limit=1").text("/total_count")).isEqualTo("2");
  }

  @Test
  void an_invitation_is_found_only_in_its_organization() {
    String id = api.post(path, invitation("x@example.org", null)).text("/id");
    OrganizationId other = stub.createOrganization("Other");
    Got got = api.get("/organizations/" + other + "/invitations/" + id);
    assertThat(got.status()).isEqualTo(404);
    assertThat(got.code()).isEqualTo("resource_not_found");
  }

  private static String invitation(String email, @Nullable String more) {
    return "{'email_address':'"
        + email
        + "','role':'org:member'"
        + (more == null ? "" : "," + more)
        + "}";
  }
}
