package dev.muster.testkit.assertion;

import dev.muster.decision.Problem;
import dev.muster.testkit.stage.ReceivedCookie;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a response of a host: that it served the request, or told one of the problems as it
 * has to be told, and what it did to the browser's cookies. No message holds a cookie's value, or
 * more of the body than the named members of a problem document. For one thread; never blocks.
 */
public final class ResponseAssert extends AbstractAssert<ResponseAssert, ReceivedResponse> {
  private CookieTime time = CookieTime.UNKNOWN;

  ResponseAssert(ReceivedResponse response) {
    super(Objects.requireNonNull(response, "response"), ResponseAssert.class);
  }

  /**
   * The status.
   *
   * @param status which
   * @return this
   */
  public ResponseAssert hasStatus(int status) {
    return check(actual.status() == status, "the status " + status, ResponseText.told(actual));
  }

  /**
   * The request was served: a status from 200 to 299.
   *
   * @return this
   */
  public ResponseAssert isServed() {
    boolean so = actual.status() >= 200 && actual.status() < 300;
    return check(so, "the request to be served", ResponseText.told(actual));
  }

  /**
   * It tells this problem in full: status, media type, the members {@code code} and {@code status},
   * {@code no-store}; of a 503 also Retry-After in seconds, of a 401 also WWW-Authenticate. All
   * that is wrong is said at once.
   *
   * @param problem what the client is told
   * @return this
   */
  public ResponseAssert isProblem(Problem problem) {
    Objects.requireNonNull(problem, "problem");
    List<String> faults = ResponseText.faults(actual, problem);
    String expected = "the problem " + problem.code() + " with status " + problem.status();
    return check(faults.isEmpty(), expected, String.join("; ", faults));
  }

  /**
   * It is a problem document (RFC 9457) of whatever problem: the media type is {@code
   * application/problem+json} and the body a JSON object.
   *
   * @return this
   */
  public ResponseAssert isProblemDocument() {
    String fault = ResponseText.noDocument(actual);
    return check(fault == null, "a problem document", String.valueOf(fault));
  }

  /**
   * The machine code of its problem document.
   *
   * @param code such as that of a {@link Problem}
   * @return this
   */
  public ResponseAssert hasCode(String code) {
    return hasMember("code", code);
  }

  /**
   * A member of its problem document.
   *
   * @param name the member
   * @param value a text, a number, a boolean, or a list or map of these
   * @return this
   */
  public ResponseAssert hasMember(String name, Object value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    String expected =
        "a problem document whose member " + name + " is " + Quoted.of(value.toString());
    ProblemDocument document = ResponseText.document(actual);
    if (document == null) {
      return check(false, expected, String.valueOf(ResponseText.noDocument(actual)));
    }
    return check(document.has(name, value), expected, "it was " + document.told(name));
  }

  /**
   * Nobody on the way keeps it: {@code Cache-Control} says {@code no-store}.
   *
   * @return this
   */
  public ResponseAssert isNotStored() {
    return check(
        ResponseText.isNotStored(actual), "Cache-Control to say no-store", told("Cache-Control"));
  }

  /**
   * It says when to come back, in seconds.
   *
   * @return this
   */
  public ResponseAssert hasRetryAfter() {
    return check(
        ResponseText.retryAfter(actual) != null,
        "Retry-After to say a number of seconds",
        told("Retry-After"));
  }

  /**
   * It says when to come back.
   *
   * @param wait after how long; the header says it in whole seconds, rounded up
   * @return this
   */
  public ResponseAssert hasRetryAfter(Duration wait) {
    Objects.requireNonNull(wait, "wait");
    long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
    Long said = ResponseText.retryAfter(actual);
    return check(
        said != null && said == seconds, "Retry-After to say " + seconds, told("Retry-After"));
  }

  /**
   * It says how to come in: {@code WWW-Authenticate} holds a challenge of this scheme.
   *
   * @param scheme such as {@code Bearer} or {@code Cookie}, in any case
   * @return this
   */
  public ResponseAssert hasChallenge(String scheme) {
    Objects.requireNonNull(scheme, "scheme");
    boolean so =
        actual.values("WWW-Authenticate").stream()
            .anyMatch(value -> value.strip().split("[ ,]", 2)[0].equalsIgnoreCase(scheme));
    return check(
        so, "WWW-Authenticate to name the scheme " + Quoted.of(scheme), told("WWW-Authenticate"));
  }

