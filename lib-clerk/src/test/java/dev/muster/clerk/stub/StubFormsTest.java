package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Bapi.Got;
import dev.muster.name.OrganizationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stub refuses requests that Clerk's document does not allow, and strangers. */
class StubFormsTest {
  private final ClerkStub stub = ClerkStub.start();
  private final Bapi api = new Bapi(stub);

  @AfterEach
  void close() {
    stub.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "/organizations; {}; form_param_missing; name",
        "/organizations; {'name':null}; form_param_nil; name",
        "/organizations; {'name':' '}; form_param_value_invalid; name",
        "/organizations; {'name':7}; form_param_type_invalid; name",
        "/organizations; {'name':'A','slug':'Ä b'}; form_param_format_invalid; slug",
        "/organizations; {'name':'A','max_allowed_memberships':-1}; form_param_value_invalid;"
            + " max_allowed_memberships",
        "/users; {'email_address':'a@example.org'}; form_param_type_invalid; email_address",
        "/sessions; {}; form_param_missing; user_id",
      })
  void a_wrong_form_is_refused_with_the_name_of_the_parameter(
      String path, String body, String code, String parameter) {
    Got got = api.post(path, body);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.code()).isEqualTo(code);
    assertThat(got.text("/errors/0/meta/param_name")).isEqualTo(parameter);
  }

  @Test
  void a_wrong_membership_and_a_wrong_invitation_are_refused() {
    OrganizationId acme = stub.createOrganization("Acme");
    var user = stub.createUser("ann@example.org");
    String members = "/organizations/" + acme + "/memberships";
    String invitations = "/organizations/" + acme + "/invitations";
    assertThat(api.post(members, "{'user_id':'" + user + "'}").code())
        .isEqualTo("form_param_missing");
    assertThat(api.post(members, "{'user_id':'" + user + "','role':'org:none'}").code())
        .isEqualTo("resource_not_found");
    assertThat(api.post(invitations, "{'email_address':'x','role':'org:member'}").code())
        .isEqualTo("form_param_format_invalid");
    assertThat(
            api.post(
                    invitations,
                    "{'email_address':'x@y.z','role':'org:member','expires_in_days':366}")
                .code())
        .isEqualTo("form_param_value_invalid");
    assertThat(api.get(invitations + "?status=lost").code()).isEqualTo("form_param_value_invalid");
    assertThat(api.patch("/organizations/" + acme, "{'colour':'red'}").code())
        .isEqualTo("form_param_unknown");
    assertThat(api.post("/organizations", "no json").code()).isEqualTo("request_body_invalid");
    assertThat(api.get("/sessions").code()).isEqualTo("missing_query_parameter");
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=501", "limit=many", "offset=-1", "order_by=colour"})
  void a_wrong_page_is_refused(String query) {
    Got got = api.get("/organizations?" + query);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.code()).startsWith("form_param_");
  }

  @Test
  void a_wrong_key_and_another_version_are_refused() {
    Got key = new Bapi(stub).key("sk_test_other").get("/users");
    assertThat(key.status()).isEqualTo(401);
    assertThat(key.code()).isEqualTo("clerk_key_invalid");
    assertThat(new Bapi(stub).version("2021-02-05").get("/users").status()).isEqualTo(400);
  }
}
