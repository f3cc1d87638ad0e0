package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.workos.common.exceptions.BadRequestException;
import com.workos.common.exceptions.WorkOSException;
import com.workos.common.http.RequestConfig;
import com.workos.common.http.RetryConfig;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each habit of the SDK and its transport that would make a wrong answer: first the control, which
 * shows the habit, then what the adapter makes of it. The habits, and where they are shown:
 *
 * <ol>
 *   <li>it throws for each event that it has a model of, and refuses memberships, keys and roles
 *       that lack a field: here and {@link SdkModelTrapsTest}, which lets no model in
 *   <li>exceptions that Java does not see, and a parser's, come through: here and {@link
 *       SdkModelTrapsTest}
 *   <li>a list without {@code data} is an empty one: here
 *   <li>refusals of OAuth's shape have no code, so that an exchanged token is an exception: here
 *       and {@link SdkModelTrapsTest}
 *   <li>a hang hears no interrupt, a call waits for half a minute, a 429 is slept through for as
 *       long as it says: here and {@link SdkWaitingTrapsTest}
 *   <li>errors and dead connections make it send again, by itself and by its transport: {@link
 *       SentOnceTest}
 *   <li>it does not open Node's cookies, throws at odd ones and takes changed ones: {@link
 *       CookiesWithJavaSdkTest}, {@link SdkModelTrapsTest}, {@link WorkOsCookieGarbageTest}
 *   <li>a token of any issuer is good, and an outage makes all of them bad: {@link
 *       CookiesWithJavaSdkTest}
 *   <li>its answers print tokens: {@link SdkModelTrapsTest}, {@link SecretsTest}
 *   <li>bodies without end are read to the end, and redirects followed: {@link StrictReadingTest}
 * </ol>
 */
class SdkTrapsTest {
  @Test
  void control_the_sdk_reads_a_list_without_data_as_nobody() {
    try (Stubbed stub = Stubbed.answering(200, "{\"object\":\"list\",\"list_metadata\":{}}")) {
      assertThat(
              stub.sdk(RetryConfig.DISABLED)
                  .getOrganizationMembership()
                  .list(null, null, null, null, Stubbed.ACME.value(), null, Stubbed.ANN.value())
                  .data)
          .isEmpty();
    }
  }

  @Test
  @Tag("MEM-3")
  @Tag("ANS-2")
  void a_list_that_is_not_whole_is_unavailable_and_never_empty() {
    for (String body :
        List.of(
            "{\"object\":\"list\",\"list_metadata\":{\"after\":null}}",
            "{\"data\":null,\"list_metadata\":{\"after\":null}}",
            "{\"data\":{},\"list_metadata\":{\"after\":null}}",
            "{\"data\":[]}",
            "{\"data\":[{}],\"list_metadata\":{\"after\":null}}",
            "{\"data\":[],\"list_metadata\":{\"after\":7}}",
            "[]",
            "7",
            "null",
            "",
            "<html>")) {
      try (Stubbed stub = Stubbed.answering(200, body)) {
        assertThatExceptionOfType(Unavailable.class).as(body).isThrownBy(() -> stub.find());
        assertThatExceptionOfType(Unavailable.class)
            .as(body)
            .isThrownBy(() -> stub.provider.listMembers(Stubbed.ACME));
        assertThatExceptionOfType(Unavailable.class)
            .as(body)
            .isThrownBy(() -> stub.provider.findOrganization(Stubbed.ACME));
      }
    }
  }

