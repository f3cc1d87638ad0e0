package dev.muster.examples.notes;

import dev.muster.name.UserId;
import dev.muster.servlet.MusterRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code GET /trace}: the last decisions about whoever asks, and about nobody else. */
final class TraceServlet extends HttpServlet {
  static final String PATH = "/trace";

  private static final long serialVersionUID = 1L;

  private final transient TraceListener trace;

  TraceServlet(TraceListener trace) {
    this.trace = trace;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UserId user = MusterRequest.pass(request).user();
    Json.write(
        response, 200, Map.of("decisions", trace.of(user).stream().map(TraceRow::told).toList()));
  }
}
