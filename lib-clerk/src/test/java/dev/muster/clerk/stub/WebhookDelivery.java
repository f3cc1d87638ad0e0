package dev.muster.clerk.stub;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * Sends each webhook message of a stub to an endpoint as it comes up, in order and once, on a
 * thread of its own. A message that is lost stays lost, as Clerk guarantees none.
 */
public final class WebhookDelivery implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  private final URI endpoint;

  private WebhookDelivery(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Begins, with what comes up from now on.
   *
   * @param stub whose messages
   * @param endpoint where to
   * @param answered hears of each message with the status of the answer, 0 for none
   * @return the delivery, to be closed
   */
  public static WebhookDelivery start(
      ClerkStub stub, URI endpoint, BiConsumer<WebhookMessage, Integer> answered) {
    WebhookDelivery delivery = new WebhookDelivery(endpoint);
    stub.webhooks().read(message -> delivery.hand(() -> send(stub, endpoint, message, answered)));
    return delivery;
  }

  /**
   * Where messages go.
   *
   * @return the address
   */
  public URI endpoint() {
    return endpoint;
  }

  private void hand(Runnable sending) {
    try {
      thread.execute(sending);
    } catch (RejectedExecutionException closed) {
      // Whoever closed the delivery wants no more messages.
    }
  }

  private static void send(
      ClerkStub stub,
      URI endpoint,
      WebhookMessage message,
      BiConsumer<WebhookMessage, Integer> answered) {
    int status;
    try {
      status = stub.webhooks().post(message, endpoint);
    } catch (UncheckedIOException e) {
      status = 0;
    }
    answered.accept(message, status);
  }

  /** Ends the thread; what was not sent is lost. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
