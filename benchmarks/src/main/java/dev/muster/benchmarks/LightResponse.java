package dev.muster.benchmarks;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The answer to a {@link LightRequest}: it keeps status and headers, and nothing else works. */
final class LightResponse extends HttpServletResponseWrapper {
  private static final HttpServletResponse REFUSES =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              LightResponse.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) -> {
                throw new IllegalStateException("no answer to " + method.getName());
              });

  private final List<String> headers = new ArrayList<>(8);
  private int status = SC_OK;

  LightResponse() {
    super(REFUSES);
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int status) {
    this.status = status;
  }

  @Override
  public void setHeader(String name, String value) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        headers.set(i + 1, value);
        return;
      }
    }
    addHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    headers.add(name);
    headers.add(value);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    List<String> values = List.of();
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        values = values.isEmpty() ? new ArrayList<>() : values;
        values.add(headers.get(i + 1));
      }
    }
    return values;
  }
}
