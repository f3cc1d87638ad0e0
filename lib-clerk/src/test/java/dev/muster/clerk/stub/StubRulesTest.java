package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Bapi.Got;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stub keeps the rules that Clerk documents for users, organizations and memberships. */
class StubRulesTest {
  private final ClerkStub stub = ClerkStub.start();
  private final Bapi api = new Bapi(stub);
  private final UserId ann = stub.createUser("ann@example.org");
  private final UserId bob = stub.createUser("bob@example.org");

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void the_creator_gets_the_creator_role_and_nobody_else_is_a_member() {
    Got made = api.post("/organizations", "{'name':'Acme','created_by':'" + ann + "'}");
    assertThat(made.status()).isEqualTo(200);
    Got members = api.get("/organizations/" + made.text("/id") + "/memberships");
    assertThat(members.body().path("total_count").asInt()).isEqualTo(1);
    assertThat(members.text("/data/0/role")).isEqualTo("org:admin");
    assertThat(members.text("/data/0/public_user_data/user_id")).isEqualTo(ann.value());

    Got alone = api.post("/organizations", "{'name':'Nobody'}");
    assertThat(api.get("/organizations/" + alone.text("/id") + "/memberships").body())
        .hasToString("{\"data\":[],\"total_count\":0}");
  }

  @Test
  void an_organization_is_found_by_id_and_by_slug_and_the_empty_id_is_the_list() {
    OrganizationId acme = stub.createOrganization("Acme");
    Got byId = api.get("/organizations/" + acme);
    assertThat(api.get("/organizations/" + byId.text("/slug")).text("/id")).isEqualTo(acme.value());
    assertThat(api.get("/organizations/").body().has("total_count")).isTrue();
    Got gone = api.get("/organizations/org_none");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.code()).isEqualTo("resource_not_found");
  }

  @Test
  void one_membership_is_asked_for_by_the_filter_of_the_list() {
    OrganizationId acme = stub.createOrganization("Acme");
    stub.enrol(acme, ann, "org:member");
    stub.enrol(acme, bob, "org:admin");
    Got one = api.get("/organizations/" + acme + "/memberships?limit=1&user_id=" + ann);
    assertThat(one.body().path("data")).hasSize(1);
    assertThat(one.text("/data/0/role")).isEqualTo("org:member");
  }

  @Test
  void who_is_a_member_is_not_added_again() {
    OrganizationId acme = stub.createOrganization("Acme");
    String body = "{'user_id':'" + ann + "','role':'org:member'}";
    String path = "/organizations/" + acme + "/memberships";
    assertThat(api.post(path, body).status()).isEqualTo(200);
    Got again = api.post(path, body);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.code()).isEqualTo("already_a_member_in_organization");
  }

  @Test
  void the_last_admin_stays_admin_and_member() {
    OrganizationId acme = stub.createOrganization("Acme");
    stub.enrol(acme, ann, "org:admin");
    stub.enrol(acme, bob, "org:member");
    String path = "/organizations/" + acme + "/memberships/";
    for (Got no :
        new Got[] {api.patch(path + ann, "{'role':'org:member'}"), api.delete(path + ann)}) {
      assertThat(no.status()).isEqualTo(400);
      assertThat(no.code()).isEqualTo("organization_minimum_permissions_needed");
    }
    assertThat(api.patch(path + bob, "{'role':'org:admin'}").text("/role")).isEqualTo("org:admin");
    assertThat(api.delete(path + ann).text("/public_user_data/user_id")).isEqualTo(ann.value());
  }

  @Test
  void a_full_organization_takes_nobody() {
    Got made = api.post("/organizations", "{'name':'Small','max_allowed_memberships':1}");
    OrganizationId small = new OrganizationId(made.text("/id"));
    stub.enrol(small, ann, "org:admin");
    Got no =
        api.post(
            "/organizations/" + small + "/memberships",
            "{'user_id':'" + bob + "','role':'org:member'}");
    assertThat(no.status()).isEqualTo(403);
    assertThat(no.code()).isEqualTo("organization_membership_quota_exceeded");
  }

  @Test
  void where_slugs_are_off_none_is_told_and_none_is_taken() {
    stub.settings().slugs(false);
    OrganizationId acme = stub.createOrganization("Acme");
    assertThat(api.get("/organizations/" + acme).body().path("slug").isNull()).isTrue();
    Got no = api.post("/organizations", "{'name':'Other','slug':'other'}");
    assertThat(no.status()).isEqualTo(403);
    assertThat(no.code()).isEqualTo("organization_slugs_disabled");
  }

  @Test
  void whoever_is_no_member_is_not_found_or_forbidden() {
    OrganizationId acme = stub.createOrganization("Acme");
    String path = "/organizations/" + acme + "/memberships/" + ann;
    assertThat(api.delete(path).code()).isEqualTo("resource_not_found");
    stub.settings().strangersAreForbidden(true);
    Got no = api.delete(path);
    assertThat(no.status()).isEqualTo(403);
    assertThat(no.code()).isEqualTo("not_a_member_in_organization");
  }

  @Test
  void a_ban_shows_on_the_user_and_on_the_memberships() {
    OrganizationId acme = stub.createOrganization("Acme");
    stub.enrol(acme, ann, "org:member");
    assertThat(api.post("/users/" + ann + "/ban", "{}").text("/banned")).isEqualTo("true");
    Got members = api.get("/users/" + ann + "/organization_memberships");
    assertThat(members.text("/data/0/public_user_data/banned")).isEqualTo("true");
    assertThat(api.post("/users/" + ann + "/unban", "{}").text("/banned")).isEqualTo("false");
  }

  @Test
  void what_the_host_notes_on_an_organization_is_kept() {
    Got made =
        api.post(
            "/organizations",
            "{'name':'Acme','private_metadata':{'key':'k1'},'public_metadata':{'plan':'free'}}");
    String path = "/organizations/" + made.text("/id");
    assertThat(api.patch(path, "{'name':'Acme 2'}").text("/private_metadata/key")).isEqualTo("k1");
    assertThat(api.get(path).text("/public_metadata/plan")).isEqualTo("free");
  }
}
