package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.EventSource.Page;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a place in two logs is worth: where one is cleared, is young, or takes long to be read. */
@Tag("FEED-1")
class LogMarksTest {
  private final LogStub stub = new LogStub();
  private final EventSource events = stub.events;

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  @Tag("FEED-3")
  void a_log_that_was_cleared_alone_is_noticed_though_the_event_of_the_place_is_there() {
    stub.save(5, "a");
    stub.logout(6, "b");
    for (String latest :
        Arrays.asList(events.latest().orElseThrow(), next(null, 1, 1), next(null, 2))) {
      assertThat(events.after(latest, 10)).contains(new Page(List.of(), latest, true));
    }
    String latest = events.latest().orElseThrow();
    @Nullable String mixed = next(null, 1);
    stub.log.removeIf(saved -> saved.id().equals("a"));
    // The control: by the event of the place alone it would be known.
    assertThat(latest).startsWith("6/b/").contains("/5/a/");
    assertThat(events.after(latest, 10)).isEmpty();
    assertThat(events.after(mixed, 10)).isEmpty();

    stub.save(5, "a");
    stub.save(7, "c");
    String behind = events.latest().orElseThrow();
    assertThat(events.after(behind, 10)).isPresent();
    stub.log.removeIf(saved -> saved.id().equals("b"));
    assertThat(behind).startsWith("7/c/");
    assertThat(events.after(behind, 10)).isEmpty();
  }

  @Test
  void a_log_that_is_quiet_is_read_from_its_own_last_event_on() {
    stub.logout(5, "b");
    for (int i = 0; i < 300; i++) {
      stub.save(10 + i, "x" + i);
    }
    String latest = events.latest().orElseThrow();
    int asked = stub.server.asked().size();
    stub.logout(400, "d");
    assertThat(ids(events.after(latest, 10).orElseThrow())).containsExactly("d");
    assertThat(stub.server.asked().subList(asked, stub.server.asked().size()))
        .filteredOn(one -> one.uri().getPath().endsWith("events"))
        .extracting(one -> LogStub.number(one.uri(), "dateFrom").orElseThrow())
        .containsExactlyInAnyOrder(5L, 309L);
  }

  /** Keycloak's caches still say that Ann is a member for half a second after her removal. */
  @Test
  @Tag("MEM-10")
  void an_event_is_told_when_what_it_says_has_settled_and_not_before() {
    stub.members.add("ann");
    stub.save(5, "a");
    String start = events.latest().orElseThrow();
    long now = stub.clock.instant().toEpochMilli();
    remove(now, "removed", "ann");
    // The control: a clock that is a second ahead lets it be told at once, as the cache has it.
    stub.clock.advance(LogReader.SETTLE);
    assertThat(whats(start)).hasOnlyElementsOfType(MembershipStated.class);
    stub.log.removeIf(saved -> saved.id().equals("removed"));
    remove(now + 1_000, "removed", "ann");

    assertThat(events.after(start, 10)).contains(new Page(List.of(), start, true));
    assertThat(events.since(Instant.EPOCH, 10).events()).hasSize(1);
    assertThat(events.latest()).contains(start);
    stub.clock.advance(Duration.ofMillis(500));
    stub.members.remove("ann");
    assertThat(events.after(start, 10)).contains(new Page(List.of(), start, true));
    stub.clock.advance(Duration.ofMillis(500));
    assertThat(whats(start)).hasOnlyElementsOfType(MembershipEnded.class);
    assertThat(LogReader.SETTLE.plus(LogReader.SKEW)).isLessThan(events.delay());
  }

  @Test
  @Tag("ANS-4")
  void a_clock_that_is_behind_keycloaks_is_an_operators_error_and_no_quiet_log() {
    stub.save(stub.clock.instant().plus(LogReader.SKEW).toEpochMilli(), "a");
    assertThat(events.after(null, 10)).contains(new Page(List.of(), null, true));
    stub.save(stub.clock.instant().plus(LogReader.SKEW).toEpochMilli() + 1, "b");
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> events.after(null, 10));
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> events.since(Instant.EPOCH, 10));
  }

  @Test
  @Tag("ANS-2")
  void what_was_told_before_an_outage_is_kept_and_the_rest_is_told_by_the_next_page() {
    for (String user : List.of("ann", "bob", "joe")) {
      remove(5 + stub.log.size(), user + "-1", user);
    }
    stub.instead =
        asked -> asked.uri().getPath().endsWith("/members/bob") ? Answer.of(503, "{}") : null;
    Page first = events.after(null, 10).orElseThrow();
    assertThat(ids(first)).containsExactly("ann-1");
    assertThat(first.last()).isFalse();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> events.after(first.next(), 10));
    stub.instead = asked -> null;
    assertThat(ids(events.after(first.next(), 10).orElseThrow())).containsExactly("bob-1", "joe-1");
  }

  @Test
  void a_page_without_events_leaves_the_cursor_where_it_is() {
    stub.instead =
        asked ->
            asked.uri().getPath().endsWith("/users/ann") ? Answer.of(404, LogStub.NOT_FOUND) : null;
    remove(5, "removed", "ann");
    Page first = events.after(null, 1).orElseThrow();
    assertThat(first.last()).isFalse();
    assertThat(events.after(first.next(), 1).orElseThrow().events().get(0).what())
        .isEqualTo(new UserEnded(new UserId("ann")));
    // What was to be told behind it is no more.
    stub.instead = asked -> null;
    assertThat(events.after(first.next(), 1)).contains(new Page(List.of(), first.next(), true));
  }

  private void remove(long time, String id, String user) {
    String path = "organizations/" + new OrganizationId("acme") + "/members/" + user;
    stub.act(time, id, "ORGANIZATION_MEMBERSHIP", "DELETE", path, "");
  }

  private @Nullable String next(@Nullable String from, int... limits) {
    String at = from;
    for (int limit : limits) {
      at = events.after(at, limit).orElseThrow().next();
    }
    return at;
  }

  private List<What> whats(String cursor) {
    return events.after(cursor, 10).orElseThrow().events().stream()
        .map(ProviderEvent::what)
        .toList();
  }

  private static List<String> ids(Page page) {
    return page.events().stream().map(ProviderEvent::id).toList();
  }
}
