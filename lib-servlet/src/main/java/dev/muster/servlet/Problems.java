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
 * Tells a client what {@link Problem} names, as a problem document (RFC 9457). Behind a filter this
 * is as the filter itself answers: with the challenges of what the host takes, and as its {@link
 * Routes} say; without one it is the document, which names the session cookie as the way in. Where
 * these declare {@link BrowserPages}, a navigation gets a redirect or a page instead of the
 * document. They do nothing to a response that is on its way already. Safe for many threads; blocks
 * on the response.
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
    write(request, response, problem, Map.of());
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
    if (response.isCommitted()) {
      return;
    }
    Entry entry = Entry.of(request);
    AnswerStyle style = entry == null ? AnswerStyle.PLAIN : entry.style();
    Problem told = style.told(problem);
    response.resetBuffer();
    style.noStore(response);
    BrowserPages pages = style.pages();
    if (entry != null && pages != null && Navigation.isOne(request)) {
      show(pages, entry, request, response, told);
      return;
    }
    refuse(entry, style, response, told);
    send(response, "application/problem+json", document(told, members));
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
    if (decision instanceof Decision.Denied denied) {
      // Who holds a token that is no good any more may know where it was good.
      OrganizationId named =
          denied.reason() == Reason.INVALID_CREDENTIAL ? denied.explanation().organization() : null;
      write(request, response, denied.reason().problem(), about(named));
    } else if (decision instanceof Decision.Undecided undecided) {
      unavailable(request, response, undecided.retryAfter());
    } else {
      throw new IllegalArgumentException("a yes is no problem");
    }
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
    unavailable(request, response, retryAfter, null);
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
    if (!response.isCommitted()) {
      long seconds = retryAfter.plus(Duration.ofSeconds(1).minusNanos(1)).toSeconds();
      response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }
    write(request, response, Problem.UNAVAILABLE, about(organization));
  }

  private static Map<String, Object> about(@Nullable OrganizationId organization) {
    return organization == null ? Map.of() : Map.of("organization", organization.value());
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
