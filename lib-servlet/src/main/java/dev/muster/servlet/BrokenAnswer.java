package dev.muster.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A container that catches an exception takes back every header that was set before, with the new
 * session in it, and the browser is left with a cookie that is spent.
 */
/** Answers for a handler that threw while a rotated cookie was on its way to the browser. */
final class BrokenAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenAnswer.class);

  private BrokenAnswer() {}

  /** Gives the answer; false where the exception must go on to the container. */
  static boolean isGiven(
      Entry entry, HttpServletRequest request, HttpServletResponse response, Exception thrown) {
    boolean outermost =
        entry.type() == DispatcherType.REQUEST || entry.type() == DispatcherType.ASYNC;
    if (!outermost
        || !entry.hasRotated()
        || thrown instanceof UnavailableException
        || request.isAsyncStarted()
        || response.isCommitted()) {
      return false;
    }
    try {
      response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    } catch (IOException | IllegalStateException gone) {
      thrown.addSuppressed(gone);
      return false;
    }
    LOG.error("a handler threw", thrown);
    return true;
  }
}
