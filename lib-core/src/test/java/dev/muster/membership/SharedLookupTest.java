package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.threads.Callers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Look-ups that many callers share; each claim is tried on a broken variant, which must fail it.
 */
@Timeout(60)
class SharedLookupTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  private static final int CALLERS = 64;

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final MembershipStore store = new InMemoryMembershipStore(clock);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final AtomicReference<Optional<Membership>> truth =
      new AtomicReference<>(Optional.of(ann(MembershipStatus.ACTIVE, 1)));
  private final CountDownLatch firstBegun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() {
    release.countDown();
    executor.shutdownNow();
  }

  private EvidenceReader reader(Duration deadline) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(deadline, Duration.ofSeconds(5), Duration.ZERO, 100, false);
    return new EvidenceReader(
        provider, store, timeline, policy, executor, event -> {}, ahead -> {});
  }

  /** The provider reads its answer when asked, and holds the first one back. */
  private void firstLookupHangs() {
    provider.answer =
        () -> {
          Optional<Membership> read = truth.get();
          if (provider.lookups.get() == 1) {
            firstBegun.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return read;
        };
  }

  /** What the claims are about: a way to ask, and a way to forget. */
  private interface Reader {
    boolean isMember(Freshness freshness);

    void invalidate();
  }

  private Reader ours() {
    EvidenceReader reader = reader(Duration.ofSeconds(30));
    return new Reader() {
      @Override
      public boolean isMember(Freshness freshness) {
        return member(reader.read(KEY, freshness, timeline.now()));
      }

      @Override
      public void invalidate() {
        reader.invalidate(KEY);
      }
    };
  }

  private static boolean member(EvidenceResult result) {
    return TestEvidence.known(result).isMember();
  }

  /** Control: shares any look-up that is under way, and caches whatever it finds. */
  private final class SharesAnything implements Reader {
    private final Map<MembershipKey, CompletableFuture<Boolean>> running =
        new ConcurrentHashMap<>();
    private final Map<MembershipKey, Boolean> cache = new ConcurrentHashMap<>();

    @Override
    public boolean isMember(Freshness freshness) {
      if (!freshness.isLive() && cache.containsKey(KEY)) {
        return cache.get(KEY);
      }
      return running
          .computeIfAbsent(
              KEY,
              key ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        boolean found = provider.findMembership(ACME, ANN).isPresent();
                        cache.put(key, found);
                        running.remove(key);
                        return found;
                      },
                      executor))
          .join();
    }

    @Override
    public void invalidate() {
      cache.remove(KEY);
    }
  }

  /** Control: every caller asks for itself. */
  private final class SharesNothing implements Reader {
    @Override
    public boolean isMember(Freshness freshness) {
      return provider.findMembership(ACME, ANN).isPresent();
    }

    @Override
    public void invalidate() {}
  }

  private int callsOfColdCallers(Reader reader, Freshness freshness) throws InterruptedException {
    firstLookupHangs();
    Callers<Boolean> callers = new Callers<>();
    callers.ask(() -> reader.isMember(freshness));
    firstBegun.await();
    for (int i = 1; i < CALLERS; i++) {
      callers.ask(() -> reader.isMember(freshness));
    }
    callers.awaitAllParked();
    release.countDown();
    assertThat(callers.answers()).hasSize(CALLERS).containsOnly(true);
    return provider.lookups.get();
  }

  @Test
  @Tag("MEM-6")
  void cold_callers_within_one_bound_make_one_call() throws InterruptedException {
    assertThat(callsOfColdCallers(ours(), HALF_MINUTE)).isEqualTo(1);
  }

  @Test
  @Tag("MEM-6")
  void concurrent_live_callers_make_two_calls_at_most() throws InterruptedException {
    assertThat(callsOfColdCallers(ours(), Freshness.live())).isEqualTo(2);
  }

  @Test
  @Tag("MEM-6")
  void control_callers_that_share_nothing_are_counted() throws InterruptedException {
    assertThat(callsOfColdCallers(new SharesNothing(), HALF_MINUTE)).isEqualTo(CALLERS);
  }

  /** Whether a live caller who came after a removal is let in by a look-up begun before it. */
  private boolean liveCallerIsLetInAfterRemoval(Reader reader) throws InterruptedException {
    firstLookupHangs();
    Callers<Boolean> early = new Callers<>();
    early.ask(() -> reader.isMember(Freshness.live()));
    firstBegun.await();
    truth.set(Optional.empty());
    clock.advance(Duration.ofMillis(1));
    Callers<Boolean> late = new Callers<>();
    late.ask(() -> reader.isMember(Freshness.live()));
    late.awaitAllParked();
    release.countDown();
    early.answers();
    return late.answers().get(0);
  }

  @Test
  @Tag("MEM-4")
  @Tag("MEM-6")
  void a_live_caller_never_joins_a_lookup_begun_before_it() throws InterruptedException {
    assertThat(liveCallerIsLetInAfterRemoval(ours())).isFalse();
  }

  @Test
  @Tag("MEM-6")
  void control_sharing_any_lookup_lets_a_removed_member_in() throws InterruptedException {
    assertThat(liveCallerIsLetInAfterRemoval(new SharesAnything())).isTrue();
  }

  /** Whether the old answer of a look-up is still served after an invalidation during it. */
  private boolean oldAnswerSurvivesInvalidation(Reader reader) throws InterruptedException {
    firstLookupHangs();
    Callers<Boolean> early = new Callers<>();
    early.ask(() -> reader.isMember(HALF_MINUTE));
    firstBegun.await();
    truth.set(Optional.empty());
    reader.invalidate();
    release.countDown();
    early.answers();
    return reader.isMember(HALF_MINUTE);
  }

  @Test
  @Tag("MEM-7")
  void a_lookup_begun_before_an_invalidation_is_not_published_after_it()
      throws InterruptedException {
    assertThat(oldAnswerSurvivesInvalidation(ours())).isFalse();
  }

  @Test
  @Tag("MEM-7")
  void control_a_cache_without_epochs_publishes_the_old_answer() throws InterruptedException {
    assertThat(oldAnswerSurvivesInvalidation(new SharesAnything())).isTrue();
  }

  @Test
  @Tag("MEM-6")
  @Tag("MEM-11")
  void one_callers_interruption_does_not_fail_the_others() throws InterruptedException {
    EvidenceReader reader = reader(Duration.ofSeconds(30));
    firstLookupHangs();
    Callers<EvidenceResult> callers = new Callers<>();
    Thread first = callers.ask(() -> reader.read(KEY, HALF_MINUTE, timeline.now()));
    firstBegun.await();
    callers.ask(() -> reader.read(KEY, HALF_MINUTE, timeline.now()));
    callers.awaitAllParked();
    first.interrupt();
    first.join();
    release.countDown();
    assertThat(callers.answers().get(0))
        .isEqualTo(new EvidenceResult.Failed(Failure.of(Failure.Cause.INTERRUPTED)));
    assertThat(member(callers.answers().get(1))).isTrue();
    assertThat(provider.lookups).hasValue(1);
  }

  @Test
  @Tag("MEM-11")
  void a_provider_that_hangs_costs_a_caller_its_deadline_and_is_no_answer()
      throws InterruptedException {
    EvidenceReader reader = reader(Duration.ofMillis(1));
    firstLookupHangs();
    assertThat(reader.read(KEY, Freshness.live(), timeline.now()))
        .isEqualTo(new EvidenceResult.Failed(Failure.of(Failure.Cause.TIMED_OUT)));
  }

  @Test
  @Tag("MEM-11")
  void a_lookup_that_outlived_every_deadline_blocks_nobody_and_publishes_nothing()
      throws InterruptedException {
    EvidenceReader reader = reader(Duration.ofSeconds(30));
    firstLookupHangs();
    Callers<EvidenceResult> lost = new Callers<>();
    lost.ask(() -> reader.read(KEY, HALF_MINUTE, timeline.now()));
    firstBegun.await();
    truth.set(Optional.empty());
    clock.advance(Duration.ofSeconds(61));
    assertThat(member(reader.read(KEY, HALF_MINUTE, timeline.now()))).isFalse();
    release.countDown();
    lost.answers();
    assertThat(member(reader.read(KEY, HALF_MINUTE, timeline.now()))).isFalse();
  }
}
