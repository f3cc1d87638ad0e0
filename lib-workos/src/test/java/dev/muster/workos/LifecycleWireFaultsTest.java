package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every fault of the wire at a change or an end. None of them says whether it took effect: each is
 * unavailable, and what was sent is sent once.
 */
@Tag("ANS-2")
@Tag("ADM-3")
class LifecycleWireFaultsTest {
  private static final String WORD = "{\"message\":\"x\"}";

  @Test
  void a_status_that_is_an_outage_is_unavailable() {
    for (int status : List.of(408, 429, 500, 503, 529)) {
      for (String body : List.of("", "{\"code\":\"invalid_role\"}")) {
        unavailable(Answer.of(status, body), null);
      }
    }
  }

  @Test
  void a_429_tells_when_to_come_back_if_it_says_so() {
    unavailable(
        new Answer(Line.WHOLE, 429, Map.of("Retry-After", "7"), WORD), Duration.ofSeconds(7));
    unavailable(
        new Answer(Line.WHOLE, 429, Map.of("Retry-After", "999999"), WORD), Duration.ofHours(1));
  }

  @Test
  void a_503_that_says_at_once_is_not_sent_again() {
    unavailable(new Answer(Line.WHOLE, 503, Map.of("Retry-After", "0"), WORD), null);
  }

  @Test
  void a_redirect_is_unavailable() {
    for (int status : List.of(302, 307, 308)) {
      unavailable(
          new Answer(Line.WHOLE, status, Map.of("Location", "http://127.0.0.1:1/"), WORD), null);
    }
  }

  @Test
  void a_line_that_breaks_is_unavailable() {
    unavailable(Answer.broken(Line.CUT), null);
    unavailable(Answer.broken(Line.CLOSED), null);
  }

  @Test
  @Timeout(60) // a hang would last for ever
  void a_hang_is_unavailable_with_the_deadline() {
    try (Stubbed stub = Stubbed.answering(asked -> Answer.broken(Line.HANGING));
        WorkOsProvider hasty =
            WorkOsProvider.of(
                Stubbed.settings(stub.server.url()).callDeadline(Duration.ofMillis(200)).build())) {
      calls(hasty)
          .forEach(
              (name, call) ->
                  assertThat(catchThrowable(call)).as(name).isInstanceOf(Unavailable.class));
    }
  }

  @Test
  void a_good_status_with_anything_else_than_the_answer_is_unavailable() {
    for (String body : List.of("", "{\"object\":", "<html>", "[]", "null", "7", "{}")) {
      try (Stubbed stub = Stubbed.answering(200, body)) {
        calls(stub.provider)
            .forEach(
                (name, call) -> {
                  boolean needsNoBody = name.equals("removeMember") && !isBroken(body);
                  assertThat(catchThrowable(call))
                      .as(name + " " + body)
                      .satisfies(
                          thrown -> {
                            if (needsNoBody) {
                              assertThat(thrown).isNull();
                            } else {
                              assertThat(thrown).isInstanceOf(Unavailable.class);
                            }
                          });
                });
      }
    }
  }

  @Test
  void a_refusal_that_is_not_of_workos_is_unavailable() {
    for (int status : List.of(400, 404, 409, 422)) {
      for (String body : List.of("", "<html>", "{\"error\":7}")) {
        unavailable(Answer.of(status, body), null);
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void a_refused_key_is_the_operators_error_and_says_nothing_of_a_membership() {
    for (String body : List.of("", WORD, "{\"code\":\"entity_not_found\"}")) {
      try (Stubbed stub = Stubbed.answering(401, body)) {
        calls(stub.provider)
            .forEach(
                (name, call) ->
                    assertThat(catchThrowable(call)).as(name).isInstanceOf(Misconfigured.class));
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void a_forbidden_change_is_refused_and_a_forbidden_question_is_the_operators_error() {
    try (Stubbed stub = Stubbed.answering(403, WORD)) {
      calls(stub.provider)
          .forEach(
              (name, call) ->
                  assertThat(catchThrowable(call))
                      .as(name)
                      .isInstanceOf(
                          List.of("removeMember", "changeRole", "rename", "deleteOrganization")
                                  .contains(name)
                              ? Rejected.class
                              : Misconfigured.class));
    }
  }

  private static void unavailable(Answer answer, @Nullable Duration retryAfter) {
    try (Stubbed stub = Stubbed.answering(asked -> answer)) {
      Map<String, ThrowingCallable> calls = calls(stub.provider);
      calls.forEach(
          (name, call) -> {
            Throwable thrown = catchThrowable(call);
            assertThat(thrown).as(name + " " + answer).isInstanceOf(Unavailable.class);
            assertThat(((Unavailable) thrown).retryAfter()).as(answer + "").isEqualTo(retryAfter);
          });
      assertThat(stub.server.asked())
          .as(answer + "")
          .filteredOn(asked -> !asked.method().equals("GET"))
          .hasSize(calls.size() - 1);
    }
  }

  private static boolean isBroken(String body) {
    return body.equals("{\"object\":") || body.equals("<html>");
  }

  /** All of them; the last only asks. */
  private static Map<String, ThrowingCallable> calls(WorkOsProvider provider) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("removeMember", () -> provider.removeMember(Documented.STATED));
    calls.put("changeRole", () -> provider.changeRole(Documented.STATED, new RoleSlug("admin")));
    calls.put("deactivate", () -> provider.deactivate(Documented.STATED));
    calls.put("reactivate", () -> provider.reactivate(Documented.STATED));
    calls.put("rename", () -> provider.rename(Stubbed.ACME, "Acme"));
    calls.put("deleteOrganization", () -> provider.deleteOrganization(Stubbed.ACME));
    calls.put("profiles", () -> provider.profiles(Stubbed.ACME, Set.of(Stubbed.ANN)));
    return calls;
  }
}
