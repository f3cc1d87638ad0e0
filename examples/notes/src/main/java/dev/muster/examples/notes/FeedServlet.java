package dev.muster.examples.notes;

import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedStatus;
import dev.muster.feed.WalkProgress;
import dev.muster.store.StoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /feed}: where this node's feed stands, in numbers. A service in earnest has it on a
 * port for operators.
 */
final class FeedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient EventFeed feed;

  FeedServlet(EventFeed feed) {
    this.feed = feed;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FeedStatus status;
    try {
      status = feed.status();
    } catch (StoreException unreadable) {
      Answers.unavailable(request, response);
      return;
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("leads", status.leading());
    body.put("ageMillis", status.age() == null ? null : status.age().toMillis());
    body.put("failures", status.failures());
    WalkProgress walk = status.walk();
    if (walk != null) {
      body.put("walk", walk.phase().name());
      body.put("seen", walk.seen());
      body.put("expected", walk.expected());
      body.put("perSecond", Math.round(walk.ratePerSecond()));
      body.put("secondsLeft", walk.remaining() == null ? null : walk.remaining().toSeconds());
    }
    Json.write(response, 200, body);
  }
}
