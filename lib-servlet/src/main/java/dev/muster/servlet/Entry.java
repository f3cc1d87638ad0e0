package dev.muster.servlet;

import dev.muster.decision.Pass;
import dev.muster.session.Authentication;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the filter knows of one dispatch of a request, in one attribute of the request. For the
 * threads of that request, one after the other.
 */
final class Entry {
  private static final String ATTRIBUTE = Entry.class.getName();

  private final AnswerStyle style;
  private final DispatcherType type;
  private @Nullable RouteTemplate template;
  private String path = "";
  private boolean bearer;
  private @Nullable Authentication authentication;
  private @Nullable Pass pass;

  private Entry(AnswerStyle style, DispatcherType type) {
    this.style = style;
    this.type = type;
  }

  /** Begins a dispatch. What was found out in another one says nothing about this one. */
  static Entry begin(HttpServletRequest request, AnswerStyle style) {
    Entry entry = new Entry(style, request.getDispatcherType());
    request.setAttribute(ATTRIBUTE, entry);
    return entry;
  }

  /**
   * Ends a dispatch: whoever forwarded or included finds its own again. What goes on in another
   * thread keeps this one.
   */
  void end(HttpServletRequest request, @Nullable Entry before) {
    boolean nested = type == DispatcherType.FORWARD || type == DispatcherType.INCLUDE;
    if (!nested || request.isAsyncStarted()) {
      return;
    }
    if (before == null) {
      request.removeAttribute(ATTRIBUTE);
    } else {
      request.setAttribute(ATTRIBUTE, before);
    }
  }

  static @Nullable Entry of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Entry entry ? entry : null;
  }

  void isOf(RouteTemplate template, String path) {
    this.template = template;
    this.path = path;
  }

  void presents(boolean bearer) {
    this.bearer = bearer;
  }

  void granted(Authentication authentication, Pass pass) {
    this.authentication = authentication;
    this.pass = pass;
  }

  AnswerStyle style() {
    return style;
  }

  DispatcherType type() {
    return type;
  }

  /** Whether the request presents a bearer token, good or not. */
  boolean presentsBearer() {
    return bearer;
  }

  @Nullable Authentication authentication() {
    return authentication;
  }

  @Nullable Pass pass() {
    return pass;
  }

  @Nullable String template() {
    return template == null ? null : template.toString();
  }

  @Nullable String variable(String name) {
    return template == null ? null : template.variable(name, path);
  }
}
