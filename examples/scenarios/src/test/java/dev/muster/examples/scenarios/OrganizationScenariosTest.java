package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.decision.Requirement.signedIn;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.CreationResult;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.Invitations;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.Refusal;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Invitation;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How people come into organizations, and how organizations come to be. */
@MusterTest(LiveHost.class)
class OrganizationScenariosTest {
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final Hold late = new Hold();

  private static Invitations invitations(MusterKit kit) {
    return kit.muster().lifecycle().orElseThrow().invitations().orElseThrow();
  }

  private static <T> T done(LifecycleResult<T> result) {
    return ((LifecycleResult.Done<T>) result).value();
  }

  @Test
  @Tag("A14")
  @Tag("ADM-2")
  void an_invitation_grants_nothing_until_it_is_accepted(MusterKit kit) {
    kit.org("acme").admin("boss");
    Pass boss = kit.actingAs("boss").in("acme").require(member());
    Pass ann = kit.actingAs("ann").require(signedIn());
    Invitation sent = done(invitations(kit).invite(boss, "ann@example.org", MEMBER));
    assertThat(kit.actingAs("ann").in("acme").check(member())).isDenied();
    invitations(kit).accept(ann, sent.id());
    assertThat(kit.actingAs("ann").in("acme").check(member())).isGranted().hasRole("member");
  }

  @Test
  @Tag("A14")
  @Tag("ADM-2")
  void a_revoked_invitation_can_not_be_accepted(MusterKit kit) {
    kit.org("acme").admin("boss");
    Pass boss = kit.actingAs("boss").in("acme").require(member());
    Pass ann = kit.actingAs("ann").require(signedIn());
    Invitation sent = done(invitations(kit).invite(boss, "ann@example.org", MEMBER));
    invitations(kit).revoke(boss, sent.id());
    assertThat(invitations(kit).accept(ann, sent.id()))
        .isEqualTo(new LifecycleResult.Refused<>(Refusal.INVITATION_REVOKED, null));
    assertThat(kit.actingAs("ann").in("acme").check(member())).isDenied();
  }

  @Test
  @Tag("A15")
  @Tag("SES-7")
  void who_creates_twice_at_once_gets_one_organization_and_leaves_no_orphan(MusterKit kit) {
    Pass ann = kit.actingAs("ann").byCookie().require(signedIn());
    kit.provider().next(Operation.CREATE_ORGANIZATION, new Fault.LateAnswer(late), 2);
    var creation = kit.muster().organizationCreation().orElseThrow();
    var both = kit.atOnce(2, () -> creation.create(ann, ACME, "Acme")).until(late, 2);
    assertThat(both.release(late).answers()).allMatch(CreationResult.Created.class::isInstance);
    assertThat(kit.provider().fake().dashboard().organizations()).hasSize(1);
  }

  @Test
  @Tag("A15")
  @Tag("SES-7")
  void of_two_who_create_the_same_at_once_one_is_told_that_it_is_taken(MusterKit kit) {
    Pass ann = kit.actingAs("ann").byCookie().require(signedIn());
    Pass bob = kit.actingAs("bob").byCookie().require(signedIn());
    var creation = kit.muster().organizationCreation().orElseThrow();
    kit.provider().next(Operation.CREATE_ORGANIZATION, new Fault.LateAnswer(late));
    var first = kit.atOnce(() -> creation.create(ann, ACME, "Acme")).until(late);
    assertThat(creation.create(bob, ACME, "Acme")).isEqualTo(new CreationResult.SlugTaken());
    assertThat(first.release(late).answers()).allMatch(CreationResult.Created.class::isInstance);
    assertThat(kit.provider().fake().dashboard().organizations()).hasSize(1);
  }
}
