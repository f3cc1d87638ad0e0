package dev.muster.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatch is about to run, as the container mapped it. An include keeps the outer request's
 * path and tells its own in attributes.
 *
 * @param uri the raw target; empty if the container tells none
 * @param path the mapped path within the context
 */
record DispatchTarget(String uri, String path) {
  static DispatchTarget of(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
      return new DispatchTarget(
          text(request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI)),
          and(
              text(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH)),
              text(request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO))));
    }
    return new DispatchTarget(
        text(request.getRequestURI()),
        and(text(request.getServletPath()), text(request.getPathInfo())));
  }

  private static String and(String servletPath, String pathInfo) {
    return pathInfo.isEmpty()
        ? servletPath
        : servletPath.isEmpty() ? pathInfo : servletPath + pathInfo;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
