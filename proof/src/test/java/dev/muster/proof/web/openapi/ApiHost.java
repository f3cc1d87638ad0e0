package dev.muster.proof.web.openapi;

import dev.muster.Muster;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The account endpoints on a real server, and a client that sends what it is given. */
final class ApiHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  ApiHost(Muster muster, UnaryOperator<Routes.Builder> routes, Filter... before) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    ServletContainerInitializer install =
        (classes, servletContext) -> {
          for (Filter first : before) {
            // The container keeps the order in which filters ask to come before the rest.
            FilterRegistration.Dynamic filter = servletContext.addFilter("before", first);
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
          }
          MusterWeb.of(muster, routes.apply(Routes.builder()))
              .with(AccountEndpoints.of(muster))
              .install(servletContext);
        };
    context.addServletContainerInitializer(install);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  Exchange send(String method, String target, List<String> headers, @Nullable String body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + target))
            .timeout(PATIENCE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (String line : headers) {
      int colon = line.indexOf(": ");
      request.header(line.substring(0, colon), line.substring(colon + 2));
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, List<String>> told = new HashMap<>();
      answer.headers().map().forEach((name, all) -> told.put(name.toLowerCase(Locale.ROOT), all));
      return new Exchange(
          method,
          target,
          headers,
          body,
          answer.statusCode(),
          told,
          new String(answer.body(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    }
  }
}
