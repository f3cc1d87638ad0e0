package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keycloak pages by offset; its lists are read in small pages while members come and go. */
@NeedsKeycloak
@Tag("MEM-3")
@Tag("FEED-5")
class MovingListOnKeycloakTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final int PAGE = 3;

  private final KeycloakServer server;
  private final List<UserId> members = new ArrayList<>();
  private final AtomicInteger pages = new AtomicInteger();
  private KeycloakStage stage;
  private OrganizationId acme;

  MovingListOnKeycloakTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() {
    stage = new KeycloakStage(server, PAGE);
    acme = stage.createOrganization("Acme");
    for (int i = 0; i < 8; i++) {
      members.add(join("user" + i));
    }
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void members_who_stay_are_listed_once_each() {
    twoLeaveAndOneJoinsAfterTheFirstPage();
    List<UserId> listed =
        stage.provider().listMembers(acme).stream().map(Membership::user).toList();
    assertThat(listed).doesNotHaveDuplicates().containsAll(stayed());
  }

  @Test
  void the_profiles_of_members_who_stay_are_told_once_each() {
    twoLeaveAndOneJoinsAfterTheFirstPage();
    List<UserId> told =
        stage.profiles().profiles(acme, Set.copyOf(members)).stream().map(User::id).toList();
    assertThat(told).doesNotHaveDuplicates().containsAll(stayed());
  }

  @Test
  void a_walk_meets_members_who_stay() {
    List<UserId> met = new ArrayList<>();
    String at = null;
    do {
      DirectoryWalk.Page<Membership> page = stage.walk().members(acme, at, PAGE);
      if (at == null) {
        change();
      }
      page.items().forEach(row -> met.add(row.user()));
      at = page.next();
    } while (at != null);
    assertThat(met).containsAll(stayed());
  }

  @Test
  void control_pages_one_behind_the_other_miss_who_stayed() {
    List<UserId> listed = new ArrayList<>();
    JsonNode page;
    do {
      page = stage.realm().get("/organizations/" + acme + "/members?max=3&first=" + listed.size());
      page.forEach(row -> listed.add(new UserId(row.path("id").asText())));
      if (listed.size() == PAGE) {
        change();
      }
    } while (!page.isEmpty());
    assertThat(listed).doesNotContain(members.get(3), members.get(4));
    assertThat(stayed()).contains(members.get(3), members.get(4));
  }

  private void twoLeaveAndOneJoinsAfterTheFirstPage() {
    stage
        .gateway()
        .instead(
            asked -> {
              if (asked.uri().getPath().endsWith("/members") && pages.incrementAndGet() == 2) {
                change();
              }
              return null;
            });
  }

  private void change() {
    stage.remove(acme, members.get(0));
    stage.remove(acme, members.get(2));
    join("user9");
  }

  private List<UserId> stayed() {
    return List.of(1, 3, 4, 5, 6, 7).stream().map(members::get).toList();
  }

  private UserId join(String name) {
    UserId user = stage.createUser(name + "@example.org");
    stage.enrol(acme, user, MembershipStatus.ACTIVE, MEMBER);
    return user;
  }
}
