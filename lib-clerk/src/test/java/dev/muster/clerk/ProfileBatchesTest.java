package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Asked;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many requests lists and profiles take. */
@Tag("MEM-14")
class ProfileBatchesTest {
  private static final int MEMBERS = 250;

  @Test
  void profiles_take_two_requests_for_a_hundred_and_a_list_one() {
    try (ClerkStage stage = new ClerkStage(100)) {
      OrganizationId acme = stage.createOrganization("Acme");
      Set<UserId> members = new HashSet<>();
      for (int i = 0; i < MEMBERS; i++) {
        UserId user = stage.createUser("user" + i + "@example.org");
        stage.clerk().enrol(acme, user, "org:member");
        members.add(user);
      }
      stage.clerk().line().forget();

      assertThat(stage.adapter().listMembers(acme)).extracting(Membership::user).hasSize(MEMBERS);
      assertThat(stage.clerk().line().asked()).hasSize(3);
      stage.clerk().line().forget();

      assertThat(stage.adapter().profiles(acme, members)).hasSize(MEMBERS);
      List<Asked> asked = stage.clerk().line().asked();
      assertThat(asked).hasSize(6);
      assertThat(asked.stream().filter(one -> one.path().endsWith("/users"))).hasSize(3);
      stage.clerk().line().forget();

      assertThat(stage.adapter().profiles(acme, Set.of())).isEmpty();
      assertThat(stage.clerk().line().asked()).isEmpty();
    }
  }

  @Test
  void a_batch_is_no_longer_than_a_page() {
    try (ClerkStage stage = new ClerkStage(3)) {
      OrganizationId acme = stage.createOrganization("Acme");
      Set<UserId> members = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        UserId user = stage.createUser("user" + i + "@example.org");
        stage.clerk().enrol(acme, user, "org:member");
        members.add(user);
      }
      stage.clerk().line().forget();
      assertThat(stage.adapter().profiles(acme, members)).hasSize(7);
      assertThat(stage.clerk().line().asked()).hasSize(6);
    }
  }
}
