package dev.muster.servlet;

import dev.muster.Muster;
import dev.muster.audit.EntryEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds requests that ended well and never met the {@link MusterFilter}: a defect of the host, such
 * as another filter that answers before it. Each is counted, logged as an error and told to the
 * listener, by the name and pattern of what was mapped. Safe for many threads; never blocks.
 *
 * <p>Mount it before everything else that could answer, where the filter should protect, for every
 * dispatcher type and with async support; {@link MusterWeb} does. It changes no answer: by then it
 * is given.
 */
public final class DecisionGuard implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionGuard.class);
  private static final String ATTRIBUTE = DecisionGuard.class.getName();

  private final Muster muster;
  private final AtomicLong unguarded = new AtomicLong();

  /**
   * A guard.
   *
   * @param muster tells its listener
   */
  public DecisionGuard(Muster muster) {
    this.muster = Objects.requireNonNull(muster, "muster");
  }

  /**
   * How many requests it found.
   *
   * @return a count since it was made
   */
  public long unguarded() {
    return unguarded.get();
  }

  /** Takes down that a dispatch has met the filter. */
  static void met(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Mark mark) {
      mark.met = true;
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Object before = request.getAttribute(ATTRIBUTE);
    Mark mark = new Mark();
    request.setAttribute(ATTRIBUTE, mark);
    boolean broken = true;
    try {
      chain.doFilter(request, response);
      broken = false;
    } finally {
      // What breaks is answered as an error, unless the answer is on its way.
      if (!mark.met
          && (!broken || response.isCommitted())
          && request instanceof HttpServletRequest http
          && response instanceof HttpServletResponse answer) {
        judge(mark, http, answer);
      }
      giveBack(request, before, mark);
    }
  }

  /** Whoever forwards answers nothing of its own; whoever includes does. */
  private static void giveBack(ServletRequest request, @Nullable Object before, Mark mark) {
    DispatcherType type = request.getDispatcherType();
    if (type == DispatcherType.FORWARD && mark.met && before instanceof Mark outer) {
      outer.met = true;
    }
    if (type == DispatcherType.FORWARD || type == DispatcherType.INCLUDE) {
      request.setAttribute(ATTRIBUTE, before);
    }
  }

  private void judge(Mark mark, HttpServletRequest request, HttpServletResponse response) {
    String where = where(request);
    if (request.isAsyncStarted()) {
      try {
        request
            .getAsyncContext()
            .addListener(
                new AtTheEnd(
                    () -> {
                      // A later dispatch was judged by itself.
                      if (request.getAttribute(ATTRIBUTE) == mark) {
                        judge(where, response);
                      }
                    }));
        return;
      } catch (IllegalStateException overMeanwhile) {
        LOG.debug("an asynchronous request ended before it was watched");
      }
    }
    judge(where, response);
  }

  private void judge(String where, HttpServletResponse response) {
    int status = response.getStatus();
    if (status >= 200 && status < 300) {
      unguarded.incrementAndGet();
      LOG.error(
          "a request to {} ended with {}, and nothing had decided that it may", where, status);
      muster.tell(new EntryEvent.Unguarded(where));
    }
  }

  private static String where(HttpServletRequest request) {
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_MAPPING);
    HttpServletMapping mapping =
        included instanceof HttpServletMapping inner ? inner : request.getHttpServletMapping();
    return "servlet `" + mapping.getServletName() + "` at `" + mapping.getPattern() + "`";
  }

  /** Of one dispatch. No client can make one, and no name of an attribute stands for it. */
  private static final class Mark {
    private volatile boolean met;
  }
}
