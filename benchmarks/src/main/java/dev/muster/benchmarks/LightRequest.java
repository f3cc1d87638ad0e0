package dev.muster.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that costs next to nothing, so that the filters over it are what is measured. It
 * answers what a filter asks; whatever else is asked fails, so that nothing slow is measured.
 */
final class LightRequest extends HttpServletRequestWrapper {
  private static final HttpServletRequest REFUSES =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              LightRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> {
                throw new IllegalStateException("no answer to " + method.getName());
              });

  private final String path;
  private final Map<String, List<String>> headers;
  private final Map<String, Object> attributes = new HashMap<>();

  private LightRequest(String path, Map<String, List<String>> headers) {
    super(REFUSES);
    this.path = path;
    this.headers = headers;
  }

  /** A request of a service. */
  static LightRequest bearing(String path, String authorization) {
    return new LightRequest(path, Map.of("authorization", List.of(authorization)));
  }

  /** A request of a browser. */
  static LightRequest with(String path, String cookies) {
    return new LightRequest(path, Map.of("cookie", List.of(cookies)));
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("http://localhost").append(path);
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public String getServerName() {
    return "localhost";
  }

  @Override
  public String getRemoteAddr() {
    return "127.0.0.1";
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return DefaultMapping.ONLY;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncSupported() {
    return true;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? Collections.emptyEnumeration() : Collections.enumeration(values);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.emptyEnumeration();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, Objects.requireNonNull(value));
    }
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  private List<String> values(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The servlet that gets whatever no other one is for. */
  private enum DefaultMapping implements HttpServletMapping {
    ONLY;

    @Override
    public String getMatchValue() {
      return "";
    }

    @Override
    public String getPattern() {
      return "/";
    }

    @Override
    public String getServletName() {
      return "default";
    }

    @Override
    public MappingMatch getMappingMatch() {
      return MappingMatch.DEFAULT;
    }
  }
}
