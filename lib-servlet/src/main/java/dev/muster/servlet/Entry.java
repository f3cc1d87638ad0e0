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
  private final Entry first;
  private @Nullable RouteTemplate template;
  private String path = "";
  private String target = "";
  private @Nullable String query;
  private boolean bearer;
  private boolean rotated;
  private @Nullable Authentication authentication;
  private @Nullable Pass pass;

  private Entry(AnswerStyle style, DispatcherType type, @Nullable Entry before) {
    this.style = style;
    this.type = type;
    this.first = before == null || type == DispatcherType.REQUEST ? this : before.first;
  }

  /** Begins a dispatch. What was found out in another one says nothing about this one. */
  static Entry begin(HttpServletRequest request, AnswerStyle style, @Nullable Entry before) {
    Entry entry = new Entry(style, request.getDispatcherType(), before);
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

  /** What is asked for, as the container mapped it. */
  void isFor(String path) {
    this.path = path;
  }

  void isOn(RouteTemplate template) {
    this.template = template;
  }

  /** What the client asked for, in canonical form, with its query. */
  void isAskedFor(String uri, @Nullable String query) {
    this.target = uri;
    this.query = query;
  }

  void presents(boolean bearer) {
    this.bearer = bearer;
  }

  /** The answer, whichever dispatch gives it, brings a cookie that the browser must not miss. */
  void rotates() {
    first.rotated = true;
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

  boolean isOnRoute() {
    return template != null;
  }

  String path() {
    return path;
  }

  /** The path of the client's own request, of which this may be a later dispatch. */
  String firstPath() {
    return first.path;
  }

  /** What the client's own request asked for; empty if that is not told to anyone. */
  String firstTarget() {
    return first.query == null ? first.target : first.target + '?' + first.query;
  }

  /** Whether the request presents a bearer token, good or not. */
  boolean presentsBearer() {
    return bearer;
  }

  /** Whether any dispatch of the request has rotated the session's cookie. */
  boolean hasRotated() {
    return first.rotated;
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
