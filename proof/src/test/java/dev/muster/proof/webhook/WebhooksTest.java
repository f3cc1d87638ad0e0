package dev.muster.proof.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Reason;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.WebhookResult;
import dev.muster.lease.Lease;
import dev.muster.lease.LeaseHolder;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipId;
import dev.muster.proof.lease.HandScheduler;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedPosition;
import dev.muster.store.MirrorEntry;
import dev.muster.testkit.SignedWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A provider without a log of events, whose webhooks are all that it tells. */
@Tag("FEED-4")
class WebhooksTest {
  private final WebhookStage stage = new WebhookStage();

  @AfterEach
  void close() {
    stage.close();
  }

  /** The one message that says that Ann was removed. */
  private SignedWebhook removal() {
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    List<SignedWebhook> messages = stage.webhooks.take();
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private MirrorEntry mirrored() {
    return stage.mirror.find(stage.key).entry();
  }

  @Test
  @Tag("FEED-6")
  void a_removal_in_the_dashboard_reaches_mirror_memory_tokens_and_leases_at_once() {
    Secret token = stage.token();
    assertThat(stage.opens(token)).isTrue();
    HandScheduler scheduler = new HandScheduler();
    Leases leases = stage.muster.leases(scheduler.asExecutor());
    List<Reason> ended = new ArrayList<>();
    LeaseHolder holder = denied -> ended.add(denied.reason());
    Lease lease = leases.hold(stage.pass(), Freshness.within(Duration.ofMinutes(10)), holder);
    long read = stage.log.read(stage.key.provider(), ChangeLog.NOTHING, 1).last();
    SignedWebhook removal = removal();
    assertThat(stage.isGranted()).as("a yes from memory, within its bound").isTrue();

    assertThat(stage.send(removal)).isEqualTo(new WebhookResult.Taken());

    assertThat(mirrored()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(stage.isGranted()).isFalse();
    assertThat(stage.opens(token)).isFalse();
    scheduler.runPending();
    assertThat(ended).hasSize(1);
    assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
    assertThat(stage.log.read(stage.key.provider(), read, 10).entries())
        .as("so that other nodes forget too")
        .hasSize(2);
  }

  @Test
  @Tag("FEED-6")
  void the_end_of_a_user_or_an_organization_ends_memberships_and_tokens() {
    Secret token = stage.token();
    stage.provider.dashboard().deleteUser(stage.ann);

    stage.deliver();

    assertThat(mirrored()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(stage.isGranted()).isFalse();
    assertThat(stage.opens(token)).isFalse();

    stage.provider.dashboard().deleteOrganization(stage.acme);
    stage.deliver();
    assertThat(stage.directory.hasEnded(stage.key.provider(), stage.acme)).isTrue();
  }

  @Test
  void a_webhook_that_comes_again_is_taken_and_changes_nothing() {
    assertThat(stage.isGranted()).isTrue();
    SignedWebhook removal = removal();
    assertThat(stage.send(removal).httpStatus()).isEqualTo(200);
    MirrorEntry ended = mirrored();
    long read = stage.log.read(stage.key.provider(), ChangeLog.NOTHING, 1).last();

    assertThat(stage.send(removal).httpStatus()).isEqualTo(200);

    assertThat(mirrored()).isEqualTo(ended);
    assertThat(stage.log.read(stage.key.provider(), read, 10).entries()).isEmpty();
  }

  @Test
  void what_nobody_signed_like_this_counts_for_nothing() {
    assertThat(stage.isGranted()).isTrue();
    MirrorEntry before = mirrored();
    SignedWebhook removal = removal();
    String body = removal.body();

    refused(removal.tampered(body.replace("fake", "fake2") + " "), Why.BAD_SIGNATURE);
    refused(removal.tampered(body.replace(",", ", ")), Why.BAD_SIGNATURE);
    refused(new SignedWebhook(Map.of(), body), Why.UNSIGNED);
    assertThat(stage.send(WebhookStage.headers(removal), new byte[0]))
        .isEqualTo(new WebhookResult.Refused(Why.NOT_RAW));
    stage.pass(Duration.ofMinutes(6));
    refused(removal, Why.OUT_OF_TIME);

    assertThat(mirrored()).isEqualTo(before);
    assertThat(stage.heard)
        .hasSize(5)
        .allSatisfy(event -> assertThat(event).isInstanceOf(FeedEvent.WebhookRefused.class));
    assertThat(new WebhookResult.Refused(Why.OUT_OF_TIME).httpStatus()).isEqualTo(400);
  }

  private void refused(SignedWebhook webhook, Why why) {
    assertThat(stage.send(webhook)).isEqualTo(new WebhookResult.Refused(why));
  }

  @Test
  void whatever_the_headers_and_the_body_are_the_answer_is_a_result() {
    byte[] body = "{".getBytes(StandardCharsets.UTF_8);
    UnaryThrow headers = new UnaryThrow();

    assertThat(stage.send(name -> "\u0000" + name, body).httpStatus()).isEqualTo(400);
    assertThat(stage.send(name -> null, new byte[100_000]).httpStatus()).isEqualTo(400);
    assertThat(stage.send(headers::fail, body).httpStatus()).isEqualTo(503);
  }

  /** Headers of a request that is gone. */
  private static final class UnaryThrow {
    String fail(String name) {
      throw new IllegalStateException(name);
    }
  }

  @Test
  void while_the_database_is_down_nothing_is_acknowledged_and_the_second_try_counts() {
    assertThat(stage.isGranted()).isTrue();
    SignedWebhook removal = removal();
    stage.down(true);

    assertThat(stage.send(removal)).isEqualTo(new WebhookResult.Unavailable());
    assertThat(stage.send(removal).httpStatus()).isEqualTo(503);
    assertThat(mirrored()).isInstanceOf(MirrorEntry.Present.class);
    assertThat(stage.heard)
        .containsExactly(
            new FeedEvent.Failing(stage.key.provider(), "webhooks", 1),
            new FeedEvent.Failing(stage.key.provider(), "webhooks", 2));

    stage.down(false);
    assertThat(stage.send(removal)).isEqualTo(new WebhookResult.Taken());
    assertThat(mirrored()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(stage.isGranted()).isFalse();
  }

  @Test
  void in_whatever_order_they_come_the_end_is_the_same() {
    for (List<Integer> order : Orders.of(4)) {
      try (WebhookStage each = new WebhookStage()) {
        List<SignedWebhook> messages = lifeOfAnn(each);
        assertThat(messages).hasSize(order.size());
        for (int i : order) {
          assertThat(each.send(messages.get(i)).httpStatus()).isEqualTo(200);
          assertThat(each.send(messages.get(0)).httpStatus()).isEqualTo(200);
        }

        MirrorEntry entry = each.mirror.find(each.key).entry();
        assertThat(entry).as("%s", order).isInstanceOf(MirrorEntry.Present.class);
        MembershipId id = ((MirrorEntry.Present) entry).membership().id();
        assertThat(each.provider.findMembership(each.acme, each.ann).orElseThrow().id())
            .as("%s", order)
            .isEqualTo(id);
        each.provider.dashboard().remove(each.acme, each.ann);
        each.deliver();
        assertThat(each.mirror.find(each.key).entry()).isInstanceOf(MirrorEntry.Ended.class);
        assertThat(each.isGranted()).isFalse();
      }
    }
  }

  /** Another role, the end, and again a member; the first message is of the role. */
  private static List<SignedWebhook> lifeOfAnn(WebhookStage each) {
    Duration aSecond = Duration.ofSeconds(1);
    assertThat(each.isGranted()).isTrue();
    each.pass(aSecond);
    each.provider.dashboard().setRoles(each.acme, each.ann, WebhookStage.ADMIN);
    each.pass(aSecond);
    each.provider.dashboard().remove(each.acme, each.ann);
    each.pass(aSecond);
    each.provider.dashboard().join(each.acme, each.ann, WebhookStage.MEMBER);
    each.pass(aSecond);
    each.provider.dashboard().setRoles(each.acme, each.ann, WebhookStage.ADMIN);
    each.pass(aSecond);
    return each.webhooks.take();
  }

  @Test
  @Tag("MEM-10")
  void webhooks_never_prove_that_anything_is_fresh() {
    assertThat(stage.feed().status().position()).isNull();
    long fence =
        stage.store.lead(stage.key.provider(), "test", Duration.ofDays(1)).orElseThrow().fence();
    Instant walked = stage.clock.instant();
    assertThat(stage.isGranted()).isTrue();
    assertThat(stage.store.walked(stage.key.provider(), fence, 0, walked, false)).isTrue();
    FeedPosition position = stage.feed().status().position();
    assertThat(position).isEqualTo(new FeedPosition(0, walked, walked));

    stage.pass(Duration.ofMinutes(1));
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, WebhookStage.ADMIN);
    stage.deliver();

    assertThat(stage.feed().status().position()).isEqualTo(position);
    MirrorEntry.Present present = (MirrorEntry.Present) mirrored();
    assertThat(present.membership().roles()).containsExactly(WebhookStage.ADMIN);
    assertThat(present.asOf()).isEqualTo(Instant.EPOCH);
    long before = stage.provider.calls().total();
    assertThat(stage.isGranted()).isTrue();
    assertThat(stage.provider.calls().total()).as("the provider is asked").isGreaterThan(before);
  }
}
