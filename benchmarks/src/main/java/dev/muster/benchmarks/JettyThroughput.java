package dev.muster.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a server answers with our filter, by how many it answers without. Two servers
 * in one process, which are loaded in turn; prints the median of the pairs, and an interval for it.
 */
final class JettyThroughput {
  static final int PAIRS = 31;

  private static final int WARM_UPS = 6;
  private static final long ROUND_NANOS = 1_000_000_000;

  /** Of 31 ratios in order, the median lies between the 10th and the 22nd with 97 in 100. */
  private static final int RANK = 10;

  private JettyThroughput() {}

  /** Prints each pair, the median and its interval; answers with the median. */
  static double median() throws Exception {
    double[] ratios = ratios(PAIRS, WARM_UPS, ROUND_NANOS);
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "S6: with the filter ÷ without: median %.3f × of %d pairs, %.3f × to %.3f × with 97 %%;"
            + " goal ≥ 0.95 ×: %s%n",
        ratios[PAIRS / 2],
        PAIRS,
        ratios[RANK - 1],
        ratios[PAIRS - RANK],
        ratios[PAIRS / 2] >= 0.95 ? "met" : "gap");
    return ratios[PAIRS / 2];
  }

  /** The ratio of each pair. Which of the two goes first changes with each. */
  static double[] ratios(int pairs, int warmUps, long nanos) throws Exception {
    double[] ratios = new double[pairs];
    try (FilterHost host = new FilterHost();
        Jetty with = new Jetty(host.filter());
        Jetty without = new Jetty(null)) {
      String token = host.token("user_1");
      try (Load loadWith = new Load(with.port(), token);
          Load loadWithout = new Load(without.port(), token)) {
        for (int i = -warmUps; i < pairs; i++) {
          boolean withFirst = (i & 1) == 0;
          double first = (withFirst ? loadWith : loadWithout).answersASecond(nanos);
          double second = (withFirst ? loadWithout : loadWith).answersASecond(nanos);
          if (i >= 0) {
            ratios[i] = withFirst ? first / second : second / first;
            System.out.printf(
                Locale.ROOT,
                "pair %d: %.0f with, %.0f without, %.3f ×%n",
                i + 1,
                withFirst ? first : second,
                withFirst ? second : first,
                ratios[i]);
          }
        }
      }
    }
    return ratios;
  }

  /** A server whose handler says hello, with a filter or without. */
  private static final class Jetty implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    Jetty(@Nullable Filter filter) throws Exception {
      ServletContextHandler context = new ServletContextHandler();
      if (filter != null) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
      }
      ServletHolder hello = new ServletHolder(new Hello());
      hello.setAsyncSupported(true);
      context.addServlet(hello, "/*");
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(context);
      server.start();
    }

    int port() {
      return connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      try {
        server.stop();
      } catch (Exception stuck) {
        throw new IOException("the server does not stop", stuck);
      }
    }
  }
}
