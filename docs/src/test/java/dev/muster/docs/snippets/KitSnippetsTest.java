package dev.muster.docs.snippets;

// @start region=kit-imports
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static dev.muster.testkit.assertion.MusterAssertions.assertThatRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.feed.WebhookResult;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.junit.KitSetup;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.Callers;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.MusterKitBuilder;
import dev.muster.testkit.stage.OrganizationActor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

// @end

/** The snippets of docs/testing.md on the kit, run. */
@org.junit.jupiter.api.Tag("KIT-3")
@MusterTest
class KitSnippetsTest {
  @Test
  void who_is_where(MusterKit kit) {
    // @start region=kit-fixtures
    kit.org("acme").admin("u1").member("u2", "u3").pending("u4").inactive("u5");
    kit.org("globex").role("admin", "u2");
    // @end
    assertThat(kit.actingAs("u4").in("acme").check(Requirement.member()))
        .isDenied(Reason.NOT_ACTIVE);
    assertThat(kit.actingAs("u2").in("globex").check(Requirement.member())).hasRole("admin");
  }

  // @start region=kit-acting
  @Test
  void a_member_reads_and_does_not_pay(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    OrganizationActor u2 = kit.actingAs("u2").in("acme");

    Pass pass = u2.require(Requirement.permits(new Permission("read")));
    assertThat(invoices(pass)).containsExactly("invoice of " + kit.organization("acme"));

    assertThat(u2.check(Requirement.atLeast(new Role("admin")))).isDenied(Reason.ROLE_TOO_LOW);
    assertThat(kit.actingAs("u2").in("globex").check(Requirement.member())).isDenied();
    assertThat(kit.actingAs("u2").check(Requirement.signedIn())).isGranted();
  }

  // @end

  private static List<String> invoices(Pass pass) {
    return List.of("invoice of " + pass.organization());
  }

  // @start region=kit-set-role
  @Test
  void who_is_no_admin_any_more_pays_no_more(MusterKit kit) {
    kit.org("acme").admin("u1", "u2");
    OrganizationActor u2 = kit.actingAs("u2").in("acme");
    Requirement admin = Requirement.atLeast(new Role("admin"));
    assertThat(u2.check(admin)).isGranted();

    kit.provider().setRole("u2", "acme", "member");
    assertThat(u2.check(admin)).isDenied(Reason.ROLE_TOO_LOW);
  }

  // @end

