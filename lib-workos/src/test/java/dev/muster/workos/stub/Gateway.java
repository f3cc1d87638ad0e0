package dev.muster.workos.stub;

import dev.muster.testkit.contract.Outage;
import dev.muster.workos.stub.StubServer.Answer;
import dev.muster.workos.stub.StubServer.Asked;
import dev.muster.workos.stub.StubServer.Line;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands between the adapter and a server, and breaks the line when told to. For one thread. */
public final class Gateway implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI target;
  private final int port;
  private volatile @Nullable StubServer server;
  private volatile Function<Asked, @Nullable Answer> instead = asked -> null;
  private int good;

  /**
   * Opens a gateway.
   *
   * @param target the server behind it
   */
  public Gateway(URI target) {
    this.target = target;
    StubServer first = StubServer.start(0, this::answer);
    server = first;
    port = first.url().getPort();
  }

  /**
   * Where it listens, also while it refuses connections.
   *
   * @return its base URL
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Answers some requests itself.
   *
   * @param answers the answer, or null to pass the request on
   */
  public void instead(Function<Asked, @Nullable Answer> answers) {
    instead = answers;
  }

  /**
   * Passes some requests on, and breaks every one after them. A connection is refused for real only
   * if none is passed on; afterwards it is closed without an answer.
   *
   * @param goodRequests how many are passed on
   * @param outage how the others break
   */
  public void fail(int goodRequests, Outage outage) {
    if (outage == Outage.REFUSED_CONNECTION && goodRequests == 0) {
      close();
      return;
    }
    good = goodRequests;
    instead = asked -> good-- > 0 ? null : broken(outage);
  }

  /** Ends every fault. */
  public void heal() {
    close();
    instead = asked -> null;
    server = StubServer.start(port, this::answer);
  }

  private static Answer broken(Outage outage) {
    return switch (outage) {
      case RATE_LIMITED -> Answer.of(429, "{\"message\":\"Rate limit exceeded\"}");
      case SERVER_ERROR -> Answer.of(500, "{\"message\":\"Internal Server Error\"}");
      case REFUSED_CONNECTION -> Answer.broken(Line.CLOSED);
      case MALFORMED_ANSWER -> Answer.of(200, "{\"object\":");
      case CUT_ANSWER -> Answer.broken(Line.CUT);
      case HANG -> Answer.broken(Line.HANGING);
    };
  }

  private Answer answer(Asked asked) {
    Answer own = instead.apply(asked);
    return own == null ? passedOn(asked) : own;
  }

  /**
   * Passes a request on.
   *
   * @param asked the request
   * @return what the server behind it answered
   */
  public Answer passedOn(Asked asked) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(target.resolve(asked.uri()))
                  .header("Authorization", Objects.requireNonNullElse(asked.authorization(), ""))
                  .header("Content-Type", "application/json")
                  .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.body()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return Answer.of(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException("the server behind the gateway does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.broken(Line.CLOSED);
    }
  }

  @Override
  public void close() {
    StubServer running = server;
    if (running != null) {
      running.close();
      server = null;
    }
  }
}