  @Test
  void control_the_sdk_refuses_a_membership_that_lacks_a_field_nobody_asked_for() {
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP))) {
      Throwable thrown =
          catchThrowable(
              () ->
                  stub.sdk(RetryConfig.DISABLED)
                      .getOrganizationMembership()
                      .list(null, null, null, null, null, null, Stubbed.ANN.value()));
      assertThat(thrown).isNotNull().isNotInstanceOf(WorkOSException.class);
    }
  }

  @Test
  @Tag("MEM-1")
  void a_membership_is_read_by_what_is_decided_on_alone() {
    String rich =
        Stubbed.MEMBERSHIP.replace(
            "\"active\"",
            "\"active\",\"role\":{\"slug\":\"admin\",\"more\":1},\"roles\":[{\"slug\":\"admin\"},"
                + "{\"slug\":\"org:billing\"}],\"updated_at\":\"2026-01-15T12:00:00.000Z\","
                + "\"new_field\":{\"any\":[1]}");
    try (Stubbed bare = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP));
        Stubbed full = Stubbed.answering(200, Stubbed.page(rich))) {
      Membership found = bare.find();
      assertThat(found.isActive()).isTrue();
      assertThat(found.roles()).isEmpty();
      assertThat(found.updatedAt()).isNull();
      assertThat(full.find().roles())
          .containsExactly(new RoleSlug("admin"), new RoleSlug("org:billing"));
      assertThat(full.find().updatedAt()).isEqualTo("2026-01-15T12:00:00Z");
    }
  }

  @Test
  void control_exceptions_that_java_does_not_see_escape_the_sdk() {
    try (Stubbed stub = Stubbed.answering(asked -> Answer.broken(Line.CUT))) {
      Throwable thrown =
          catchThrowable(
              () ->
                  stub.sdk(RetryConfig.DISABLED)
                      .baseClient
                      .requestJson(new RequestConfig("GET", "/any")));
      assertThat(thrown).isNotInstanceOf(RuntimeException.class);
    }
  }

  @Test
  @Tag("ANS-2")
  void whatever_the_sdk_throws_is_unavailable() {
    for (Line line : List.of(Line.CUT, Line.CLOSED)) {
      try (Stubbed stub = Stubbed.answering(asked -> Answer.broken(line))) {
        assertThatExceptionOfType(Unavailable.class).as(line + "").isThrownBy(() -> stub.find());
        assertThatExceptionOfType(Unavailable.class).as(line + "").isThrownBy(() -> stub.invite());
      }
    }
  }

  @Test
  void control_the_sdk_has_no_code_for_a_refusal_of_oauth_shape() {
    try (Stubbed stub = Stubbed.answering(400, "{\"error\":\"invalid_client\"}")) {
      BadRequestException thrown =
          (BadRequestException) catchThrowable(() -> Stubbed.post(stub.sdk(RetryConfig.DISABLED)));
      assertThat(thrown.code).isNull();
    }
  }

  @Test
  @Tag("ANS-4")
  void a_refusal_of_oauth_shape_is_known_by_its_word() {
    try (Stubbed client = Stubbed.answering(400, "{\"error\":\"invalid_client\"}");
        Stubbed person = Stubbed.answering(400, "{\"error\":\"access_denied\"}")) {
      assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> client.invite());
      assertThatExceptionOfType(Rejected.class)
          .isThrownBy(() -> person.invite())
          .extracting(Rejected::code)
          .isEqualTo("access_denied");
    }
  }

  @Test
  @Tag("MEM-11")
  void an_interrupt_ends_a_hanging_call_at_once_and_is_kept() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Stubbed stub =
        Stubbed.answering(
            request -> {
              asked.countDown();
              return Answer.broken(Line.HANGING);
            })) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                thrown.set(catchThrowable(() -> stub.find()));
                flag.set(Thread.currentThread().isInterrupted());
              });
      caller.start();
      asked.await();
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(Unavailable.class).hasMessageContaining("interrupted");
      assertThat(flag.get()).isTrue();
    }
  }

  @Test
  @Tag("MEM-1")
  void every_status_is_asked_for_in_the_spelling_that_counts() {
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP))) {
      stub.find();
      stub.provider.listMemberships(Stubbed.ANN);
      stub.provider.listMembers(Stubbed.ACME);
      assertThat(stub.server.asked())
          .hasSize(3)
          .allMatch(asked -> asked.uri().getQuery().contains("statuses=active,inactive,pending"));
    }
  }

  @Test
  @Tag("MEM-1")
  void a_word_for_a_status_that_nobody_knows_is_not_active() {
    String odd = Stubbed.MEMBERSHIP.replace("\"active\"", "\"ACTIVE\"");
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(odd))) {
      assertThat(stub.find().isActive()).isFalse();
    }
  }
}