  // @start region=kit-levers
  @Test
  void an_outage_is_neither_yes_nor_no(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    OrganizationActor u2 = kit.actingAs("u2").in("acme");

    kit.provider().rateLimited(Duration.ofSeconds(17));
    assertThat(u2.check(Requirement.member()))
        .isUndecided(Failure.Cause.PROVIDER_UNAVAILABLE)
        .hasRetryAfter(Duration.ofSeconds(17));

    kit.provider().up();
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.MalformedAnswer());
    assertThat(u2.check(Requirement.member())).isUndecided();
    assertThat(u2.check(Requirement.member())).isGranted();
  }

  // @end

  // @start region=kit-hold
  @Test
  void an_answer_that_was_overtaken_brings_nobody_back(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    OrganizationActor u2 = kit.actingAs("u2").in("acme");
    Hold hold = new Hold();
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold));
    Callers<Decision> slow = kit.atOnce(() -> u2.check(Requirement.member())).until(hold);

    kit.provider().remove("u2", "acme");
    assertThat(slow.release(hold).answer(0)).isGranted();

    assertThat(u2.check(Requirement.member())).isDenied(Reason.NO_MEMBERSHIP);
  }

  // @end

  // @start region=kit-clock
  @Test
  void within_its_bound_a_yes_costs_no_call(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    OrganizationActor u2 = kit.actingAs("u2").in("acme");
    Freshness bound = Freshness.within(Duration.ofSeconds(30));
    assertThat(u2.check(Requirement.member(), bound)).isGranted();
    kit.calls().reset();
    kit.provider().remove("u2", "acme");

    assertThat(u2.check(Requirement.member(), bound)).isGranted();
    assertThat(kit.calls()).isEmpty();

    kit.clock().advance(Duration.ofSeconds(31));
    assertThat(u2.check(Requirement.member(), bound)).isDenied();
  }

  // @end

  // @start region=assert-refused
  @Test
  void invoices_are_refused_for_the_right_reason(MusterKit kit) {
    kit.org("acme").admin("u1");
    Invoices invoices = new Invoices(kit.muster());
    Session u1 = kit.actingAs("u1").session();
    Session u2 = kit.actingAs("u2").session();

    assertThatRefused(() -> invoices.of(u2, "acme")).isDenied(Reason.NO_MEMBERSHIP);

    kit.provider().down();
    assertThatRefused(() -> invoices.of(u1, "acme")).isUndecided();
  }

  // @end

  // @start region=kit-audit
  @Test
  void the_audit_says_who_was_denied_and_why(MusterKit kit) {
    kit.org("acme").admin("u1");
    kit.actingAs("u2").in("acme").check(Requirement.member());

    assertThat(kit.audit()).hasDenied(Reason.NO_MEMBERSHIP).explainsEveryDecision();
    assertThat(kit.calls()).hasNoWrites();
  }

  // @end

  // @start region=kit-feed
  @Test
  void a_removal_arrives_by_itself_on_every_node(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    OrganizationActor u2 = kit.actingAs("u2").in("acme");
    OrganizationActor elsewhere = kit.actingAs("u2").at(kit.anotherNode()).in("acme");
    Freshness bound = Freshness.within(Duration.ofHours(1));
    kit.follow();
    assertThat(u2.check(Requirement.member(), bound)).isGranted();
    assertThat(elsewhere.check(Requirement.member(), bound)).isGranted();

    kit.provider().remove("u2", "acme");
    kit.follow();

    assertThat(u2.check(Requirement.member(), bound)).isDenied();
    assertThat(elsewhere.check(Requirement.member(), bound)).isDenied();
  }

  // @end

  // @start region=kit-webhooks
  @Test
  void a_webhook_that_was_changed_on_its_way_is_refused(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    kit.provider().remove("u2", "acme");
    SignedWebhook removal = kit.webhooks().take().get(0);

    assertThat(kit.deliver(removal.tampered(removal.body() + " ")))
        .isEqualTo(new WebhookResult.Refused(Why.BAD_SIGNATURE));
    assertThat(kit.deliver(removal)).isEqualTo(new WebhookResult.Taken());
    assertThat(kit.deliver(removal)).isEqualTo(new WebhookResult.Taken());
  }

  // @end

  @Test
  void without_junit() {
    // @start region=kit-plain
    try (MusterKit kit = MusterKit.with(new AcmeSetup()::configure)) {
      kit.org("acme").role("accountant", "u1");
      Pass pass = kit.actingAs("u1").in("acme").require(Requirement.permits(new Permission("pay")));
      assertThat(pass.organization()).isEqualTo(kit.organization("acme"));
    }
    // @end
  }

  // @start region=kit-setup
  static final class AcmeSetup implements KitSetup {
    @Override
    public void configure(MusterKitBuilder kit) {
      kit.roles(
              RoleMap.builder()
                  .role("admin", "read", "pay")
                  .role("accountant", "read", "pay")
                  .role("member", "read")
                  .build())
          .muster(host -> host.freshness(Freshness.within(Duration.ofSeconds(10))));
    }
  }

  // @end

  @org.junit.jupiter.api.Nested
  // @start region=kit-setup-use
  @MusterTest(AcmeSetup.class)
  class PaymentsTest {
    @Test
    void an_accountant_pays(MusterKit kit) {
      kit.org("acme").role("accountant", "u1");
      assertThat(kit.actingAs("u1").in("acme").check(Requirement.permits(new Permission("pay"))))
          .isGranted();
    }
  }

  // @end
}
