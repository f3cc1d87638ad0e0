package dev.muster.testkit.conformance;

import static java.time.Instant.MAX;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.muster.decision.Problem;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.testkit.stage.ReceivedCookie;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds one answer against what was expected, and lists all that is wrong with it. Pure. */
final class Judge {
  /** How long the provider asks to be left alone, in seconds, while it is rate limited. */
  static final int TOLD_SECONDS = 7;

  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,9}");

  private final ProtectedRoute route;
  private final Outcome outcome;
  private final String with;
  private final Expectation expected;
  private final Visit visit;
  private final List<Deviation> found = new ArrayList<>();

  private Judge(
      ProtectedRoute route, Outcome outcome, String with, Expectation expected, Visit visit) {
    this.route = route;
    this.outcome = outcome;
    this.with = with;
    this.expected = expected;
    this.visit = visit;
  }

  static List<Deviation> judge(
      ProtectedRoute route,
      Outcome outcome,
      @Nullable TokenFlaw flaw,
      String with,
      Expectation expected,
      Visit visit) {
    Judge judge = new Judge(route, outcome, with, expected, visit);
    judge.answer(flaw);
    return judge.found;
  }

  private void answer(@Nullable TokenFlaw flaw) {
    if (visit.failure() != null) {
      add(Hole.BREAKS, expected.text(), visit.text());
      if (!expected.served() && !expected.ownWords() && visit.handled() > 0) {
        add(Hole.HANDLER_RAN, "no handler to run", visit.text() + " after one ran");
      }
      return;
    }
    List<Problem> problems = expected.of(visit.status());
    boolean serves = route.terms().serves(visit.status()) && problems.isEmpty();
    if (serves && !expected.served()) {
      add(Holes.ofServing(outcome, flaw), expected.text(), visit.text());
    } else if (!serves && expected.leavesToHandler(visit.status())) {
      // The handler looked for the thing, and told the client in its own words.
      noStore();
      return;
    } else if (!serves && problems.isEmpty()) {
      Hole hole = Holes.ofRefusing(outcome, expected, visit.status());
      add(hole, expected.text(), visit.text());
    } else if (!serves) {
      document(problems);
    }
    if (!serves && !expected.served() && visit.handled() > 0) {
      add(Hole.HANDLER_RAN, "no handler to run", visit.text() + " after one ran");
    }
    noStore();
    if (outcome.isOutage() && clearsCookies()) {
      add(Hole.OUTAGE_SIGNS_OUT, "cookies untouched", visit.text() + " that clears a cookie");
    }
  }

  private void noStore() {
    if (visit.all("cache-control").stream().noneMatch(Judge::isNoStore)) {
      add(Hole.STORABLE, "Cache-Control: no-store", value("cache-control"));
    }
  }

  private void document(List<Problem> problems) {
    Optional<ProblemBody> told = ProblemBody.of(visit.body());
    boolean isDocument =
        visit.first("content-type").filter(Judge::isProblemJson).isPresent()
            && told.filter(body -> body.status() == visit.status()).isPresent();
    if (!isDocument) {
      add(Hole.NO_PROBLEM_DOCUMENT, "a problem document", value("content-type"));
    } else if (problems.stream().noneMatch(p -> p.code().equals(told.orElseThrow().code()))) {
      add(Hole.OTHER_CODE, expected.text(), visit.text());
    }
    if (visit.status() == 401 && visit.all("www-authenticate").isEmpty()) {
      add(Hole.NO_CHALLENGE, "WWW-Authenticate", value("www-authenticate"));
    }
    if (visit.status() == Problem.UNAVAILABLE.status()) {
      retryAfter();
    }
  }

  private void retryAfter() {
    int least = outcome == Outcome.RATE_LIMITED ? TOLD_SECONDS : 1;
    boolean good =
        visit
            .first("retry-after")
            .filter(text -> isDate(text) || (isSeconds(text) && Long.parseLong(text) >= least))
            .isPresent();
    if (!good) {
      add(Hole.NO_RETRY_AFTER, "Retry-After of " + least + " s or more", value("retry-after"));
    }
  }

  private void add(Hole hole, String should, String came) {
    found.add(new Deviation(route.toString(), outcome, with, hole, should, came));
  }

  private String value(String header) {
    return visit.cell()
        + " with "
        + visit.first(header).map(text -> header + ": " + text).orElse("no " + header);
  }

  private static boolean isSeconds(String text) {
    return SECONDS.matcher(text).matches();
  }

  /** An HTTP-date; how far away it is depends on a clock that the check does not have. */
  private static boolean isDate(String text) {
    return text.endsWith(" GMT");
  }

  private static boolean isNoStore(String cacheControl) {
    return cacheControl.toLowerCase(Locale.ROOT).contains("no-store");
  }

  private static boolean isProblemJson(String type) {
    return type.toLowerCase(Locale.ROOT).startsWith("application/problem+json");
  }

  /** Whether the answer may sign somebody out, at the time that it tells itself. */
  private boolean clearsCookies() {
    Instant now = visit.first("date").map(Judge::time).orElse(MAX);
    return visit.all("set-cookie").stream()
            .anyMatch(header -> ReceivedCookie.of(header).takesAway(now))
        || visit.all("clear-site-data").stream().anyMatch(ReceivedCookie::areAllClearedBy);
  }

  private static Instant time(String date) {
    try {
      return RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeParseException unknown) {
      return MAX;
    }
  }
}
