package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.Secret;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The webhook endpoint of the instance. Nothing is sent by itself: a test takes the messages and
 * hands them over in the order it likes, twice, or not at all. Safe for many threads.
 */
public final class StubWebhooks {
  private static final Secret SECRET = Secret.of("whsec_bWFya2VyLW9mLXRoZS1jbGVyay1zdHViLTAx");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Instance clerk;
  private final WebhookSigner signer = WebhookSigner.svix(SECRET);

  StubWebhooks(Instance clerk) {
    this.clerk = clerk;
  }

  /**
   * The secret that messages are signed with.
   *
   * @return {@code whsec_} and base64
   */
  public Secret secret() {
    return SECRET;
  }

  /**
   * All that was to be told until now.
   *
   * @return a copy, oldest first
   */
  public List<WebhookMessage> messages() {
    return clerk.locked(clerk.outbox::messages);
  }

  /**
   * Those of one type.
   *
   * @param type such as {@code user.deleted}
   * @return a copy, oldest first
   */
  public List<WebhookMessage> messages(String type) {
    return messages().stream().filter(message -> message.type().equals(type)).toList();
  }

  /**
   * Hands on each message from now on.
   *
   * @param reader is called while the instance is locked: it may not wait, nor ask the stub
   */
  public void read(Consumer<WebhookMessage> reader) {
    clerk.lockedAct(() -> clerk.outbox.read(reader));
  }

  /**
   * Signs a message as of now.
   *
   * @param message the message
   * @return what goes over the wire
   */
  public SignedWebhook sign(WebhookMessage message) {
    return signer.sign(message.id(), clerk.locked(clerk::now), message.body());
  }

  /**
   * All that was to be told until now, signed as of now.
   *
   * @return a JSON array of objects with {@code headers} and {@code body}, oldest first
   */
  String signed() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (WebhookMessage message : messages()) {
      SignedWebhook signed = sign(message);
      ObjectNode one = all.addObject().put("body", signed.body());
      signed.headers().forEach(one.putObject("headers")::put);
    }
    return all.toString();
  }

  /**
   * Sends a message, signed as of now, once. Blocks until it is answered.
   *
   * @param message the message
   * @param endpoint where to
   * @return the status of the answer
   * @throws UncheckedIOException if there is no answer
   */
  public int post(WebhookMessage message, URI endpoint) {
    SignedWebhook signed = sign(message);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(signed.bytes()));
    signed.headers().forEach(request::header);
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }
}
