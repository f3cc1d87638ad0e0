package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore.Claim;
import dev.muster.threads.Callers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that die, hang or have other keys, and a store that is down: the session is kept. */
@Timeout(60)
@Tag("SES-6")
class NodeFailuresTest extends OnTwoNodes {
  private static final Duration PAST_THE_LEASE = SharedExchanges.LEASE.plusSeconds(1);

  private final Sessions impatient =
      provider.sessions(
          ScriptedSessions.INSTANCE, provider.settings().build(), store, Duration.ofMillis(100));

  /** One node is in the middle of an exchange that only the test answers; its caller gave up. */
  private void hangs(Sessions node) throws InterruptedException {
    Callers<Authentication> callers = new Callers<>();
    Thread caller = callers.ask(() -> at(node));
    begun.await();
    callers.awaitAllParked();
    caller.interrupt();
    assertKept(callers.answers().get(0));
  }

  /** The first exchange is begun, and does not reach the provider before the test says so. */
  private void firstExchangeIsLateAtTheProvider() {
    provider.onRefresh =
        (token, organization) -> {
          if (begun.getCount() > 0) {
            begun.countDown();
            awaitAnswer();
          }
          return onlyOnce(token, organization);
        };
  }

  @Test
  void while_a_node_hangs_others_wait_their_time_and_exchange_nothing()
      throws InterruptedException {
    provider.onRefresh = this::onlyOnceAndSlowly;
    hangs(here);

    assertKept(at(impatient));

    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void after_the_lease_of_a_dead_node_another_tries_once_and_wins_if_the_token_was_not_spent()
      throws InterruptedException {
    firstExchangeIsLateAtTheProvider();
    hangs(here);
    provider.clock.advance(PAST_THE_LEASE);

    assertThat(rotatesAt(there)).isTrue();

    assertThat(rotatesAt(there)).isTrue();
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  void a_token_that_a_dead_node_spent_is_unavailable_and_sent_once_more_only()
      throws InterruptedException {
    provider.onRefresh = this::onlyOnceAndSlowly;
    hangs(here);
    provider.clock.advance(PAST_THE_LEASE);

    assertKept(at(there));
    assertKept(at(there));

    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  void the_late_answer_of_a_node_that_was_given_up_is_still_everybodys()
      throws InterruptedException {
    provider.onRefresh = this::onlyOnceAndSlowly;
    hangs(here);
    provider.clock.advance(PAST_THE_LEASE);
    assertKept(at(there));

    answer.countDown();

    while (!rotatesAt(there)) {
      Thread.onSpinWait();
    }
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  void an_answer_that_nobody_waits_for_any_more_is_still_everybodys() throws InterruptedException {
    provider.onRefresh = this::onlyOnceAndSlowly;
    hangs(here);

    answer.countDown();

    assertThat(rotatesAt(there)).isTrue();
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  @Tag("ANS-2")
  void without_the_store_nothing_is_exchanged_and_the_session_is_kept() {
    store.claimsToFail.set(2);

    assertKept(at(here));
    assertKept(at(there));

    assertThat(provider.refreshes).hasValue(0);
    assertThat(rotatesAt(here)).isTrue();
    assertThat(rotatesAt(there)).isTrue();
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void a_claim_whose_answer_was_lost_is_the_next_requests_of_its_node() {
    store.claimsToFailAfterwards.set(1);

    assertKept(at(here));

    assertThat(rotatesAt(here)).isTrue();
    assertThat(rotatesAt(there)).isTrue();
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void an_outcome_that_the_store_did_not_take_is_answered_and_told_again() {
    store.tellingsToFail.set(2);

    assertThat(rotatesAt(here)).isTrue();
    assertThat(rotatesAt(there)).isTrue();

    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void an_outcome_that_the_store_never_takes_leaves_the_session_to_who_has_it() {
    store.tellingsToFail.set(1000);

    assertThat(rotatesAt(here)).isTrue();
    assertKept(at(impatient));

    assertThat(rotatesAt(here)).isTrue();
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void an_outcome_that_was_tampered_with_is_unavailable() {
    assertThat(rotatesAt(here)).isTrue();
    store.answers =
        claim ->
            claim.fold(
                Claim.Yours::new,
                Claim.Busy::new,
                done -> new Claim.Done(done.outcome().substring(0, done.outcome().length() - 4)));

    assertKept(at(there));

    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void an_outcome_of_another_token_is_unavailable() {
    AtomicReference<Claim> stolen = new AtomicReference<>();
    assertThat(rotatesAt(here)).isTrue();
    store.awaitTold(1);
    store.answers = claim -> stolen.updateAndGet(first -> first == null ? claim : first);
    assertThat(rotatesAt(there)).isTrue();
    assertThat(stolen.get()).isInstanceOf(Claim.Done.class);
    String another = provider.signIn();
    provider.clock.advance(Duration.ofMinutes(5));

    assertKept(there.authenticate(ScriptedSessions.cookie(another)));

    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void an_outcome_sealed_by_a_key_that_this_node_has_not_is_unavailable() {
    SessionSettings newer = provider.settings().key(SealKey.random(new SecureRandom())).build();
    Sessions other =
        provider.sessions(
            ScriptedSessions.INSTANCE,
            SessionSettings.builder()
                .key(newer.keys().get(1))
                .key(provider.key)
                .redirectUri(ScriptedSessions.REDIRECT)
                .build(),
            store,
            Duration.ofSeconds(30));
    assertThat(rotatesAt(other)).isTrue();

    assertKept(at(here));

    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void a_pool_that_is_full_while_another_node_exchanges_is_unavailable_at_once()
      throws InterruptedException {
    AtomicReference<Executor> pool = new AtomicReference<>(provider.executor);
    Sessions small =
        new Sessions(
            ScriptedSessions.INSTANCE,
            provider,
            provider.settings().build(),
            Arrival.open(),
            store,
            provider.clock,
            new SecureRandom(),
            task -> pool.get().execute(task),
            Duration.ofMinutes(10),
            provider.events::add);
    provider.onRefresh = this::onlyOnceAndSlowly;
    hangs(here);
    store.answers =
        claim -> {
          pool.set(
              task -> {
                throw new RejectedExecutionException("full");
              });
          return claim;
        };

    assertKept(at(small));
  }

  @Test
  void what_the_provider_ended_late_does_not_end_what_another_node_rotated()
      throws InterruptedException {
    provider.onRefresh =
        (token, organization) -> {
          if (begun.getCount() > 0) {
            begun.countDown();
            awaitAnswer();
            return new RefreshOutcome.Ended();
          }
          return onlyOnce(token, organization);
        };
    hangs(here);
    provider.clock.advance(PAST_THE_LEASE);
    assertThat(rotatesAt(there)).isTrue();
    store.awaitTold(1);

    answer.countDown();
    store.awaitTold(2);

    assertThat(rotatesAt(provider.node(store))).isTrue();
  }
}
