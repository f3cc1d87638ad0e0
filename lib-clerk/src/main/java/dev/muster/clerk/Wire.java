package dev.muster.clerk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.provider.ProviderException;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestClient;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Requests to Clerk's Backend API, under our key and in one version of it. */
final class Wire implements AutoCloseable {
  static final String NAME = "Clerk";
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ClerkSettings settings;
  private final RestClient client;

  Wire(ClerkSettings settings) {
    this.settings = settings;
    client = RestClient.of(NAME, settings.baseUrl(), settings.callDeadline());
  }

  /** One call, all of its requests within one deadline. */
  <T> T within(Function<Deadline, T> call) {
    return call.apply(client.begin());
  }

  /**
   * Sends a request.
   *
   * @throws ProviderException if there is no answer, or our key is refused
   */
  Reply send(Deadline deadline, RestRequest request) {
    return sendAll(deadline, List.of(request)).get(0);
  }

  /** Sends requests side by side. */
  List<Reply> sendAll(Deadline deadline, List<RestRequest> requests) {
    List<Reply> replies = client.sendAll(requests.stream().map(this::signed).toList(), deadline);
    if (replies.stream().anyMatch(reply -> reply.status() == 401)) {
      throw Refusals.ofKey();
    }
    return replies;
  }

  /** Sends a change with a body. */
  Reply send(Deadline deadline, RestRequest request, JsonNode body) {
    return send(deadline, request.json(body));
  }

  /** The object that is asked for; empty if Clerk knows no such thing. */
  Optional<Fields> find(Deadline deadline, RestRequest question) {
    Reply reply = send(deadline, question);
    if (Refusals.isAbsent(reply)) {
      return Optional.empty();
    }
    return Optional.of(answered(reply).document());
  }

  /**
   * The answer to a question.
   *
   * @throws ProviderException if it is a refusal
   */
  static Reply answered(Reply reply) {
    if (Refusals.isOurs(reply)) {
      throw Refusals.ofQuestion();
    }
    return reply;
  }

  private RestRequest signed(RestRequest request) {
    return request
        .header("Clerk-API-Version", ClerkSettings.API_VERSION)
        .bearer(settings.secretKey());
  }

  @Override
  public void close() {
    client.close();
  }
}
