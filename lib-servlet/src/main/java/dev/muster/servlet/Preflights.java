package dev.muster.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

/** Tells CORS preflights, as browsers send them. Pure. */
final class Preflights {
  private Preflights() {}

  static boolean isOne(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getDispatcherType() == DispatcherType.REQUEST
        && Credentials.headers(request, "Origin").size() == 1
        && Credentials.headers(request, "Access-Control-Request-Method").size() == 1;
  }
}
