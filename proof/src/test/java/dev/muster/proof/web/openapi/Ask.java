package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for one operation, made as the document says, and then changed. For one thread. */
final class Ask {
  private final ApiOperation operation;
  private final Recorder recorder;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> headers = new ArrayList<>();
  private ApiHost host;
  private String query = "";
  private boolean canonical = true;
  private boolean beyond;
  private @Nullable String body;

  Ask(ApiHost host, Recorder recorder, String operation) {
    this.host = host;
    this.recorder = recorder;
    this.operation = recorder.document().operations().get(operation);
  }

  Ask at(ApiHost other) {
    host = other;
    return this;
  }

  Ask in(OrganizationId organization) {
    return with("organization", organization.value());
  }

  Ask on(UserId user) {
    return with("user", user.value());
  }

  Ask with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Ask query(String text) {
    query = "?" + text;
    return this;
  }

  /** With header lines, such as a credential's. */
  Ask header(String... lines) {
    headers.addAll(List.of(lines));
    return this;
  }

  /** With a body of JSON, in which an apostrophe stands for a quotation mark. */
  Ask json(String text) {
    return raw("application/json", text.replace('\'', '"'));
  }

  Ask raw(String type, String text) {
    headers.add("Content-Type: " + type);
    body = text;
    return this;
  }

  /** In a second spelling, with the last literal letter of the path encoded. */
  Ask spelledOtherwise() {
    canonical = false;
    return this;
  }

  /** With a body that no schema can tell from a good one. */
  Ask beyondTheSchema() {
    beyond = true;
    return this;
  }

  Exchange send() throws IOException {
    String path = operation.template();
    if (!canonical) {
      int letter = path.indexOf('/', 1) + 1;
      path =
          path.substring(0, letter)
              + String.format("%%%02X", (int) path.charAt(letter))
              + path.substring(letter + 1);
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      path = path.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    Exchange exchange = host.send(operation.method(), path + query, headers, body);
    assertThat(recorder.heard(exchange, beyond)).as("%s", exchange).isEqualTo(operation.id());
    return exchange;
  }

  Exchange expect(int status) throws IOException {
    Exchange exchange = send();
    assertThat(exchange.status()).as("%s", exchange).isEqualTo(status);
    return exchange;
  }

  Exchange expect(Problem problem) throws IOException {
    Exchange exchange = expect(problem.status());
    assertThat(Recorder.code(exchange)).as("%s", exchange).isEqualTo(problem.code());
    return exchange;
  }

  /** The body of a good answer. */
  JsonNode read(int status) throws IOException {
    return Schemas.JSON.readTree(expect(status).body());
  }
}
