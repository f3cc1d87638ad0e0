package dev.muster.testkit.assertion;

import dev.muster.decision.Decision;
import dev.muster.session.SetCookie;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.stage.AuditTrail;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Where a test's assertions on Muster's answers begin. The methods named {@code assertThat} may be
 * imported statically beside AssertJ's own, and {@code as(...)}, {@code withFailMessage(...)} and
 * {@code SoftAssertions.check(...)} work as with these. Safe for many threads; never blocks.
 */
public final class MusterAssertions {
  private MusterAssertions() {}

  /**
   * Assertions on a decision.
   *
   * @param decision what a check answered
   * @return the assertions
   */
  public static DecisionAssert assertThat(Decision decision) {
    return new DecisionAssert(decision);
  }

  /**
   * Assertions on why the host's own code was refused: it has to throw Muster's {@link
   * dev.muster.decision.AccessException}, not one that wraps it. Has a name of its own, since
   * AssertJ takes such calls.
   *
   * @param call what must be refused, such as {@code () -> invoices.list(session)}
   * @return the assertions on the decision that the exception carries
   * @throws AssertionError if the call returns, or throws anything else, which is then the cause
   */
  public static DecisionAssert assertThatRefused(ThrowingCallable call) {
    return new DecisionAssert(Refusal.of(Objects.requireNonNull(call, "call")));
  }

  /**
   * Assertions on a response of a host.
   *
   * @param response what the JDK's client received, its body as text
   * @return the assertions
   */
  public static ResponseAssert assertThat(HttpResponse<String> response) {
    return new ResponseAssert(ReceivedResponse.of(response));
  }

  /**
   * Assertions on a response of a host, whatever client received it.
   *
   * @param response what was received
   * @return the assertions
   */
  public static ResponseAssert assertThat(ReceivedResponse response) {
    return new ResponseAssert(response);
  }

  /**
   * Assertions on a cookie that a result of Muster's sets or clears.
   *
   * @param cookie the cookie
   * @return the assertions
   */
  public static SetCookieAssert assertThat(SetCookie cookie) {
    return new SetCookieAssert(cookie.header());
  }

  /**
   * Assertions on the value of one {@code Set-Cookie} header. Has a name of its own, since AssertJ
   * takes texts.
   *
   * @param header the value
   * @return the assertions
   */
  public static SetCookieAssert assertThatSetCookie(String header) {
    return new SetCookieAssert(header);
  }

  /**
   * Assertions on what a fake provider was asked.
   *
   * @param calls the fake's ledger
   * @return the assertions
   */
  public static CallsAssert assertThat(CallLedger calls) {
    return new CallsAssert(calls);
  }

  /**
   * Assertions on what the host's listener heard.
   *
   * @param trail the listener
   * @return the assertions
   */
  public static AuditAssert assertThat(AuditTrail trail) {
    return new AuditAssert(trail);
  }
}
