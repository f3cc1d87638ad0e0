package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Garbage at every operation, by somebody who may do all of it. */
@Tag("WEB-2")
@Tag("once")
class GarbageOnJettyTest {
  private static final Pattern OF_A_PROGRAM =
      Pattern.compile("Exception|Error:|\\tat |Caused by|dev\\.muster\\.|org\\.eclipse\\.");

  private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int sent;

  @Test
  void nothing_that_a_client_sends_is_an_error_of_the_service_or_shows_a_program()
      throws Exception {
    try (Stage stage = new Stage()) {
      for (ApiOperation operation : stage.recorder.document().operations().values()) {
        drive(stage, operation);
      }
    }
    System.out.println("garbage: " + sent + " requests, answers by status " + statuses);
    assertThat(faults).isEmpty();
    assertThat(sent).isGreaterThan(2000);
    assertThat(statuses).containsKeys(200, 400, 401, 403, 404, 422);
  }

  @Test
  void control_what_a_program_shows_of_itself_is_seen() {
    for (String shown :
        List.of("java.lang.NullPointerException", "\tat a.B.c(B.java:1)", "Caused by: x")) {
      assertThat(OF_A_PROGRAM.matcher(shown).find()).isTrue();
    }
  }

  private void drive(Stage stage, ApiOperation operation) throws IOException {
    OrganizationId here = stage.service.organization("Here");
    UserId ann = stage.service.person("ann-" + operation.id());
    UserId bob = stage.service.person("bob-" + operation.id());
    stage.service.join(here, ann, Service.OWNER);
    stage.service.join(here, bob, Service.OWNER);
    String cookie = stage.signIn(ann);
    String bearer = Stage.bearer(ann);
    RawHttp plain = new RawHttp(stage.host.port());
    RawHttp paged = new RawHttp(stage.paged.port());
    String path = operation.template();
    String good = path.replace("{organization}", here.value()).replace("{user}", bob.value());
    String body = Samples.BODIES.getOrDefault(operation.id(), "{'x':'y'}");
    byte[] fit = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (RawHttp host : List.of(plain, paged)) {
      for (String variable : List.of("{organization}", "{user}", "{invitation}", "{token}")) {
        if (path.contains(variable)) {
          for (String segment : Garbage.SEGMENTS) {
            String odd = good.replace(variable, segment).replace(here.value() + "/", segment + "/");
            String only = path.contains("{organization}") ? odd : good.replace(variable, segment);
            send(host, operation, only, List.of(cookie), fit);
            send(
                host,
                operation,
                path.replace(variable, segment)
                    .replace("{organization}", here.value())
                    .replace("{user}", bob.value()),
                List.of(bearer),
                fit);
          }
        }
      }
      for (String query : Garbage.QUERIES) {
        send(host, operation, good + query, List.of(cookie), fit);
      }
    }
    for (String header : Garbage.HEADERS) {
      send(plain, operation, good, List.of(cookie, header), fit);
      send(plain, operation, good, List.of(bearer, header), new byte[0]);
    }
    for (byte[] garbage : Garbage.bodies()) {
      send(plain, operation, good, List.of(cookie, "Content-Type: application/json"), garbage);
      send(plain, operation, good, List.of(bearer), garbage);
    }
    for (byte[] garbage : Garbage.changed(body)) {
      send(plain, operation, good, List.of(cookie, "Content-Type: application/json"), garbage);
      send(plain, operation, good, List.of(bearer, "Content-Type: application/json"), garbage);
    }
    for (String chunks :
        List.of("0\r\n\r\n", "ZZ\r\nx\r\n", "5\r\n{}", "2\r\n{}\r\n0\r\n\r\n", "-1\r\n", "")) {
      String head =
          head(operation, good, List.of(cookie, "Content-Type: application/json"))
              + "Transfer-Encoding: chunked\r\n\r\n";
      judge(operation, head + chunks, plain.send(head, ascii(chunks)));
    }
    String cutOff =
        head(operation, good, List.of(cookie, "Content-Type: application/json"))
            + "Content-Length: 50\r\n\r\n";
    judge(operation, cutOff, plain.send(cutOff, ascii("{\"a\":")));
  }

  private void send(
      RawHttp host, ApiOperation operation, String target, List<String> headers, byte[] body)
      throws IOException {
    String head = head(operation, target, headers) + "Content-Length: " + body.length + "\r\n\r\n";
    judge(operation, head + new String(body, StandardCharsets.UTF_8), host.send(head, body));
  }

  private static String head(ApiOperation operation, String target, List<String> headers) {
    return operation.method()
        + " "
        + target
        + " HTTP/1.1\r\nHost: notes.example\r\nConnection: close\r\n"
        + String.join("\r\n", headers)
        + "\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void judge(ApiOperation operation, String sentText, String answer) {
    int status = RawHttp.status(answer);
    sent++;
    statuses.merge(status, 1, Integer::sum);
    // 503 is the answer to a cookie whose session has moved on meanwhile, and to an outage.
    if ((status >= 500 && status != 503) || OF_A_PROGRAM.matcher(answer).find()) {
      faults.add(operation.id() + ": " + cut(sentText) + " -> " + cut(answer));
    }
  }

  private static String cut(String text) {
    return text.length() > 700 ? text.substring(0, 700) + " (cut)" : text;
  }
}
