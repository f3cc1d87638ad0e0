package dev.muster.servlet;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.name.OrganizationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client what {@link Problem} names, as a problem document (RFC 9457). Behind a filter the
 * methods that take the request answer as the filter itself does: with the challenges of what the
 * host takes, and as its {@link Routes} say. Where these declare {@link BrowserPages}, a navigation
 * gets a redirect or a page instead of the document. They do nothing to a response that is on its
 * way already. Safe for many threads; blocks on the response.
 */
public final class Problems {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "urn:muster:problem:";

  private Problems() {}

  /**
   * Answers a request with a problem.
   *
   * @param request the request
   * @param response the response
   * @param problem what to tell
   * @throws IOException if the client is gone
   */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    tell(request, response, problem, Map.of());
  }

  /**
   * Answers a request with a problem and says more of it, such as the limit that is reached.
   *
   * @param request the request
   * @param response the response
   * @param problem what to tell
   * @param members what the document says beside it, by name; nothing that the caller may not know
   * @throws IOException if the client is gone
   */
  public static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      Problem problem,
      Map<String, Object> members)
      throws IOException {
    tell(request, response, problem, members);
  }

  /**
   * Answers a request with what a decision that is not a yes amounts to. Of a token that is not
   * good any more the member {@code organization} names the organization that it was for.
   *
   * @param request the request
   * @param response the response
   * @param decision denied or undecided
   * @throws IOException if the client is gone
   * @throws IllegalArgumentException if the decision is a yes
   */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, Decision decision)
      throws IOException {
    tell(request, response, decision);
  }

  /**
   * Answers a request that it can't be found out now.
   *
   * @param request the request
   * @param response the response
   * @param retryAfter when to come back; told in whole seconds, at least one
   * @throws IOException if the client is gone
   */
  public static void unavailable(
      HttpServletRequest request, HttpServletResponse response, Duration retryAfter)
      throws IOException {
    tellUnavailable(request, response, retryAfter, null);
  }

  /**
   * Answers a request that it can't be found out now, or that something is not finished, and names
   * the organization that it is about in the member {@code organization}.
   *
   * @param request the request
   * @param response the response
   * @param retryAfter when to come back; told in whole seconds, at least one
   * @param organization one that the caller may know of, or null to name none
   * @throws IOException if the client is gone
   */
  public static void unavailable(
      HttpServletRequest request,
      HttpServletResponse response,
      Duration retryAfter,
      @Nullable OrganizationId organization)
      throws IOException {
    tellUnavailable(request, response, retryAfter, organization);
  }

  /**
   * Answers with a problem document whatever the request was, and names the session cookie as the
   * way to come in.
   *
   * @param response the response
   * @param problem what to tell
   * @throws IOException if the client is gone
   */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    tell(null, response, problem, Map.of());
  }

  /**
   * As {@link #unavailable(HttpServletResponse, Duration, OrganizationId)}, of no organization.
   *
   * @param response the response
   * @param retryAfter when to come back; told in whole seconds, at least one
   * @throws IOException if the client is gone
   */
  public static void unavailable(HttpServletResponse response, Duration retryAfter)
      throws IOException {
    tellUnavailable(null, response, retryAfter, null);
  }

  /**
   * Answers with a problem document, whatever the request was, that it can't be found out now.
   *
   * @param response the response
   * @param retryAfter when to come back; told in whole seconds, at least one
   * @param organization one that the caller may know of, or null to name none
   * @throws IOException if the client is gone
   */
  public static void unavailable(
      HttpServletResponse response, Duration retryAfter, @Nullable OrganizationId organization)
      throws IOException {
    tellUnavailable(null, response, retryAfter, organization);
  }

  /**
   * Answers with a problem document, whatever the request was, for a decision that is not a yes.
   *
   * @param response the response
   * @param decision denied or undecided
   * @throws IOException if the client is gone
   * @throws IllegalArgumentException if the decision is a yes
   */
  public static void write(HttpServletResponse response, Decision decision) throws IOException {
    tell(null, response, decision);
  }

  private static void tell(
      @Nullable HttpServletRequest request, HttpServletResponse response, Decision decision)
      throws IOException {
    if (decision instanceof Decision.Denied denied) {
      // Who holds a token that is no good any more may know where it was good.
      OrganizationId named =
          denied.reason() == Reason.INVALID_CREDENTIAL ? denied.explanation().organization() : null;
      tell(request, response, denied.reason().problem(), about(named));
    } else if (decision instanceof Decision.Undecided undecided) {
      tellUnavailable(request, response, undecided.retryAfter(), null);
    } else {
      throw new IllegalArgumentException("a yes is no problem");
    }
  }

  private static void tellUnavailable(
      @Nullable HttpServletRequest request,
      HttpServletResponse response,
      Duration retryAfter,
      @Nullable OrganizationId organization)
      throws IOException {
    if (!response.isCommitted()) {
      long seconds = retryAfter.plus(Duration.ofSeconds(1).minusNanos(1)).toSeconds();
      response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }
    tell(request, response, Problem.UNAVAILABLE, about(organization));
  }

  private static Map<String, Object> about(@Nullable OrganizationId organization) {
    return organization == null ? Map.of() : Map.of("organization", organization.value());
  }

  private static void tell(
      @Nullable HttpServletRequest request,
      HttpServletResponse response,
      Problem found,
      Map<String, Object> members)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Entry entry = request == null ? null : Entry.of(request);
    AnswerStyle style = entry == null ? AnswerStyle.PLAIN : entry.style();
    Problem problem = style.told(found);
    response.resetBuffer();
    style.noStore(response);
    BrowserPages pages = style.pages();
    if (request != null && entry != null && pages != null && Navigation.isOne(request)) {
      show(pages, entry, request, response, problem);
      return;
    }
    refuse(entry, style, response, problem);
    send(response, "application/problem+json", document(problem, members));
  }

  private static void refuse(
      @Nullable Entry entry, AnswerStyle style, HttpServletResponse response, Problem problem) {
    response.setStatus(problem.status());
    if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      style.challenges().set(response, entry != null && entry.presentsBearer());
    }
  }

  private static void show(
      BrowserPages pages,
      Entry entry,
      HttpServletRequest request,
      HttpServletResponse response,
      Problem problem)
      throws IOException {
    String instead = ProblemPage.instead(pages, entry, request, problem);
    if (instead != null) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", instead);
      return;
    }
    refuse(entry, entry.style(), response, problem);
    ProblemPage.restrict(response);
    send(response, ProblemPage.TYPE, ProblemPage.of(problem, pages, request));
  }

  private static byte[] document(Problem problem, Map<String, Object> members) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPE + problem.code());
    body.put("title", problem.message());
    body.put("status", problem.status());
    body.put("code", problem.code());
    members.forEach(body::putIfAbsent);
    return JSON.writeValueAsBytes(body);
  }

  private static void send(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IllegalStateException writing) {
      // The handler that gave up, or the page that includes it, has begun to write characters.
      response.getWriter().write(new String(body, StandardCharsets.UTF_8));
    }
  }
}
