package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the client makes of answers that a sound server never gives. */
@Tag("ANS-2")
class StrictReadingTest {
  private static final OrganizationId ACME = new OrganizationId("org_1");
  private static final UserId ANN = new UserId("user_1");
  private static final String GOOD =
      "{\"id\":\"om_1\",\"organization\":\"org_1\",\"user\":\"user_1\",\"status\":\"active\","
          + "\"roles\":[\"admin\"],\"updatedAt\":\"2026-11-21T10:00:00Z\"}";
  private static final Secret KEY = Secret.of("sk_live_9d1c");

  private final OneAnswer server = new OneAnswer();
  private final HttpIdentityProvider client = client(server.uri());

  StrictReadingTest() throws IOException {}

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void a_sound_answer_is_read() {
    Membership read = found(GOOD);
    assertThat(read.status()).isEqualTo(MembershipStatus.ACTIVE);
    assertThat(read.updatedAt()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(found(GOOD.replace(",\"updatedAt\":\"2026-11-21T10:00:00Z\"", "")).updatedAt())
        .isNull();
    assertThat(found(GOOD.replace("\"active\"", "\"suspended\"")).status())
        .isEqualTo(MembershipStatus.UNKNOWN);
    assertThat(found(GOOD.replace("{", "{\"new\":1,")).roles()).hasSize(1);
  }

  @Test
  @Tag("MEM-1")
  void a_membership_of_anybody_else_is_no_answer() {
    unavailable(200, GOOD.replace("org_1", "org_2"));
    unavailable(200, GOOD.replace("user_1", "user_2"));
    unavailable(200, GOOD.replace("org_1", "ORG_1"));
  }

  @Test
  void every_required_field_is_checked() {
    unavailable(200, GOOD.replace("\"id\"", "\"x\""));
    unavailable(200, GOOD.replace("\"om_1\"", "\"\""));
    unavailable(200, GOOD.replace("\"om_1\"", "7"));
    unavailable(200, GOOD.replace("\"status\"", "\"x\""));
    unavailable(200, GOOD.replace("\"active\"", "true"));
    unavailable(200, GOOD.replace("[\"admin\"]", "\"admin\""));
    unavailable(200, GOOD.replace("[\"admin\"]", "[null]"));
    unavailable(200, GOOD.replace("2026-11-21T10:00:00Z", "yesterday"));
  }

  @Test
  void what_is_not_one_json_object_is_no_answer() {
    unavailable(200, "");
    unavailable(200, "null");
    unavailable(200, "[" + GOOD + "]");
    unavailable(200, GOOD + GOOD);
    unavailable(200, GOOD.replace("{", "{\"user\":\"user_2\","));
    unavailable(200, "<html>");
    unavailable(200, "[".repeat(100_000));
    unavailable(204, "");
    unavailable(302, "");
  }

  @Test
  @Tag("MEM-3")
  void a_list_without_an_array_is_no_answer_and_never_empty() {
    for (String bad :
        new String[] {
          "{}", "{\"data\":null}", "{\"data\":{}}", "{\"data\":[{}]}", "{\"data\":[],\"after\":1}"
        }) {
      server.body = bad;
      assertThatExceptionOfType(Unavailable.class)
          .as(bad)
          .isThrownBy(() -> client.listMembers(ACME));
    }
    server.body = "{\"data\":[" + GOOD.replace("org_1", "org_2") + "]}";
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> client.listMembers(ACME));
    server.body = "{\"data\":[]}";
    assertThat(client.listMembers(ACME)).isEmpty();
  }

