package dev.muster.servlet.account;

import dev.muster.decision.Problem;
import dev.muster.feed.EventFeed;
import dev.muster.provider.WebhookSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the provider's webhooks, byte for byte as they came: what they are signed over. Whoever
 * read the body before, a filter of the host's for instance, has spoilt it.
 */
final class WebhookEndpoint {
  /** The longest message that is read. */
  static final int MAX_BYTES = 256 * 1024;

  private final EventFeed feed;

  WebhookEndpoint(EventFeed feed) {
    this.feed = feed;
  }

  Answer receive(Call call) throws IOException {
    HttpServletRequest request = call.request();
    byte[] body = raw(request);
    if (body.length > MAX_BYTES) {
      return Answer.refused(Problem.WEBHOOK_REFUSED);
    }
    return feed.receive(name -> name == null ? null : only(request, name), body)
        .<Answer>fold(
            () -> new Answer.Done(200, List.of()),
            why ->
                Answer.refused(
                    why == WebhookSource.Why.NOT_RAW
                        ? Problem.WEBHOOK_BODY_READ
                        : Problem.WEBHOOK_REFUSED),
            () -> new Answer.Unavailable(null, null));
  }

  private static byte[] raw(HttpServletRequest request) throws IOException {
    try {
      return request.getInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IllegalStateException readAsText) {
      return new byte[0];
    }
  }

  /** A header that was sent twice says nothing. */
  private static @Nullable String only(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    String first = values.hasMoreElements() ? values.nextElement() : null;
    return values.hasMoreElements() ? null : first;
  }
}
