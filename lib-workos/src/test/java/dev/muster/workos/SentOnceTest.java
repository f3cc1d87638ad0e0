package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import com.workos.common.http.RetryConfig;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The habits of the SDK and its transport of sending again: first the control, which shows the
 * habit, then what the adapter makes of it.
 */
class SentOnceTest {
  private static final String REFUSAL = "{\"message\":\"not telling\",\"code\":\"any\"}";

  @Test
  void control_the_sdk_sends_a_post_again_after_an_error() {
    try (Stubbed stub = Stubbed.answering(500, REFUSAL)) {
      fails(() -> Stubbed.post(stub.sdk(new RetryConfig(2, 1, 1, 0))));
      assertThat(stub.server.asked()).hasSize(3);
    }
  }

  @Test
  @Tag("SES-6")
  @Tag("ANS-2")
  void nothing_is_sent_again_after_an_error() {
    for (int status : List.of(408, 429, 500, 502, 503)) {
      try (Stubbed stub = Stubbed.answering(status, REFUSAL)) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> stub.invite());
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> stub.find());
        assertThat(stub.server.asked()).as("status " + status).hasSize(2);
      }
    }
  }

  @Test
  void control_the_transport_sends_a_post_again_after_a_503_that_says_at_once() {
    try (Stubbed stub = Stubbed.answering(asked -> atOnce())) {
      fails(() -> Stubbed.post(stub.sdk(RetryConfig.DISABLED)));
      assertThat(stub.server.asked()).hasSize(2);
    }
  }

  @Test
  @Tag("SES-6")
  void nothing_is_sent_again_after_a_503_that_says_at_once() {
    try (Stubbed stub = Stubbed.answering(asked -> atOnce())) {
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> stub.invite());
      assertThat(stub.server.asked()).hasSize(1);
    }
  }

  @Test
  void control_the_transport_sends_a_post_again_when_a_kept_connection_dies() {
    try (Stubbed stub = Stubbed.answering(asked -> closedAfterFirst(asked.method()))) {
      WorkOS sdk = stub.sdk(RetryConfig.DISABLED);
      sdk.baseClient.requestJson(new RequestConfig("GET", "/warm"));
      fails(() -> Stubbed.post(sdk));
      assertThat(stub.server.asked())
          .filteredOn(asked -> asked.method().equals("POST"))
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  @Tag("SES-6")
  void what_counts_once_is_sent_once_also_when_a_connection_dies() {
    try (Stubbed stub = Stubbed.answering(asked -> closedAfterFirst(asked.method()))) {
      fails(() -> stub.find());
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> stub.invite());
      assertThat(stub.server.asked()).filteredOn(asked -> asked.method().equals("POST")).hasSize(1);
    }
  }

  @Test
  @Tag("ANS-2")
  void a_long_retry_after_is_a_hint_and_not_a_sleep() {
    Answer limited =
        new Answer(Line.WHOLE, 429, Map.of("Retry-After", "999999"), "{\"message\":\"slow\"}");
    try (Stubbed stub = Stubbed.answering(asked -> limited)) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> stub.find())
          .extracting(Unavailable::retryAfter)
          .isEqualTo(Duration.ofHours(1));
    }
  }

  private static Answer atOnce() {
    return new Answer(Line.WHOLE, 503, Map.of("Retry-After", "0"), "{\"message\":\"again\"}");
  }

  private static Answer closedAfterFirst(String method) {
    return method.equals("GET") ? Answer.of(200, "{}") : Answer.broken(Line.CLOSED);
  }

  private static void fails(ThrowingCallable call) {
    assertThat(catchThrowable(call)).isNotNull();
  }
}
