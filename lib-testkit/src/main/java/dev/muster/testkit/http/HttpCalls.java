package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.Secret;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.RestClient;
import dev.muster.rest.RestRequest;
import dev.muster.testkit.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sending of requests with our key, each call within one deadline. */
final class HttpCalls implements AutoCloseable {
  private final RestClient client;
  private final Secret apiKey;

  HttpCalls(URI base, Secret apiKey, Duration callDeadline) {
    client = RestClient.of(Protocol.PROVIDER, base, callDeadline);
    this.apiKey = apiKey;
  }

  /** Begins a call of several requests. */
  Deadline begin() {
    return client.begin();
  }

  /* Not a GET: the JDK's client sends a GET again, unasked, when its connection closes without an
   * answer, and no setting of one client stops that. It leaves other methods alone. */
  /** A look-up at a path. */
  static RestRequest at(String... segments) {
    return RestRequest.of(Protocol.LOOK, segments);
  }

  Reply look(RestRequest request) {
    return send(request, begin());
  }

  /** Looks one thing up; an answer about another thing is none. */
  <T> Optional<T> find(RestRequest request, Function<Fields, T> reader, Predicate<T> isAsked) {
    Reply reply = look(request);
    return reply.isAbsent()
        ? Optional.empty()
        : Optional.of(asked(reader.apply(reply.success()), isAsked));
  }

  /** Reads a list to its last page, all within one deadline. */
  <T> List<T> list(RestRequest request, Function<Fields, T> reader, Predicate<T> isAsked) {
    Deadline deadline = begin();
    return Page.walk(
        after -> {
          Reply reply = send(after(request, after), deadline);
          return reply.isAbsent() && after == null
              ? new Page<>(List.of(), null, null)
              : AnswerReader.page(reply.success(), row -> asked(reader.apply(row), isAsked));
        });
  }

  /** Reads a list that is there at every provider, to its last page, all within one deadline. */
  <T> List<T> list(RestRequest request, Function<Fields, T> reader) {
    Deadline deadline = begin();
    return Page.walk(
        after -> AnswerReader.page(send(after(request, after), deadline).success(), reader));
  }

  /** The same request, of the page behind a place. */
  static RestRequest after(RestRequest request, @Nullable String after) {
    return after == null ? request : request.query("after", after);
  }

  static <T> T asked(T answer, Predicate<T> isAsked) {
    if (!isAsked.test(answer)) {
      throw AnswerReader.malformed("answer about something else");
    }
    return answer;
  }

  Reply post(RestRequest request, JsonNode body) {
    return post(request, body, begin());
  }

  Reply post(RestRequest request, JsonNode body, Deadline deadline) {
    return send(request.json(body), deadline);
  }

  private Reply send(RestRequest request, Deadline deadline) {
    Reply reply = new Reply(client.send(request.bearer(apiKey), deadline));
    if (reply.answer().status() == 401) {
      throw new Misconfigured("the provider does not accept our API key");
    }
    return reply;
  }

  /** Ends the threads that carry answers; calls under way fail as unavailable. */
  @Override
  public void close() {
    client.close();
  }
}
