package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the number of rows, which Clerk tells with each page, says about the list that was read. */
@Tag("MEM-3")
class ListTotalsTest {
  private static final OrganizationId ACME = new OrganizationId("org_acme");

  private final ClerkStage stage = new ClerkStage(2);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void one_that_left_does_not_hide_another_that_was_missed() {
    // Of one instant and in no order of their own: c goes before b once the first has left.
    answers(
        page(5, "x", "a"),
        page(4, "a", "b"),
        page(4, "b", "d"),
        page(4, "d"),
        page(4, "a", "b"),
        page(4, "b", "c"),
        page(4, "c", "d"),
        page(4, "d"));
    assertThat(members()).containsExactly("user_a", "user_b", "user_c", "user_d");
  }

  @Test
  void a_list_that_moves_all_the_time_is_told_as_it_was_read_after_three_walks() {
    List<String> walk = List.of(page(3, "a", "b"), page(2, "b", "c"), page(2, "c"));
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pages.addAll(walk);
    }
    answers(pages.toArray(String[]::new));
    assertThat(members()).containsExactly("user_a", "user_b", "user_c");
    assertThat(stage.clerk().line().asked()).hasSize(9);
  }

  private List<String> members() {
    return stage.adapter().listMembers(ACME).stream()
        .map(Membership::user)
        .map(UserId::value)
        .toList();
  }

  private void answers(String... pages) {
    List<String> left = new ArrayList<>(List.of(pages));
    stage.clerk().line().instead(asked -> Answer.of(200, left.remove(0)));
  }

  private static String page(int total, String... users) {
    return Stream.of(users)
        .map(
            user ->
                "{\"id\":\"orgmem_%1$s\",\"role\":\"org:member\",\"updated_at\":1,".formatted(user)
                    + "\"organization\":{\"id\":\"org_acme\"},"
                    + "\"public_user_data\":{\"user_id\":\"user_%1$s\"}}".formatted(user))
        .collect(Collectors.joining(",", "{\"data\":[", "],\"total_count\":" + total + "}"));
  }
}
