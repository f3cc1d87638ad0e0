package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.feed.WebhookResult;
import dev.muster.membership.Freshness;
import dev.muster.provider.Secret;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Webhooks beside a log of events: they hurry it, and the nodes. */
@Tag("FEED-4")
class WebhookNudgeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final FeedStage stage = new FeedStage();
  private final FakeWebhooks webhooks =
      FakeWebhooks.of(
          stage.provider, WebhookSigner.svix(Secret.of("whsec_Y3VycmVudA==")), stage.clock);

  @BeforeEach
  void pollSeldom() {
    stage.settings = stage.settings.withPollInterval(MINUTE);
    stage.freshness = Freshness.within(Duration.ofMinutes(5));
    stage.more = host -> host.webhooks(webhooks.source());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private @Nullable Instant proven() {
    return stage.store.status(FeedStage.FAKE).feed().provenAsOf();
  }

  /** Lets time pass until the log was just looked at. */
  private void settle() {
    stage.pass(Duration.ofMinutes(10));
    var proven = stage.store.status(FeedStage.FAKE).feed().provenAsOf();
    assertThat(proven).isNotNull();
    while (proven.equals(stage.store.status(FeedStage.FAKE).feed().provenAsOf())) {
      stage.pass(FeedStage.SECOND);
    }
    var unused = webhooks.take();
  }

  private List<SignedWebhook> removed() {
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    return webhooks.take();
  }

  private void deliver(Muster node, List<SignedWebhook> messages) {
    for (SignedWebhook message : messages) {
      assertThat(FeedStage.feed(node).receive(name -> message.headers().get(name), message.bytes()))
          .isEqualTo(new WebhookResult.Taken());
    }
  }

  @Test
  void a_webhook_makes_the_leader_look_at_the_log_soon() {
    Muster node = stage.node();
    settle();
    Instant before = proven();
    List<SignedWebhook> messages = removed();
    assertThat(messages).isNotEmpty();

    deliver(node, messages);
    assertThat(proven()).as("a webhook proves nothing").isEqualTo(before);
    stage.pass(MOMENT);

    assertThat(proven()).isNotEqualTo(before);
  }

  @Test
  void control_without_a_webhook_the_leader_looks_when_it_is_time() {
    stage.node();
    settle();
    Instant before = proven();
    assertThat(removed()).isNotEmpty();

    stage.pass(MOMENT);
    assertThat(proven()).isEqualTo(before);

    stage.pass(MINUTE);
    assertThat(proven()).isNotEqualTo(before);
  }

  @Test
  @Tag("FEED-6")
  void what_one_node_took_in_every_node_knows_when_it_has_read_the_log() {
    Muster first = stage.node();
    Muster second = stage.node();
    settle();
    assertThat(stage.isGranted(first)).isTrue();
    assertThat(stage.isGranted(second)).isTrue();
    List<SignedWebhook> messages = removed();
    assertThat(stage.isGranted(first)).isTrue();

    deliver(first, messages);
    assertThat(stage.isGranted(first)).isFalse();
    stage.pass(Duration.ofSeconds(2));

    assertThat(stage.isGranted(second)).isFalse();
  }
}
