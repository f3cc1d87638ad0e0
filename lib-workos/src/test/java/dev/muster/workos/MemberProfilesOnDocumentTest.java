package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members with their profiles by the page, on answers as WorkOS's document has them. */
@NeedsDocument
@Tag("MEM-14")
class MemberProfilesOnDocumentTest {
  private static final String MEMBERSHIPS = "/user_management/organization_memberships";

  /** The users of the organization, by id, which is the order they were made in. */
  private final TreeSet<String> users = new TreeSet<>();

  private final WorkOsDocument document;

  MemberProfilesOnDocumentTest(WorkOsDocument document) {
    this.document = document;
    IntStream.range(0, 1000).mapToObj(MemberProfilesOnDocumentTest::id).forEach(users::add);
  }

  @Test
  void a_thousand_members_with_profiles_take_ten_requests_and_ten_more() {
    try (Stubbed stub = Stubbed.answering(this::page)) {
      Set<UserId> members =
          stub.provider.listMembers(Stubbed.ACME).stream()
              .map(Membership::user)
              .collect(Collectors.toSet());
      assertThat(members).hasSize(1000);
      assertThat(stub.provider.profiles(Stubbed.ACME, members))
          .extracting(User::id)
          .containsExactlyInAnyOrderElementsOf(members);

      assertThat(paths(stub, MEMBERSHIPS)).isEqualTo(10);
      assertThat(paths(stub, Documented.USERS)).isEqualTo(10);
      assertThat(stub.server.asked()).hasSize(20);
      String page = Stubbed.page(Documented.user(id(0)), Documented.user(id(1)));
      assertThat(document.faultsOfAnswer("GET", Documented.USERS, 200, page)).isEmpty();
    }
  }

  @Test
  void control_one_request_for_each_member_is_counted() {
    try (Stubbed stub =
        Stubbed.answering(
            asked -> {
              String path = asked.uri().getPath();
              return Answer.of(200, Documented.user(path.substring(path.lastIndexOf('/') + 1)));
            })) {
      for (String user : users.headSet(id(21))) {
        assertThat(stub.provider.findUser(new UserId(user))).isPresent();
      }
      assertThat(stub.server.asked()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void nobody_asked_for_takes_no_request_and_nobody_else_is_told() {
    try (Stubbed stub = Stubbed.answering(this::page)) {
      assertThat(stub.provider.profiles(Stubbed.ACME, Set.of())).isEmpty();
      assertThat(stub.server.asked()).isEmpty();
      assertThat(
              stub.provider.profiles(
                  Stubbed.ACME, Set.of(new UserId(id(7)), new UserId("user_elsewhere"))))
          .extracting(user -> user.id().value())
          .containsExactly(id(7));
    }
  }

  @Test
  void what_is_asked_is_in_the_document() {
    try (Stubbed stub = Stubbed.answering(this::page)) {
      List<User> unused = stub.provider.profiles(Stubbed.ACME, Set.of(Stubbed.ANN));
      assertThat(stub.server.asked().get(0).uri().getRawQuery())
          .isEqualTo("organization_id=org_01ACME&limit=100&order=asc");
      for (String part : stub.server.asked().get(1).uri().getRawQuery().split("&", -1)) {
        String name = part.substring(0, part.indexOf('='));
        assertThat(document.hasQueryParameter("GET", Documented.USERS, name)).as(name).isTrue();
      }
    }
  }

  @Test
  @Tag("MEM-3")
  void who_is_a_member_all_the_while_is_told_though_others_come_and_go_between_the_pages() {
    Set<UserId> asked = users.stream().map(UserId::new).collect(Collectors.toSet());
    Set<String> left = new HashSet<>();
    AtomicInteger pages = new AtomicInteger();
    try (Stubbed stub =
        Stubbed.answering(
            request -> {
              Answer page = page(request);
              int at = pages.getAndIncrement();
              // The last of this page, one of it, and one of the next; and somebody joins.
              for (int row : new int[] {at * 100 + 99, at * 100 + 5, at * 100 + 150}) {
                if (users.remove(id(row))) {
                  left.add(id(row));
                }
              }
              users.add(id(5000 + at));
              return page;
            })) {
      Set<String> told =
          stub.provider.profiles(Stubbed.ACME, asked).stream()
              .map(user -> user.id().value())
              .collect(Collectors.toSet());
      Set<String> stayed = new TreeSet<>(users);
      stayed.removeIf(user -> !asked.contains(new UserId(user)));
      assertThat(left).hasSizeGreaterThan(20);
      assertThat(told).containsAll(stayed);
    }
  }

  @Test
  @Tag("MEM-3")
  void a_cursor_that_workos_knows_no_more_or_repeats_is_unavailable_and_never_a_shorter_list() {
    for (Answer odd :
        List.of(
            Answer.of(404, "{\"message\":\"Not found.\"}"),
            Answer.of(422, "{\"message\":\"after\"}"),
            Answer.of(200, Stubbed.pageBefore("\"" + id(99) + "\"")))) {
      try (Stubbed stub =
          Stubbed.answering(
              asked -> asked.uri().getQuery().contains("after=") ? odd : page(asked))) {
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> stub.provider.profiles(Stubbed.ACME, Set.of(Stubbed.ANN)));
      }
    }
  }

  @Test
  @Tag("ANS-2")
  void a_profile_needs_what_is_decided_on_and_nothing_more() {
    Set<UserId> ann = Set.of(Stubbed.ANN);
    String bare = "{\"id\":\"user_01ANN\",\"email\":\"a@example.org\",\"email_verified\":false}";
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(bare, "{\"id\":\"user_02\"}"))) {
      assertThat(stub.provider.profiles(Stubbed.ACME, ann))
          .containsExactly(new User(Stubbed.ANN, "a@example.org", false));
    }
    for (String odd :
        List.of(
            bare.replace("user_01ANN", ""),
            bare.replace("\"user_01ANN\"", "7"),
            bare.replace("\"a@example.org\"", "null"),
            bare.replace("false", "\"false\""),
            bare.replace(",\"email_verified\":false", ""),
            "[]",
            "null")) {
      try (Stubbed stub = Stubbed.answering(200, Stubbed.page(odd))) {
        assertThatExceptionOfType(Unavailable.class)
            .as(odd)
            .isThrownBy(() -> stub.provider.profiles(Stubbed.ACME, ann));
      }
    }
  }

  /** The page of either list that a request asks for, as a cursor by id has it. */
  private Answer page(Asked asked) {
    String query = asked.uri().getQuery();
    String after = query.replaceFirst("^.*&after=|^.*$", "");
    List<String> rows = new ArrayList<>();
    for (String user : users.tailSet(after, false)) {
      if (rows.size() == 100) {
        break;
      }
      rows.add(user);
    }
    boolean more = !rows.isEmpty() && users.higher(rows.get(rows.size() - 1)) != null;
    UnaryOperator<String> row =
        asked.uri().getPath().equals(MEMBERSHIPS)
            ? MemberProfilesOnDocumentTest::membership
            : Documented::user;
    return Answer.of(
        200,
        Stubbed.pageBefore(
            more ? "\"" + rows.get(rows.size() - 1) + "\"" : "null",
            rows.stream().map(row).toArray(String[]::new)));
  }

  private static String membership(String user) {
    return Documented.membership("active", "member")
        .replace("om_01", "om_" + user)
        .replace("user_01ANN", user);
  }

  private static long paths(Stubbed stub, String path) {
    return stub.server.asked().stream().filter(asked -> asked.uri().getPath().equals(path)).count();
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "user_%05d", number);
  }
}
