package dev.muster.benchmarks;

import dev.muster.benchmarks.peers.SpringChain;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A whole filter round a handler that does nothing: ours with a warm organization token and with a
 * warm session cookie, Spring Security's smallest chain with a token, and no filter at all. All of
 * them see the same light request, a new one each time.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ServletFilterBenchmark {
  private static final int ENTRIES = 1_024;

  @Benchmark
  public @Nullable Object none(Requests requests) throws IOException, ServletException {
    return handled(null, requests.bearing());
  }

  @Benchmark
  public @Nullable Object token(Requests requests) throws IOException, ServletException {
    return handled(requests.muster, requests.bearing());
  }

  @Benchmark
  public @Nullable Object cookie(Requests requests) throws IOException, ServletException {
    return handled(requests.muster, requests.withCookie());
  }

  @Benchmark
  public @Nullable Object spring(Requests requests) throws IOException, ServletException {
    return handled(requests.spring, requests.bearing());
  }

  @Benchmark
  public @Nullable Object springByPath(Requests requests) throws IOException, ServletException {
    return handled(requests.springByPath, requests.bearing());
  }

  /** The request that reached the handler; null if none did. */
  static @Nullable Object handled(@Nullable Filter filter, LightRequest request)
      throws IOException, ServletException {
    Handler handler = new Handler();
    LightResponse response = new LightResponse();
    if (filter == null) {
      handler.doFilter(request, response);
    } else {
      filter.doFilter(request, response, handler);
    }
    return handler.handled;
  }

  /** What lies behind the filter. */
  private static final class Handler implements FilterChain {
    private @Nullable Object handled;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
      handled = request;
    }
  }

  /** Requests of as many users, and the filters that know them. */
  @State(Scope.Thread)
  public static class Requests {
    private final FilterHost host = new FilterHost();
    private final List<String> tokens = new ArrayList<>();
    private final String[] headers = new String[ENTRIES];
    private final String[] cookies = new String[ENTRIES];
    private Filter muster = host.filter();
    private Filter spring = muster;
    private Filter springByPath = muster;
    private int next;

    @Setup
    public void fill() {
      for (int i = 0; i < ENTRIES; i++) {
        tokens.add(host.token("user_" + i));
        headers[i] = "Bearer " + tokens.get(i);
        cookies[i] = host.cookieName() + "=" + host.cookie("user_" + i);
      }
      spring = SpringChain.demandingRole(tokens);
      springByPath = SpringChain.demandingRole(tokens, FilterHost.PATTERN);
    }

    /** What is older than the bound is read again, once, and not in what is measured. */
    @Setup(Level.Iteration)
    public void warm() throws IOException, ServletException {
      for (int i = 0; i < 2 * ENTRIES; i++) {
        if (handled(muster, bearing()) == null || handled(muster, withCookie()) == null) {
          throw new IllegalStateException("a member was refused");
        }
      }
    }

    @TearDown
    public void stop() {
      host.close();
    }

    LightRequest bearing() {
      return LightRequest.bearing(FilterHost.PATH, headers[next++ & (ENTRIES - 1)]);
    }

    LightRequest withCookie() {
      return LightRequest.with(FilterHost.PATH, cookies[next++ & (ENTRIES - 1)]);
    }
  }
}
