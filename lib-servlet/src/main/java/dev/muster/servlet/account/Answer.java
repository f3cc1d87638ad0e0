package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.decision.Problem;
import dev.muster.membership.Failure;
import dev.muster.name.OrganizationId;
import dev.muster.session.SetCookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an endpoint answers: a value, written in one place, {@link Answers}. */
sealed interface Answer {
  /** The cookies to set or clear. */
  default List<SetCookie> cookies() {
    return List.of();
  }

  /** It is done, and this is told. */
  record Told(int status, JsonNode body, List<SetCookie> cookies) implements Answer {}

  /** It is done, and there is nothing to tell. */
  record Done(int status, List<SetCookie> cookies) implements Answer {}

  /** The browser goes on somewhere else. */
  record Redirect(int status, String location, List<SetCookie> cookies) implements Answer {}

  /** A definite no, with what the problem document says beside the problem. */
  record Refused(Problem problem, Map<String, Object> members, List<SetCookie> cookies)
      implements Answer {}

  /** Neither yes nor no; about which organization, if one is known to stand. */
  record Unavailable(@Nullable Duration retryAfter, @Nullable OrganizationId organization)
      implements Answer {}

  /** Not with this method. */
  record NotAllowed(String allow) implements Answer {}

  static Answer ok(JsonNode body) {
    return new Told(200, body, List.of());
  }

  static Answer created(JsonNode body) {
    return new Told(201, body, List.of());
  }

  static Answer done() {
    return new Done(204, List.of());
  }

  static Answer refused(Problem problem) {
    return new Refused(problem, Map.of(), List.of());
  }

  /** A limit is told with its number. */
  static Answer limited(Problem problem, @Nullable Integer limit) {
    return new Refused(problem, limit == null ? Map.of() : Map.of("limit", limit), List.of());
  }

  static Answer unavailable(Failure failure) {
    return new Unavailable(failure.retryAfter(), null);
  }
}