  @Test
  @Tag("MEM-3")
  void a_list_whose_cursor_comes_back_ends_as_no_answer() {
    server.body = "{\"data\":[],\"after\":\"1\"}";
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> client.listMemberships(ANN));
  }

  @Test
  @Tag("ROLE-3")
  void a_role_list_that_is_none_is_no_answer_and_never_empty() {
    for (String bad : new String[] {"{}", "{\"data\":{}}", "{\"data\":[{\"slug\":\"\"}]}"}) {
      server.body = bad;
      assertThatExceptionOfType(Unavailable.class).as(bad).isThrownBy(client::listRoles);
    }
    server.body = "{\"data\":[{\"slug\":\"admin\"}]}";
    assertThat(client.listRoles()).containsExactly(new RoleSlug("admin"));
    server.status = 404;
    server.body = "{\"code\":\"not_found\"}";
    assertThatExceptionOfType(Unavailable.class).isThrownBy(client::listRoles);
  }

  @Test
  @Tag("ANS-3")
  void only_the_protocols_own_404_is_absence() {
    server.status = 404;
    server.body = "{\"code\":\"not_found\"}";
    assertThat(client.findMembership(ACME, ANN)).isEmpty();
    assertThat(client.findOrganization(ACME)).isEmpty();
    assertThat(client.findUser(ANN)).isEmpty();
    assertThat(client.listMembers(ACME)).isEmpty();

    unavailable(404, "{\"code\":\"no_such_route\"}");
    unavailable(404, "<h1>404</h1>");
    unavailable(404, "");
    server.body = "<h1>404</h1>";
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> client.listMembers(ACME));
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> client.findUser(ANN));
  }

  @Test
  @Tag("ANS-4")
  void a_definite_refusal_carries_its_code_only_if_that_is_safe() {
    assertThat(rejected(403, "{\"code\":\"seat_limit\"}")).isEqualTo("seat_limit");
    assertThat(rejected(409, "{\"code\":\"<script>\"}")).isEqualTo("refused");
    assertThat(rejected(422, "{\"code\":\"" + "a".repeat(65) + "\"}")).isEqualTo("refused");
    assertThat(rejected(400, "not json")).isEqualTo("refused");
    server.status = 401;
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> client.findMembership(ACME, ANN));
  }

  @Test
  void a_hint_is_bounded_and_garbage_is_no_hint() {
    assertThat(hint("120")).isEqualTo(Duration.ofMinutes(2));
    assertThat(hint("0")).isZero();
    assertThat(hint("3600")).isEqualTo(Duration.ofHours(1));
    assertThat(hint("9999999999")).isEqualTo(Duration.ofHours(1));
    for (String garbage :
        new String[] {
          "-1", "1e3", "99999999999999999999", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"
        }) {
      assertThat(hint(garbage)).as(garbage).isNull();
    }
  }

  @Test
  void a_body_longer_than_its_bound_is_no_answer() {
    String padding = " ".repeat(32 * 1024 * 1024 - GOOD.length());
    assertThat(found(GOOD + padding).user()).isEqualTo(ANN);
    unavailable(200, GOOD + padding + " ");
  }

  @Test
  void nobody_at_the_port_is_no_answer() {
    server.close();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> client.findMembership(ACME, ANN));
  }

  @Test
  void a_closed_client_gives_no_answer() {
    client.close();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> client.findMembership(ACME, ANN));
  }

  @Test
  void a_failure_shows_no_key_no_token_and_no_text_of_the_provider() {
    Secret token = Secret.of("rt_very_secret");
    for (String bad :
        new String[] {"leak-me", "{\"user\":\"leak-me\"}", "{\"code\":\"leak me\"}"}) {
      for (int s : new int[] {200, 400, 401, 404, 429, 500}) {
        server.status = s;
        server.body = bad;
        Throwable failure = catchThrowable(() -> client.refresh(token, ACME));
        assertThat(failure).isInstanceOf(ProviderException.class);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
            .doesNotContain(KEY.reveal(), token.reveal(), "leak-me", "leak me");
      }
    }
    assertThat(client.toString()).doesNotContain(KEY.reveal());
  }

  @Test
  void refresh_outcomes_are_told_by_status_and_code_together() {
    assertThat(refresh(400, "session_ended")).isEqualTo(new RefreshOutcome.Ended());
    assertThat(refresh(400, "already_exchanged")).isEqualTo(new RefreshOutcome.AlreadyExchanged());
    assertThat(refresh(403, "organization_refused"))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    assertThatExceptionOfType(Rejected.class).isThrownBy(() -> refresh(409, "session_ended"));
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> refresh(500, "session_ended"));
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> refresh(404, "not_found"));
  }

  @Test
  void bad_settings_are_refused_without_showing_the_key() {
    Secret bad = Secret.of("sk with space");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpIdentityProvider.of(instance(), URI.create("http://h"), bad))
        .withMessageNotContaining("sk with");
    for (String base : new String[] {"ftp://h", "/x", "http://h/path", "http://h?q=1"}) {
      assertThatIllegalArgumentException().as(base).isThrownBy(() -> client(URI.create(base)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HttpIdentityProvider.of(instance(), URI.create("http://h"), KEY, Duration.ZERO));
  }

  private Membership found(String json) {
    server.status = 200;
    server.body = json;
    return client.findMembership(ACME, ANN).orElseThrow();
  }

  private void unavailable(int withStatus, String json) {
    server.status = withStatus;
    server.body = json;
    assertThatExceptionOfType(Unavailable.class)
        .as(withStatus + " " + json.substring(0, Math.min(json.length(), 60)))
        .isThrownBy(() -> client.findMembership(ACME, ANN));
  }

  private String rejected(int withStatus, String json) {
    server.status = withStatus;
    server.body = json;
    Throwable failure = catchThrowable(() -> client.findMembership(ACME, ANN));
    assertThat(failure).isInstanceOf(Rejected.class);
    return ((Rejected) failure).code();
  }

  private Duration hint(String retryAfter) {
    server.status = 429;
    server.headers = Map.of("Retry-After", retryAfter);
    Throwable failure = catchThrowable(() -> client.findMembership(ACME, ANN));
    assertThat(failure).isInstanceOf(Unavailable.class);
    return ((Unavailable) failure).retryAfter();
  }

  private RefreshOutcome refresh(int withStatus, String code) {
    server.status = withStatus;
    server.body = "{\"code\":\"" + code + "\"}";
    return client.refresh(Secret.of("rt"), ACME);
  }

  private static HttpIdentityProvider client(URI base) {
    return HttpIdentityProvider.of(instance(), base, KEY, Duration.ofSeconds(30));
  }

  private static ProviderInstance instance() {
    return new ProviderInstance("test");
  }
}
