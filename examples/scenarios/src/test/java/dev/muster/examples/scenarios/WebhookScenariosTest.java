package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.feed.WebhookResult;
import dev.muster.membership.Freshness;
import dev.muster.membership.Source;
import dev.muster.provider.Organization;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.store.MirrorEntry;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.OrganizationActor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as web frameworks and networks deliver them: parsed, twice, late, in any order. */
@MusterTest(BoundedHost.class)
@Tag("FEED-4")
class WebhookScenariosTest {
  private static MirrorEntry mirrored(MusterKit kit) {
    return kit.mirror().find(kit.key("ann", "acme")).entry();
  }

  @Test
  @Tag("A12")
  void a_body_that_somebody_read_before_is_refused_by_that_name(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().remove("ann", "acme");
    SignedWebhook read = kit.webhooks().take().get(0).tampered("");
    assertThat(kit.deliver(read)).isEqualTo(new WebhookResult.Refused(Why.NOT_RAW));
    assertThat(mirrored(kit)).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("A12")
  void a_body_that_was_parsed_and_written_again_is_refused(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().remove("ann", "acme");
    SignedWebhook removal = kit.webhooks().take().get(0);
    SignedWebhook rewritten = removal.tampered(removal.body().replace(",", ", "));
    assertThat(kit.deliver(rewritten)).isEqualTo(new WebhookResult.Refused(Why.BAD_SIGNATURE));
    assertThat(mirrored(kit)).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("A12")
  void a_webhook_that_comes_twice_counts_once(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().remove("ann", "acme");
    SignedWebhook removal = kit.webhooks().take().get(0);
    assertThat(kit.deliver(removal)).isEqualTo(new WebhookResult.Taken());
    MirrorEntry ended = mirrored(kit);
    assertThat(kit.deliver(removal)).isEqualTo(new WebhookResult.Taken());
    assertThat(mirrored(kit)).isEqualTo(ended).isInstanceOf(MirrorEntry.Ended.class);
  }

  private static SignedWebhook renamed(MusterKit kit, String event, String name) {
    var subject = new FakeEvent.OfOrganization(new Organization(kit.organization("acme"), name));
    var type = FakeEvent.Type.ORGANIZATION_UPDATED;
    return kit.webhooks().of(new FakeEvent(event, type, kit.clock().instant(), subject));
  }

  private static String name(MusterKit kit) {
    var entry = kit.directory().find(kit.instance(), kit.organization("acme"));
    return entry.orElseThrow().organization().name();
  }

  /** What tells no time of its own is in order by coming once. */
  @Test
  @Tag("A12")
  void a_webhook_that_comes_again_after_a_later_one_changes_nothing_back(MusterKit kit) {
    kit.org("acme").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    SignedWebhook first = renamed(kit, "event_1", "Acme and Sons");
    SignedWebhook later = renamed(kit, "event_2", "Acme and Daughters");
    var told = Stream.of(first, later, first).map(kit::deliver).toList();
    assertThat(told).containsOnly(new WebhookResult.Taken());
    assertThat(name(kit)).isEqualTo("Acme and Daughters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
  @Tag("A12")
  void in_whatever_order_they_come_who_joined_again_is_a_member(String order, MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().setRole("ann", "acme", "admin");
    kit.provider().remove("ann", "acme").join("ann", "acme", "member");
    List<SignedWebhook> told = kit.webhooks().take();
    order.chars().forEach(i -> kit.deliver(told.get(i - '0')));
    var now = kit.provider().membership("ann", "acme").orElseThrow();
    assertThat(mirrored(kit)).extracting("membership").isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
  @Tag("A12")
  void in_whatever_order_they_come_who_was_removed_is_none(String order, MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().setRole("ann", "acme", "admin");
    kit.provider().setRole("ann", "acme", "member").remove("ann", "acme");
    List<SignedWebhook> told = kit.webhooks().take();
    order.chars().forEach(i -> kit.deliver(told.get(i - '0')));
    assertThat(mirrored(kit)).isInstanceOf(MirrorEntry.Ended.class);
  }

  @Test
  @Tag("A12")
  void an_old_webhook_that_somebody_sends_again_is_refused(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().remove("ann", "acme");
    SignedWebhook removal = kit.webhooks().take().get(0);
    kit.clock().advance(Duration.ofMinutes(6));
    assertThat(kit.deliver(removal)).isEqualTo(new WebhookResult.Refused(Why.OUT_OF_TIME));
    assertThat(mirrored(kit)).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("A12")
  void a_webhook_that_somebody_changed_is_refused(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().setRole("ann", "acme", "member", "admin");
    SignedWebhook change = kit.webhooks().take().get(0);
    SignedWebhook forged = change.tampered(change.body().replace("updated", "deleted"));
    assertThat(forged.body()).isNotEqualTo(change.body());
    assertThat(kit.deliver(forged)).isEqualTo(new WebhookResult.Refused(Why.BAD_SIGNATURE));
    assertThat(mirrored(kit)).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("A13")
  @Tag("MEM-7")
  void the_old_deletion_of_a_member_who_joined_again_touches_nothing(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().remove("ann", "acme").join("ann", "acme", "member");
    assertThat(ann.check(member(), Freshness.live())).isGranted();
    assertThat(kit.deliver(kit.webhooks().take().get(0))).isEqualTo(new WebhookResult.Taken());
    kit.provider().down();
    assertThat(ann.check(member())).isGranted().hasSource(Source.MIRROR);
  }
}
