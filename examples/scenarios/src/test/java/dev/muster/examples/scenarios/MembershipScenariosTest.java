package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.atLeast;
import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Reason;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.OrganizationMember;
import dev.muster.name.Role;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.OrganizationActor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is a member, of what, and until when. */
@MusterTest(BoundedHost.class)
class MembershipScenariosTest {
  @Test
  @Tag("A1")
  @Tag("MEM-1")
  void a_member_of_one_organization_who_asks_for_another_is_denied(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.org("globex").admin("bob");
    assertThat(kit.actingAs("ann").in("globex").check(member())).isDenied(Reason.NO_MEMBERSHIP);
    assertThat(kit.calls()).hasNoWrites();
  }

  @Test
  @Tag("A1")
  @Tag("ORG-5")
  void a_token_of_one_organization_opens_no_other_one(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.org("globex").admin("ann");
    assertThat(kit.actingAs("ann").in("acme").byToken().in("globex").check(member()))
        .isDenied(Reason.WRONG_ORGANIZATION);
    assertThat(kit.calls()).hasNoWrites();
  }

  @Test
  @Tag("A2")
  @Tag("MEM-1")
  void of_two_organizations_the_role_of_the_asked_one_counts(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.org("globex").member("ann");
    OrganizationActor acme = kit.actingAs("ann").in("acme");
    OrganizationActor globex = kit.actingAs("ann").in("globex");
    assertThat(acme.check(atLeast(new Role("admin")))).isGranted().hasRole("admin");
    assertThat(globex.check(atLeast(new Role("admin")))).isDenied(Reason.ROLE_TOO_LOW);
    assertThat(globex.check(member())).isGranted().hasRole("member");
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 100, 101, 250})
  @Tag("A3")
  @Tag("MEM-3")
  void the_oldest_of_many_members_is_allowed(int members, MusterKit kit) {
    String[] younger = IntStream.range(1, members).mapToObj(i -> "u" + i).toArray(String[]::new);
    kit.org("acme").admin("oldest").member(younger);
    OrganizationActor oldest = kit.actingAs("oldest").in("acme");
    assertThat(oldest.check(member())).isGranted();
    var all = kit.muster().lifecycle().orElseThrow().members().list(oldest.require(member()));
    assertThat(((LifecycleResult.Done<List<OrganizationMember>>) all).value()).hasSize(members);
  }

  @Test
  @Tag("A5")
  @Tag("MEM-4")
  void who_was_removed_at_the_provider_is_out_within_the_bound(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().remove("ann", "acme");
    kit.clock().advance(BoundedHost.BOUND.plusMillis(1));
    assertThat(ann.check(member())).isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  @Tag("A5")
  @Tag("FEED-6")
  void who_was_removed_at_the_provider_is_out_at_once_when_a_webhook_tells(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().remove("ann", "acme");
    kit.webhooks().take().forEach(kit::deliver);
    assertThat(ann.check(member())).isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  @Tag("A5")
  @Tag("FEED-6")
  void who_was_removed_at_the_provider_is_out_at_once_when_the_feed_reads_it(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.follow();
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().remove("ann", "acme");
    kit.follow();
    assertThat(ann.check(member())).isDenied(Reason.NO_MEMBERSHIP);
  }
}
