package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clerk.backend_api.Clerk;
import com.clerk.backend_api.helpers.security.VerifyToken;
import com.clerk.backend_api.helpers.security.models.VerifyTokenOptions;
import com.clerk.backend_api.models.errors.ClerkErrors;
import com.clerk.backend_api.models.operations.CreateOrganizationRequestBody;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Clerk's Java SDK does that an adapter must not, and why lib-clerk is not built on it. When
 * one of these fails, the SDK has become better.
 */
class ClerkSdkTrapsTest {
  private final ClerkStub stub = ClerkStub.start();
  private final Clerk sdk = ClerkSdkTest.sdk(stub, stub.key().reveal());
  private final UserId ann = stub.createUser("ann@example.org");
  private final OrganizationId acme = stub.createOrganization("Acme");

  @AfterEach
  void close() {
    stub.close();
  }

  /* Slugs are off in new applications, and nobody needs a picture. */
  @ParameterizedTest
  @CsvSource({"organization/slug", "public_user_data/image_url"})
  void one_null_in_one_row_loses_the_whole_list(String field) {
    stub.enrol(acme, ann, "org:member");
    assertThatCode(() -> sdk.users().getOrganizationMemberships(ann.value()))
        .doesNotThrowAnyException();
    String list = new Bapi(stub).get("/users/" + ann + "/organization_memberships").raw().body();
    ObjectNode body = (ObjectNode) Form.json(list);
    String[] path = field.split("/", -1);
    ((ObjectNode) body.at("/data/0/" + path[0])).putNull(path[1]);
    stub.line().instead(asked -> Answer.of(200, body.toString()));
    assertThatThrownBy(() -> sdk.users().getOrganizationMemberships(ann.value()))
        .isNotInstanceOf(ClerkErrors.class);
  }

  @Test
  void a_token_of_another_issuer_passes() {
    passes(stub.token(ann, null).claim("iss", "https://another.example").sign());
  }

  @Test
  void a_token_of_a_sign_in_that_is_not_finished_passes() {
    passes(stub.token(ann, null).claim("sts", "pending").sign());
  }

  @Test
  void a_token_of_nobody_passes() {
    passes(stub.token(ann, null).claim("sub", null).sign());
  }

  @Test
  void a_token_that_never_ends_passes() {
    passes(stub.token(ann, null).claim("exp", null).sign());
  }

  @Test
  void an_odd_token_throws_what_nobody_expects() {
    Map<String, String> odd = Map.of("id", "org_1", "rol", "a", "per", "read", "fpm", "many");
    Secret token = stub.token(ann, null).claim("fea", "o:notes").claim("o", odd).sign();
    assertThatThrownBy(() -> verify(token)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void an_act_whose_answer_was_lost_is_done_again_unasked() {
    AtomicInteger asked = new AtomicInteger();
    stub.line()
        .instead(
            request -> {
              if (asked.getAndIncrement() > 0) {
                return null;
              }
              stub.createOrganization("Twice");
              return Answer.of(500, "{\"errors\":[]}");
            });
    Clerk asItComes =
        Clerk.builder().serverURL(stub.url().toString()).bearerAuth(stub.key().reveal()).build();
    CreateOrganizationRequestBody twice =
        CreateOrganizationRequestBody.builder().name("Twice").build();
    asItComes.organizations().create().request(twice).call();
    stub.line().heal();
    assertThat(asked).hasValue(2);
    assertThat(new Bapi(stub).get("/organizations?query=twice").text("/total_count"))
        .isEqualTo("2");
  }

  private void passes(Secret token) {
    assertThatCode(() -> verify(token)).doesNotThrowAnyException();
  }

  private void verify(Secret token) throws Exception {
    VerifyToken.verifyToken(
        token.reveal(),
        VerifyTokenOptions.secretKey(stub.key().reveal())
            .apiUrl(stub.issuer().toString())
            .skipJwksCache(true)
            .build());
  }
}
