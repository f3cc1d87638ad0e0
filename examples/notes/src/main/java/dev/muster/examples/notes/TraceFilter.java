package dev.muster.examples.notes;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells the trace what the request on this thread asks for, before anything is decided about it. A
 * look at the trace itself leaves none.
 */
final class TraceFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient TraceListener trace;

  TraceFilter(TraceListener trace) {
    this.trace = trace;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().equals(TraceServlet.PATH)) {
      chain.doFilter(request, response);
      return;
    }
    trace.begin(request.getMethod(), request.getRequestURI());
    try {
      chain.doFilter(request, response);
    } finally {
      trace.end();
    }
  }
}
