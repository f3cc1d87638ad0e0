package dev.muster.servlet.account;

import dev.muster.decision.Requirement;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One operation: a row of {@link EndpointTable}.
 *
 * @param operationId its name in the OpenAPI document
 * @param method the method
 * @param template the path within the context, mount included
 * @param requirement what is demanded, or null for a public path
 * @param options what the route does differently
 * @param handler does it
 */
record Endpoint(
    String operationId,
    String method,
    String template,
    @Nullable Requirement requirement,
    RouteOptions options,
    Handler handler) {
  void declare(Routes.Builder routes) {
    if (requirement == null) {
      routes.publicPath(template);
    } else {
      routes.route(method, template, requirement, options);
    }
  }

  /** Does what is asked. Safe for many threads. */
  @FunctionalInterface
  interface Handler {
    Answer answer(Call call) throws IOException;
  }
}
