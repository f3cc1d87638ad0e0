package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.contract.Outage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Each call with its k-th request broken: unavailable, or whole; and good again afterwards. */
@Tag("ANS-2")
class OutagesTest {
  private static final RoleSlug ADMIN = new RoleSlug("org:admin");
  private static final RoleSlug MEMBER = new RoleSlug("org:member");
  private static final int MEMBERS = 7;

  /** What is there before each call. */
  private record Scene(
      ClerkStage stage, OrganizationId acme, Membership ann, Invitation sent, Set<UserId> users) {
    ClerkProvider clerk() {
      return stage.adapter();
    }
  }

  @TestFactory
  Stream<DynamicTest> a_call_whose_kth_request_breaks_is_unavailable_or_whole() {
    return calls().entrySet().stream()
        .map(call -> dynamicTest(call.getKey(), () -> breaksEverywhere(call.getValue())));
  }

  private static Map<String, Function<Scene, Object>> calls() {
    Map<String, Function<Scene, Object>> calls = new TreeMap<>();
    calls.put("findMembership", s -> s.clerk().findMembership(s.acme(), s.ann().user()));
    calls.put("findUser", s -> s.clerk().findUser(s.ann().user()));
    calls.put("listMembers", s -> s.clerk().listMembers(s.acme()));
    calls.put("listMemberships", s -> s.clerk().listMemberships(s.ann().user()));
    calls.put("listRoles", s -> s.clerk().listRoles());
    calls.put("profiles", s -> Set.copyOf(s.clerk().profiles(s.acme(), s.users())));
    calls.put("createOrganization", s -> s.clerk().createOrganization("New", "key").name());
    calls.put("addMember", s -> s.clerk().addMember(s.acme(), s.ann().user(), ADMIN).roles());
    calls.put("changeRole", s -> s.clerk().changeRole(s.ann(), ADMIN).roles());
    calls.put("rename", s -> s.clerk().rename(s.acme(), "Other").name());
    calls.put("listInvitations", s -> s.clerk().listInvitations(s.acme()).size());
    calls.put("revokeInvitation", s -> s.clerk().revokeInvitation(s.acme(), s.sent().id()).state());
    calls.put(
        "removeMember",
        s -> {
          s.clerk().removeMember(s.ann());
          return s.clerk().findMembership(s.acme(), s.ann().user()).isPresent();
        });
    return calls;
  }

  private static void breaksEverywhere(Function<Scene, Object> call) {
    List<Outage> outages = List.of(Outage.SERVER_ERROR, Outage.CUT_ANSWER, Outage.MALFORMED_ANSWER);
    int requests;
    try (ClerkStage stage = new ClerkStage(3)) {
      Scene scene = scene(stage);
      stage.clerk().line().forget();
      var unused = call.apply(scene);
      requests = stage.clerk().line().asked().size();
    }
    IntStream.range(0, requests).forEach(k -> outages.forEach(outage -> breaks(call, k, outage)));
  }

  private static void breaks(Function<Scene, Object> call, int goodRequests, Outage outage) {
    try (ClerkStage stage = new ClerkStage(3)) {
      Scene scene = scene(stage);
      stage.fail(goodRequests, outage);
      Throwable thrown = catchThrowable(() -> call.apply(scene));
      stage.heal();
      assertThat(thrown).as("%s after %d", outage, goodRequests).isInstanceOf(Unavailable.class);
      assertThat(scene.clerk().listMembers(scene.acme()).size()).isBetween(MEMBERS - 1, MEMBERS);
      assertThat(catchThrowable(() -> call.apply(scene)))
          .as("again, after %s after %d", outage, goodRequests)
          .isNull();
    }
  }

  private static Scene scene(ClerkStage stage) {
    OrganizationId acme = stage.createOrganization("Acme");
    Set<UserId> users = new HashSet<>();
    for (int i = 0; i < MEMBERS; i++) {
      UserId user = stage.createUser("user" + i + "@example.org");
      users.add(user);
      stage.enrol(acme, user, MembershipStatus.ACTIVE, i == 0 ? ADMIN : MEMBER);
    }
    List<Membership> members = stage.adapter().listMembers(acme);
    Membership boss =
        members.stream().filter(m -> m.roles().contains(ADMIN)).findAny().orElseThrow();
    Membership ann = members.stream().filter(m -> !m.equals(boss)).findAny().orElseThrow();
    for (int i = 0; i < 4; i++) {
      stage.adapter().invite(acme, "guest" + i + "@example.org", MEMBER, boss.user());
    }
    return new Scene(stage, acme, ann, stage.adapter().listInvitations(acme).get(0), users);
  }
}
