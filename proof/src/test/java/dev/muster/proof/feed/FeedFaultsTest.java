package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.feed.FeedSettings;
import dev.muster.membership.Freshness;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is refused when a Muster with a feed is built. */
class FeedFaultsTest {
  private final FeedStage stage = new FeedStage();

  @AfterEach
  void close() {
    stage.close();
  }

  private MusterBuilder bare() {
    return Muster.builder()
        .provider(stage.provider)
        .roles(RoleMap.builder().role("admin").role("member").build());
  }

  private static void refused(MusterBuilder builder, String... faults) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .satisfies(
            thrown -> {
              for (String fault : faults) {
                assertThat(thrown).hasMessageContaining(fault);
              }
            });
  }

  @Test
  @Tag("MEM-10")
  void a_bound_that_the_feed_can_never_prove() {
    stage.freshness = Freshness.within(Duration.ofSeconds(12));
    assertThatIllegalArgumentException()
        .isThrownBy(stage::idle)
        .withMessageContaining("which the event feed can never prove");
    stage.freshness = Freshness.within(Duration.ofSeconds(12).plusNanos(1));
    assertThat(stage.idle()).isNotNull();
    stage.freshness = Freshness.live();
    assertThat(stage.idle()).isNotNull();
  }

  @Test
  void what_needs_a_feed_a_log_and_walks_without_them() {
    refused(
        bare()
            .events(stage.provider.eventSource())
            .walks(stage.walks, stage.provider.directoryWalk()),
        "events need an event feed",
        "walks need an event feed");
    refused(
        bare().eventFeed(stage.store, FeedSettings.standard()),
        "an event feed needs a change log",
        "an event feed needs walks");
    refused(bare().changeLog(stage.log), "needs the mirror and the directory");
  }

  @Test
  void a_lease_no_longer_than_a_call_and_settings_out_of_range() {
    stage.settings = FeedSettings.standard().withLease(Duration.ofSeconds(5)).withPage(0);
    assertThatIllegalArgumentException()
        .isThrownBy(stage::idle)
        .withMessageContaining("the lease of the event feed must be longer")
        .withMessageContaining("page of events must be from 1 to 1000, but was 0");
  }

  @Test
  void a_mirror_that_does_not_write_the_log() {
    MembershipStore elsewhere =
        Instead.of(
            MembershipStore.class,
            new InMemoryMembershipStore(stage.clock),
            (method, answer) -> answer);
    stage.more = builder -> builder.memberships(elsewhere);
    assertThatIllegalArgumentException()
        .isThrownBy(stage::idle)
        .withMessageContaining("the change log lies elsewhere than the mirror");
  }

  @Test
  void a_mirror_that_writes_another_log() {
    stage.more = builder -> builder.memberships(new InMemoryMembershipStore(stage.clock));
    assertThatIllegalArgumentException()
        .isThrownBy(stage::idle)
        .withMessageContaining("must be made with the change log");
  }
}
