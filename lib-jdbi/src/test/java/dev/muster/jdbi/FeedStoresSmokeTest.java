package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static dev.muster.jdbi.Members.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.ProviderEvent;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.store.Notice;
import dev.muster.store.WalkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class FeedStoresSmokeTest {
  private final TestDatabase database;
  private final JdbiFeedStore feeds;
  private final JdbiWalkStore walks;
  private final JdbiChangeLog log;
  private final JdbiMembershipStore mirror;

  FeedStoresSmokeTest(Engine engine) {
    database = engine.installed();
    feeds = JdbiFeedStore.on(database.dataSource());
    walks = JdbiWalkStore.on(database.dataSource());
    log = JdbiChangeLog.on(database.dataSource());
    mirror = JdbiMembershipStore.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_run() {
    FeedStore.Leadership lead = feeds.lead(PROVIDER, "n", Duration.ofSeconds(20)).orElseThrow();
    assertThat(lead.fence()).isEqualTo(1);
    assertThat(feeds.lead(PROVIDER, "m", Duration.ofSeconds(20))).isEmpty();
    Instant now = lead.storeTime();
    assertThat(feeds.begin(PROVIDER, 1, "c", now)).isTrue();
    WalkStore.Walk walk =
        new WalkStore.Walk(
            1,
            now,
            WalkStore.Phase.LISTING,
            null,
            List.of(KEY.organization()),
            "m",
            KEY,
            1,
            2,
            3,
            4);
    assertThat(walks.page(PROVIDER, 1, walk, List.of(member("a")), now)).isPresent();
    assertThat(walks.find(PROVIDER)).contains(walk);
    assertThat(log.read(PROVIDER, 0, 10).entries()).isEmpty();
    assertThat(feeds.walked(PROVIDER, 1, 1, now, true)).isTrue();
    FeedStore.Applied applied =
        feeds
            .apply(
                PROVIDER,
                1,
                new FeedStore.Batch(
                    "c",
                    "d",
                    List.of(
                        new ProviderEvent(
                            "e", now, new ProviderEvent.MembershipEnded(member("a")))),
                    now))
            .orElseThrow();
    assertThat(applied.changed()).containsEntry(KEY, 2L);
    assertThat(applied.events()).containsExactly("e");
    ChangeLog.Slice slice = log.read(PROVIDER, 0, 10);
    assertThat(slice.entries())
        .containsExactly(new ChangeLog.Entry(1, new Notice.OfMembership(KEY, 2)));
    assertThat(slice.position()).isEqualTo(mirror.find(KEY).position());
    assertThat(slice.position()).isNotNull();
    ProviderEvent event = new ProviderEvent("e", now, new ProviderEvent.UserEnded(KEY.user()));
    assertThat(feeds.receive(PROVIDER, "msg", event)).isPresent();
    assertThat(feeds.receive(PROVIDER, "msg", event)).isEmpty();
    assertThat(log.sweep(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(log.read(PROVIDER, 0, 10).gap()).isTrue();
    assertThat(log.read(PROVIDER, 1, 10).gap()).isFalse();
    assertThat(feeds.sweep(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(walks.missed(PROVIDER, now.plusSeconds(9), null, 10)).isEmpty();
    assertThat(walks.missed(PROVIDER, now.plusSeconds(9), KEY, 10)).isEmpty();
    assertThat(walks.count(PROVIDER)).isZero();
  }
}
