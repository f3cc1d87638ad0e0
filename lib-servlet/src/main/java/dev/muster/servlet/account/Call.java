package dev.muster.servlet.account;

import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.servlet.MusterRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request, as an endpoint reads it. */
final class Call {
  private final HttpServletRequest request;

  Call(HttpServletRequest request) {
    this.request = request;
  }

  HttpServletRequest request() {
    return request;
  }

  Pass pass() {
    return MusterRequest.pass(request);
  }

  boolean isHead() {
    return request.getMethod().equals("HEAD");
  }

  JsonBody body() {
    return JsonBody.of(request);
  }

  /** A parameter of the query: not what a body says, and nothing where it is said twice. */
  @Nullable String query(String name) {
    return Query.value(request.getQueryString(), name);
  }

  /** A name in the path; a text that is none is answered as a name of nothing that is there. */
  <T> T named(String variable, Function<String, T> name, Problem unknown) {
    try {
      return name.apply(MusterRequest.variable(request, variable));
    } catch (IllegalArgumentException garbage) {
      throw new Unfit(unknown);
    }
  }

  /** Where a path of the service is for a browser. */
  String within(String path) {
    return request.getContextPath() + path;
  }
}