  /**
   * Judges dates of cookies by a clock, such as the kit's, from here on. Without one, an {@code
   * Expires} proves nothing, but that a date of 1 January 1970 is over.
   *
   * @param clock the browser's; read now
   * @return this
   */
  public ResponseAssert judgedBy(InstantSource clock) {
    time = CookieTime.of(clock);
    return this;
  }

  /**
   * A cookie of this name is set, once, to go on with.
   *
   * @param name the cookie's name
   * @return the assertions on it
   */
  public SetCookieAssert setsCookie(String name) {
    return cookie(name, " to be set", any -> true).isSet();
  }

  /**
   * A cookie of this name is cleared, once. A browser drops the one of the same {@code Path} and
   * {@code Domain} only; {@link #clearsCookie(String, String, String)} asserts these too.
   *
   * @param name the cookie's name
   * @return this
   */
  public ResponseAssert clearsCookie(String name) {
    cookie(name, " to be cleared", any -> true).isCleared();
    return this;
  }

  /**
   * The cookie of this name, path and domain is cleared, once.
   *
   * @param name the cookie's name
   * @param path the {@code Path} that it was set with, such as {@code /}; must be written out
   * @param domain the {@code Domain} that it was set with, or null for none
   * @return this
   */
  public ResponseAssert clearsCookie(String name, String path, @Nullable String domain) {
    Objects.requireNonNull(path, "path");
    Predicate<ReceivedCookie> such =
        cookie -> path.equals(cookie.path()) && CookieText.isOfDomain(cookie, domain);
    String where = " of Path=" + Quoted.of(path);
    where += domain == null ? " and of no Domain" : " and of Domain=" + Quoted.of(domain);
    cookie(name, where + " to be cleared", such).isCleared();
    return this;
  }

  /**
   * No cookie is cleared, so that nobody is signed out: none is dropped, left empty, or set with an
   * {@code Expires} alone that is not sure to be in the future, and no {@code Clear-Site-Data}
   * takes them all.
   *
   * @return this
   */
  public ResponseAssert clearsNoCookie() {
    List<String> losses = cookies().losses(time);
    return check(losses.isEmpty(), "no cookie to be cleared", String.join("; ", losses));
  }

  /**
   * No cookie is set and none is cleared: what the browser holds is untouched.
   *
   * @return this
   */
  public ResponseAssert setsNoCookie() {
    List<String> changes = cookies().changes();
    return check(
        changes.isEmpty(), "no Set-Cookie", "there was one of " + String.join(", ", changes));
  }

  /**
   * A client can't tell it from another response: status, headers but {@code Date}, and body are
   * the same. So it is for an organization that is foreign and one that nobody knows.
   *
   * @param other the other response
   * @return this
   */
  public ResponseAssert isIndistinguishableFrom(HttpResponse<String> other) {
    return isIndistinguishableFrom(ReceivedResponse.of(other));
  }

  /**
   * As {@link #isIndistinguishableFrom(HttpResponse)}, of another client's response.
   *
   * @param other the other response
   * @return this
   */
  public ResponseAssert isIndistinguishableFrom(ReceivedResponse other) {
    String difference = ResponseText.difference(actual, other);
    return check(difference == null, "the same as the other told", String.valueOf(difference));
  }

  private SetCookieAssert cookie(String name, String what, Predicate<ReceivedCookie> such) {
    Objects.requireNonNull(name, "name");
    List<String> named = cookies().headers(cookie -> cookie.name().equals(name));
    List<String> found =
        named.stream().filter(header -> such.test(ReceivedCookie.of(header))).toList();
    String others =
        named.stream()
            .map(header -> "one is " + CookieText.of(ReceivedCookie.of(header), time))
            .collect(Collectors.joining("; "));
    check(
        found.size() == 1,
        "the cookie " + Quoted.of(name) + what + " once",
        named.isEmpty()
            ? "no Set-Cookie names it"
            : found.isEmpty() ? others : found.size() + " Set-Cookie name it");
    SetCookieAssert cookie = new SetCookieAssert(found.get(0)).judgedBy(time);
    return cookie.as(info.description());
  }

  private ResponseCookies cookies() {
    return new ResponseCookies(actual);
  }

  private String told(String header) {
    List<String> values = actual.values(header);
    return values.isEmpty()
        ? "there was no such header"
        : "it was " + Quoted.of(String.join(", ", values));
  }

  private ResponseAssert check(boolean so, String expected, String was) {
    if (!so) {
      throw failure("%s", "expected " + expected + ", but " + was);
    }
    return this;
  }
}
