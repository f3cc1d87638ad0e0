package dev.muster.servlet;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.name.OrganizationId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes problem documents (RFC 9457) for what {@link Problem} names. Safe for many threads; blocks
 * on the response.
 */
public final class Problems {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "urn:muster:problem:";
  private static final Challenges OF_COOKIES = new Challenges(true, false, false);

  private Problems() {}

  /**
   * Answers with a problem. Does nothing to a response that is on its way already.
   *
   * @param response the response
   * @param problem what to tell
   * @throws IOException if the client is gone
   */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    write(response, problem, OF_COOKIES, Map.of());
  }

  /**
   * Answers with a problem and says more of it, such as the limit that is reached. Does nothing to
   * a response that is on its way already.
   *
   * @param response the response
   * @param problem what to tell
   * @param members what the document says beside it, by name; nothing that the caller may not know
   * @throws IOException if the client is gone
   */
  public static void write(
      HttpServletResponse response, Problem problem, Map<String, Object> members)
      throws IOException {
    write(response, problem, OF_COOKIES, members);
  }

  private static void write(
      HttpServletResponse response,
      Problem problem,
      Challenges challenges,
      Map<String, Object> members)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    noStore(response);
    if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      challenges.set(response);
    }
    response.setContentType("application/problem+json");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPE + problem.code());
    body.put("title", problem.message());
    body.put("status", problem.status());
    body.put("code", problem.code());
    members.forEach(body::putIfAbsent);
    byte[] bytes = JSON.writeValueAsBytes(body);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /**
   * Answers that it can't be found out now.
   *
   * @param response the response
   * @param retryAfter when to come back; told in whole seconds, at least one
   * @throws IOException if the client is gone
   */
  public static void unavailable(HttpServletResponse response, Duration retryAfter)
      throws IOException {
    unavailable(response, retryAfter, null);
  }

  /**
   * Answers that something is not finished now, and names the organization that it is about in the
   * member {@code organization}.
   *
   * @param response the response
   * @param retryAfter when to come back; told in whole seconds, at least one
   * @param organization one that the caller may know of, or null to name none
   * @throws IOException if the client is gone
   */
  public static void unavailable(
      HttpServletResponse response, Duration retryAfter, @Nullable OrganizationId organization)
      throws IOException {
    if (!response.isCommitted()) {
      long seconds = retryAfter.plus(Duration.ofSeconds(1).minusNanos(1)).toSeconds();
      response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }
    write(response, Problem.UNAVAILABLE, OF_COOKIES, about(organization));
  }

  /**
   * Answers with what a decision that is not a yes amounts to. Of a token that is not good any more
   * the member {@code organization} names the organization that it was for.
   *
   * @param response the response
   * @param decision denied or undecided
   * @throws IOException if the client is gone
   * @throws IllegalArgumentException if the decision is a yes
   */
  public static void write(HttpServletResponse response, Decision decision) throws IOException {
    write(response, decision, OF_COOKIES);
  }

  static void write(HttpServletResponse response, Decision decision, Challenges challenges)
      throws IOException {
    if (decision instanceof Decision.Denied denied) {
      // Who holds a token that is no good any more may know where it was good.
      OrganizationId named =
          denied.reason() == Reason.INVALID_CREDENTIAL ? denied.explanation().organization() : null;
      write(response, denied.reason().problem(), challenges, about(named));
    } else if (decision instanceof Decision.Undecided undecided) {
      unavailable(response, undecided.retryAfter());
    } else {
      throw new IllegalArgumentException("a yes is no problem");
    }
  }

  private static Map<String, Object> about(@Nullable OrganizationId organization) {
    return organization == null ? Map.of() : Map.of("organization", organization.value());
  }

  static void noStore(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    vary(response, "Cookie, Authorization");
  }

  /** Tells caches what else an answer depends on, once. */
  static void vary(HttpServletResponse response, String headers) {
    if (!response.getHeaders("Vary").contains(headers)) {
      response.addHeader("Vary", headers);
    }
  }
}
