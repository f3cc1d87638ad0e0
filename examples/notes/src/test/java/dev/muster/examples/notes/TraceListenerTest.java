package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The memory of the trace: bounded, and of each person alone. */
@Tag("ANS-7")
class TraceListenerTest {
  private static final UserId ANN = new UserId("user_ann");
  private static final UserId BOB = new UserId("user_bob");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final TraceListener trace =
      new TraceListener(MusterListener.none(), InstantSource.fixed(NOW));

  @Test
  void a_decision_is_told_with_what_was_asked_and_what_it_rests_on() {
    asked(trace, "/orgs/acme/notes", denied(ANN, Reason.ROLE_TOO_LOW));
    assertThat(trace.of(ANN).get(0).told())
        .containsExactlyInAnyOrderEntriesOf(
            new HashMap<>(
                Map.of(
                    "method", "GET",
                    "path", "/orgs/acme/notes",
                    "outcome", "denied",
                    "reason", "role_too_low",
                    "source", "mirror",
                    "ageMillis", 12L,
                    "stale", false,
                    "organization", "org_acme",
                    "role", "member",
                    "at", "2026-01-02T03:04:05Z")));
  }

  @Test
  void an_outage_is_told_as_neither_yes_nor_no() {
    Decision undecided =
        new Decision.Undecided(
            Failure.of(Failure.Cause.PROVIDER_UNAVAILABLE), explained(ANN, null, null));
    asked(trace, "/notes", undecided);
    assertThat(trace.of(ANN).get(0).told())
        .containsEntry("outcome", "undecided")
        .containsEntry("reason", "provider_unavailable")
        .containsEntry("source", null)
        .containsEntry("role", null);
  }

  @Test
  void each_person_has_the_last_thirty_and_the_latest_comes_first() {
    for (int i = 0; i < 100; i++) {
      asked(trace, "/orgs/" + i + "/notes", denied(ANN, Reason.NO_MEMBERSHIP));
    }
    assertThat(trace.of(ANN))
        .extracting(TraceRow::path)
        .containsExactlyElementsOf(
            IntStream.range(0, 30).mapToObj(i -> "/orgs/" + (99 - i) + "/notes").toList());
  }

  @Test
  void of_a_thousand_and_one_people_whoever_was_heard_of_longest_ago_is_forgotten() {
    asked(trace, "/notes", denied(ANN, Reason.NO_MEMBERSHIP));
    asked(trace, "/notes", denied(BOB, Reason.NO_MEMBERSHIP));
    asked(trace, "/notes", denied(ANN, Reason.NO_MEMBERSHIP));
    for (int i = 0; i < TraceListener.PEOPLE - 1; i++) {
      asked(trace, "/notes", denied(new UserId("user_" + i), Reason.NO_MEMBERSHIP));
    }
    assertThat(trace.of(ANN)).hasSize(2);
    assertThat(trace.of(BOB)).isEmpty();
  }

  @Test
  void nobody_is_shown_what_was_decided_about_another_on_the_same_thread() {
    asked(trace, "/orgs/anns/notes", denied(ANN, Reason.NO_MEMBERSHIP));
    asked(trace, "/orgs/bobs/notes", denied(BOB, Reason.NO_MEMBERSHIP));
    asked(trace, "/orgs/nobodys/notes", denied(null, Reason.ANONYMOUS));
    assertThat(trace.of(ANN)).extracting(TraceRow::path).containsExactly("/orgs/anns/notes");
    assertThat(trace.of(BOB)).extracting(TraceRow::path).containsExactly("/orgs/bobs/notes");
  }

  @Test
  void what_no_request_asked_for_is_not_kept() {
    asked(trace, "/notes", denied(ANN, Reason.NO_MEMBERSHIP));
    trace.heard(new MusterEvent.Decided(denied(ANN, Reason.NO_MEMBERSHIP)));
    assertThat(trace.of(ANN)).hasSize(1);
  }

  @Test
  void a_long_path_and_a_long_method_are_cut() {
    trace.begin("X".repeat(5000), "/" + "y".repeat(5000));
    trace.heard(new MusterEvent.Decided(denied(ANN, Reason.NO_MEMBERSHIP)));
    trace.end();
    TraceRow row = trace.of(ANN).get(0);
    assertThat(row.path()).hasSize(TraceRow.MAX_PATH);
    assertThat(row.method()).hasSize(10);
  }

  @Test
  void the_next_listener_hears_everything_first_and_its_failure_leaves_no_row() {
    List<MusterEvent> heard = new ArrayList<>();
    TraceListener before = new TraceListener(heard::add, InstantSource.fixed(NOW));
    asked(before, "/notes", denied(ANN, Reason.NO_MEMBERSHIP));
    assertThat(heard).hasSize(1);
    TraceListener broken =
        new TraceListener(
            event -> {
              throw new IllegalStateException("the audit is full");
            },
            InstantSource.fixed(NOW));
    assertThatThrownBy(() -> asked(broken, "/notes", denied(ANN, Reason.NO_MEMBERSHIP)))
        .hasMessage("the audit is full");
    assertThat(broken.of(ANN)).isEmpty();
  }

  @Test
  void many_threads_keep_the_bound_and_their_own_rows() {
    CompletableFuture<?>[] all =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          UserId user = new UserId("user_" + i % 2);
                          for (int n = 0; n < 500; n++) {
                            asked(trace, "/" + i % 2, denied(user, Reason.NO_MEMBERSHIP));
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
    for (int i = 0; i < 2; i++) {
      assertThat(trace.of(new UserId("user_" + i)))
          .hasSize(TraceListener.EACH)
          .extracting(TraceRow::path)
          .containsOnly("/" + i);
    }
  }

  private static void asked(TraceListener trace, String path, Decision decision) {
    trace.begin("GET", path);
    try {
      trace.heard(new MusterEvent.Decided(decision));
    } finally {
      trace.end();
    }
  }

  private static Decision denied(@Nullable UserId user, Reason reason) {
    return new Decision.Denied(reason, explained(user, Source.MIRROR, new Role("member")));
  }

  private static Explanation explained(
      @Nullable UserId user, @Nullable Source source, @Nullable Role role) {
    return new Explanation(
        Requirement.member(),
        user,
        new OrganizationId("org_acme"),
        role,
        source,
        source == null ? null : Duration.ofMillis(12),
        null,
        false);
  }
}
