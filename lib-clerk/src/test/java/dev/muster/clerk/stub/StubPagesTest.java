package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Bapi.Got;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.contract.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The stub's lists are Clerk's: ten rows unless asked, newest first, and they move under a walk.
 */
class StubPagesTest {
  private final ClerkStub stub = ClerkStub.start();
  private final Bapi api = new Bapi(stub);

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void ten_rows_come_unless_asked_and_the_newest_come_first() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      made.add(0, stub.createOrganization("Number " + i).value());
    }
    assertThat(ids(api.get("/organizations"))).isEqualTo(made.subList(0, 10));
    assertThat(ids(api.get("/organizations?limit=500&offset=10"))).isEqualTo(made.subList(10, 12));
    assertThat(ids(api.get("/organizations?limit=1&order_by=%2Bcreated_at")))
        .containsExactly(made.get(11));
    assertThat(api.get("/organizations?offset=99").text("/total_count")).isEqualTo("12");
  }

  @Test
  void users_by_id_are_a_bare_list_of_ten_too() {
    StringBuilder query = new StringBuilder("/users?");
    for (int i = 0; i < 12; i++) {
      query.append("user_id=").append(stub.createUser("u" + i + "@example.org")).append('&');
    }
    assertThat(api.get(query.substring(0, query.length() - 1)).body()).hasSize(10);
    assertThat(api.get(query + "limit=100").body()).hasSize(12);
  }

  @Test
  void a_list_that_moves_between_two_pages_hides_a_row_from_a_plain_walk() {
    OrganizationId acme = stub.createOrganization("Acme");
    List<UserId> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      users.add(stub.createUser("u" + i + "@example.org"));
      stub.enrol(acme, users.get(i), "org:member");
    }
    stub.line()
        .before(
            asked -> {
              if ("2".equals(asked.first("offset"))) {
                stub.remove(acme, users.get(3));
              }
            });
    String path = "/organizations/" + acme + "/memberships?limit=2";
    List<String> seen = new ArrayList<>(ids(api.get(path)));
    seen.addAll(ids(api.get(path + "&offset=2")));
    List<String> hidden = new ArrayList<>(ids(api.get("/organizations/" + acme + "/memberships")));
    hidden.removeAll(seen);
    assertThat(hidden).hasSize(1);
  }

  @Test
  void the_line_breaks_and_heals_and_counts() {
    stub.line().fail(1, Outage.SERVER_ERROR);
    assertThat(api.get("/users").status()).isEqualTo(200);
    assertThat(api.get("/users").status()).isEqualTo(500);
    stub.line().fail(0, Outage.RATE_LIMITED);
    Got limited = api.get("/users");
    assertThat(limited.code()).isEqualTo("too_many_requests");
    assertThat(limited.raw().headers().firstValue("Retry-After")).contains("1");
    stub.line().rejectKey();
    assertThat(api.get("/users").code()).isEqualTo("clerk_key_invalid");
    stub.line().fail(0, Outage.REFUSED_CONNECTION);
    stub.line().heal();
    assertThat(api.get("/users").status()).isEqualTo(200);
    assertThat(stub.line().asked()).hasSize(5);
  }

  private static List<String> ids(Got got) {
    return StreamSupport.stream(got.body().path("data").spliterator(), false)
        .map(row -> row.path("id").asText())
        .toList();
  }
}
