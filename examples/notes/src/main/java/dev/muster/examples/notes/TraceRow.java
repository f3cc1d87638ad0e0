package dev.muster.examples.notes;

import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decision as a person is shown it: what was asked, the answer, and what it rests on. Ids only.
 *
 * @param method the request's
 * @param path the request's, without its query
 * @param outcome {@code granted}, {@code denied} or {@code undecided}
 * @param reason why it is no yes, or null
 * @param why what the decision rests on
 * @param at when it was made
 */
record TraceRow(
    String method,
    String path,
    String outcome,
    @Nullable String reason,
    Explanation why,
    Instant at) {
  /** So long a path is kept; more of it says nothing more. */
  static final int MAX_PATH = 200;

  private static final int MAX_METHOD = 10;

  static TraceRow of(String method, String path, Decision decision, Instant at) {
    return new TraceRow(
        cut(method, MAX_METHOD),
        cut(path, MAX_PATH),
        decision.fold(granted -> "granted", denied -> "denied", undecided -> "undecided"),
        reason(decision),
        told(decision),
        at);
  }

  /** An organization that is not there and one of others are told alike, as in the answer. */
  private static boolean isHidden(Decision decision) {
    return decision instanceof Decision.Denied denied
        && denied.reason().problem() == Problem.NOT_A_MEMBER;
  }

  private static Explanation told(Decision decision) {
    Explanation why = decision.explanation();
    return isHidden(decision)
        ? new Explanation(why.requirement(), why.user(), null, null, null, null, null, false)
        : why;
  }

  /** As the wire has it. */
  Map<String, @Nullable Object> told() {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("method", method);
    told.put("path", path);
    told.put("outcome", outcome);
    told.put("reason", reason);
    told.put("source", why.source() == null ? null : lower(why.source()));
    told.put("ageMillis", why.evidenceAge() == null ? null : why.evidenceAge().toMillis());
    told.put("stale", why.stale());
    told.put("organization", why.organization() == null ? null : why.organization().value());
    told.put("role", why.role() == null ? null : why.role().value());
    told.put("at", at.toString());
    return told;
  }

  private static @Nullable String reason(Decision decision) {
    if (decision instanceof Decision.Denied denied) {
      return isHidden(denied) ? Problem.NOT_A_MEMBER.code() : lower(denied.reason());
    }
    return decision instanceof Decision.Undecided undecided
        ? lower(undecided.failure().cause())
        : null;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
