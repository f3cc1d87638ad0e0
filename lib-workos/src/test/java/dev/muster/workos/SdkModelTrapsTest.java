package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.workos.WorkOS;
import com.workos.common.exceptions.BadRequestException;
import com.workos.common.exceptions.WorkOSException;
import com.workos.common.http.RetryConfig;
import com.workos.common.json.ObjectMapperFactory;
import com.workos.models.AuthenticateResponse;
import com.workos.session.SessionKt;
import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The traps in the SDK's models and in its reading of sessions, listed in {@link SdkTrapsTest}. */
class SdkModelTrapsTest {
  private static final String EVENT =
      "{\"object\":\"event\",\"id\":\"event_01\",\"event\":\"organization_membership.deleted\","
          + "\"data\":"
          + Stubbed.MEMBERSHIP
          + ",\"created_at\":\"2026-01-15T12:00:00.000Z\"}";

  @Test
  void control_the_sdk_throws_for_an_event_that_it_knows() {
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(EVENT))) {
      assertThat(
              catchThrowable(
                  () ->
                      stub.sdk(RetryConfig.DISABLED)
                          .getEvents()
                          .list(List.of("organization_membership.deleted"))))
          .isNotNull()
          .isNotInstanceOf(WorkOSException.class)
          .hasMessageContaining("Could not resolve type id");
    }
  }

  /* Whoever adds a part of the SDK has to look for its traps first. */
  @Test
  void the_adapter_uses_the_sdks_transport_errors_and_seal_and_none_of_its_models()
      throws IOException {
    Set<String> used = new TreeSet<>();
    Pattern imported = Pattern.compile("import (com\\.workos\\.[\\w.]+);");
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher found = imported.matcher(Files.readString(file));
        while (found.find()) {
          used.add(found.group(1));
        }
      }
    }
    assertThat(used)
        .containsExactlyInAnyOrder(
            "com.workos.WorkOS",
            "com.workos.common.exceptions.RateLimitException",
            "com.workos.common.exceptions.TransportException",
            "com.workos.common.exceptions.WorkOSException",
            "com.workos.common.http.RequestConfig",
            "com.workos.common.http.RequestOptions",
            "com.workos.common.http.RetryConfig",
            "com.workos.session.Iron");
  }

  @Test
  void control_the_sdk_refuses_a_published_key_without_a_certificate() {
    try (Issued workOs = new Issued(Instant.now())) {
      WorkOS sdk = sdk(workOs);
      assertThat(catchThrowable(() -> sdk.getUserManagement().getJwks("client_test")))
          .isNotNull()
          .isNotInstanceOf(WorkOSException.class);
    }
  }

  @Test
  @Tag("SES-5")
  void a_published_key_without_a_certificate_verifies_all_the_same() {
    try (Issued workOs = new Issued(Instant.parse("2026-11-21T10:00:00Z"))) {
      assertThat(workOs.ann().user()).isEqualTo(Stubbed.ANN);
    }
  }

  @Test
  void control_the_sdk_refuses_a_role_that_lacks_its_resource() {
    try (Stubbed stub = Stubbed.answering(200, "{\"data\":[{\"slug\":\"member\"}]}")) {
      WorkOS sdk = stub.sdk(RetryConfig.DISABLED);
      assertThat(catchThrowable(() -> sdk.getAuthorization().listEnvironmentRoles()))
          .isNotNull()
          .isNotInstanceOf(WorkOSException.class);
      assertThat(stub.provider.listRoles()).containsExactly(new RoleSlug("member"));
    }
  }

  @Test
  void control_the_sdk_lets_the_parsers_exception_through() {
    try (Stubbed stub = Stubbed.answering(200, "<html>")) {
      WorkOS sdk = stub.sdk(RetryConfig.DISABLED);
      assertThat(catchThrowable(() -> sdk.getOrganizations().get(Stubbed.ACME.value())))
          .isInstanceOf(IOException.class);
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> stub.provider.findOrganization(Stubbed.ACME));
    }
  }

  @Test
  @Tag("SES-6")
  void control_the_sdk_throws_at_a_refresh_token_that_was_exchanged_and_here_it_is_an_outcome() {
    String refusal = "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}";
    try (Issued workOs = new Issued(Instant.now());
        Stubbed stub =
            Stubbed.answering(
                asked ->
                    asked.method().equals("GET")
                        ? Answer.of(200, "{\"keys\":[]}")
                        : Answer.of(400, refusal))) {
      Secret cookie = workOs.cookies().seal(workOs.ann());
      WorkOS sdk = stub.sdk(RetryConfig.DISABLED);
      assertThat(
              catchThrowable(
                  () ->
                      SessionKt.getSession(sdk)
                          .refreshSession(cookie.reveal(), Issued.PASSWORD.reveal())))
          .isInstanceOf(BadRequestException.class);
      assertThat(stub.provider.refresh(Secret.of("marker-refresh-token-1"), null))
          .isEqualTo(new RefreshOutcome.AlreadyExchanged());
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void control_the_sdk_throws_at_a_cookie_that_is_no_base64_and_here_it_is_no_session() {
    try (Issued workOs = new Issued(Instant.now())) {
      String cookie = workOs.cookies().seal(workOs.ann()).reveal();
      String odd = cookie.substring(0, cookie.length() - 1) + "!";
      WorkOS sdk = sdk(workOs);
      assertThat(
              catchThrowable(
                  () ->
                      SessionKt.getSession(sdk)
                          .authenticateWithSessionCookie(odd, Issued.PASSWORD.reveal())))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(workOs.cookies().open(Secret.of(odd))).isEmpty();
    }
  }

  @Test
  void control_the_sdks_answers_print_tokens_and_ours_do_not() throws Exception {
    try (Issued workOs = new Issued(Instant.parse("2026-11-21T10:00:00Z"))) {
      ObjectNode answer = Issued.answer(workOs.token(workOs.claims()));
      String token = answer.path("access_token").textValue();
      assertThat(
              ObjectMapperFactory.create()
                  .treeToValue(answer, AuthenticateResponse.class)
                  .toString())
          .contains(token)
          .contains("marker-refresh-token-1");
      workOs.answers(answer);
      ProviderSession session = workOs.signIn();
      Secret cookie = workOs.cookies().seal(session);
      assertThat(
              List.of(
                      session,
                      new RefreshOutcome.Rotated(session),
                      workOs.cookies(),
                      cookie,
                      workOs.cookies().open(cookie).orElseThrow())
                  .toString())
          .contains("user_01ANN")
          .doesNotContain(token)
          .doesNotContain("eyJ")
          .doesNotContain("Fe26")
          .doesNotContain("marker-");
    }
  }

  private static WorkOS sdk(Issued workOs) {
    return WorkOS.builder()
        .apiKey(Stubbed.API_KEY.reveal())
        .clientId("client_test")
        .apiBaseUrl(workOs.server.url().toString())
        .retryConfig(RetryConfig.DISABLED)
        .build();
  }
}
