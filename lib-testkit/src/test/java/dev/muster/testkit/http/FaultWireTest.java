package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each fault as it looks on the wire, read from the socket, and what the client makes of it. */
@Tag("KIT-1")
class FaultWireTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ServedStage stage = new ServedStage(10);
  private final UserId ann = stage.createUser("ann@example.org");

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("ANS-2")
  void a_rate_limit_is_a_429_with_whole_seconds() throws Exception {
    script(new Fault.RateLimited(Duration.ofMillis(6500)), 2);
    assertThat(raw()).startsWith("HTTP/1.1 429 ").containsIgnoringCase("\r\nRetry-After: 7\r\n");
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(this::find)
        .extracting(Unavailable::retryAfter)
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void a_rate_limit_may_come_without_a_hint() throws Exception {
    script(new Fault.RateLimited(null), 2);
    assertThat(raw()).startsWith("HTTP/1.1 429 ").doesNotContainIgnoringCase("Retry-After");
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(this::find)
        .extracting(Unavailable::retryAfter)
        .isNull();
  }

  @Test
  @Tag("ANS-2")
  void a_server_error_has_its_own_status() throws Exception {
    script(new Fault.ServerError(500), 1);
    script(new Fault.ServerError(503), 2);
    assertThat(raw()).startsWith("HTTP/1.1 500 ");
    assertThat(raw()).startsWith("HTTP/1.1 503 ");
    unavailableWithOneCall();
  }

  @Test
  @Tag("ANS-2")
  void a_refused_connection_closes_without_a_byte_and_the_client_does_not_try_again()
      throws Exception {
    find();
    script(new Fault.RefusedConnection(), 2);
    assertThat(raw()).isEmpty();
    unavailableWithOneCall();
  }

  @Test
  @Tag("ANS-2")
  void a_malformed_answer_is_a_whole_body_of_broken_json() throws Exception {
    script(new Fault.MalformedAnswer(), 2);
    String answer = raw();
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(promised(answer)).isEqualTo(body(answer).length());
    unavailableWithOneCall();
  }

  @Test
  @Tag("ANS-2")
  void a_cut_answer_promises_more_than_it_sends() throws Exception {
    script(new Fault.CutAnswer(), 2);
    String answer = raw();
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(body(answer)).isNotEmpty();
    assertThat(promised(answer)).isGreaterThan(body(answer).length());
    unavailableWithOneCall();
  }

  @Test
  @Tag("ANS-4")
  void a_rejected_key_is_a_401() throws Exception {
    script(new Fault.KeyRejected(), 2);
    assertThat(raw()).startsWith("HTTP/1.1 401 ");
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(this::find);
  }

  @Test
  @Tag("ANS-4")
  void a_refusal_is_a_403_with_its_code() throws Exception {
    script(new Fault.Refusal("not_today"), 2);
    assertThat(raw()).startsWith("HTTP/1.1 403 ").endsWith("{\"code\":\"not_today\"}");
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(this::find)
        .extracting(Rejected::code)
        .isEqualTo("not_today");
  }

  @Test
  void a_lost_answer_is_silence_after_the_effect() {
    OrganizationId acme = stage.createOrganization("Acme");
    stage.fake().faults().next(Operation.ADD_MEMBER, new Fault.LostAnswer());
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> stage.client().addMember(acme, ann, new RoleSlug("member")));
    assertThat(stage.client().findMembership(acme, ann)).isPresent();
    assertThat(stage.fake().calls().count(Operation.ADD_MEMBER)).isEqualTo(1);
  }

  @Test
  @Tag("MEM-11")
  void a_hang_is_silence_until_it_is_released() throws Exception {
    Hold hold = new Hold();
    script(new Fault.Hang(hold), 1);
    FutureTask<String> answer = new FutureTask<>(this::raw);
    new Thread(answer).start();
    assertThat(hold.awaitReached(LONG)).isTrue();
    assertThat(answer).isNotDone();
    hold.release();
    assertThat(answer.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  @Tag("MEM-11")
  void an_interrupted_call_is_unavailable_at_once_and_the_flag_stays_set() throws Exception {
    Hold hold = new Hold();
    script(new Fault.Hang(hold), 1);
    boolean[] flag = new boolean[1];
    FutureTask<Object> call =
        new FutureTask<>(
            () -> {
              try {
                return stage.client().findUser(ann);
              } finally {
                flag[0] = Thread.currentThread().isInterrupted();
              }
            });
    Thread caller = new Thread(call);
    caller.start();
    assertThat(hold.awaitReached(LONG)).isTrue();
    caller.interrupt();

    // The hold is still closed: only the interruption can have ended the call.
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> call.get(25, TimeUnit.SECONDS))
        .withCauseInstanceOf(Unavailable.class);
    caller.join(LONG.toMillis());
    assertThat(flag[0]).isTrue();
  }

  private void script(Fault fault, int times) {
    stage.fake().faults().next(Operation.FIND_USER, fault, times);
  }

  private void find() {
    assertThat(stage.client().findUser(ann)).isPresent();
  }

  private void unavailableWithOneCall() {
    stage.fake().calls().reset();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::find);
    assertThat(stage.fake().calls().total()).isEqualTo(1);
    find();
  }

  private String raw() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET /users/"
                  + ann
                  + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + ServedStage.KEY.reveal()
                  + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static int promised(String answer) {
    for (String line : answer.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "Content-length: ", 0, 16)) {
        return Integer.parseInt(line.substring(16));
      }
    }
    throw new AssertionError("no Content-Length in " + answer);
  }
}
