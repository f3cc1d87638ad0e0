package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Look-ups on threads that the host lends, and what closing does to them. */
@Tag("MEM-11")
class LentThreadsTest {
  private static final long PATIENCE = 10;

  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .callDeadline(Duration.ofSeconds(30))
          .build();
  private final UserId ann = fake.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
  private final AtomicInteger lent = new AtomicInteger();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();

  LentThreadsTest() {
    fake.dashboard().join(acme, ann, new RoleSlug("member"));
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void a_check_looks_up_on_the_hosts_threads_and_two_musters_share_them() {
    try (Muster one = borrowing().build();
        Muster another = borrowing().build()) {
      assertThat(check(one)).isInstanceOf(Decision.Granted.class);
      int first = lent.get();
      assertThat(first).isPositive();
      assertThat(check(another)).isInstanceOf(Decision.Granted.class);
      assertThat(lent.get()).isGreaterThan(first);
    }
  }

  @Test
  void closing_interrupts_what_hangs_and_leaves_the_threads_to_the_host() throws Exception {
    Hold hold = new Hold();
    fake.faults().next(Operation.FIND_MEMBERSHIP, new Fault.Hang(hold));
    Muster closed = borrowing().build();
    CompletableFuture<Decision> waits = CompletableFuture.supplyAsync(() -> check(closed));
    assertThat(hold.awaitReached(Duration.ofSeconds(PATIENCE))).isTrue();

    closed.close();

    // There is one thread, and it is free again.
    assertThat(threads.submit(() -> "free").get(PATIENCE, TimeUnit.SECONDS)).isEqualTo("free");
    assertThat(waits.get(PATIENCE, TimeUnit.SECONDS)).isInstanceOf(Decision.Undecided.class);
    assertThat(check(closed)).isInstanceOf(Decision.Undecided.class);
    try (Muster next = borrowing().build()) {
      assertThat(check(next)).isInstanceOf(Decision.Granted.class);
    }
  }

  @Test
  void what_the_hosts_threads_reject_is_undecided() {
    try (Muster muster =
        host()
            .lookups(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .build()) {
      assertThat(check(muster))
          .isInstanceOfSatisfying(
              Decision.Undecided.class,
              undecided ->
                  assertThat(undecided.failure()).isEqualTo(Failure.of(Failure.Cause.OVERLOADED)));
    }
  }

  @Test
  void of_lent_threads_and_a_number_the_later_one_counts() {
    try (Muster own = borrowing().lookupThreads(2).build()) {
      assertThat(check(own)).isInstanceOf(Decision.Granted.class);
      assertThat(lent).hasValue(0);
    }
  }

  private MusterBuilder host() {
    return Muster.builder().provider(fake).roles(RoleMap.builder().role("member").build());
  }

  private MusterBuilder borrowing() {
    return host()
        .lookups(
            task -> {
              lent.incrementAndGet();
              threads.execute(task);
            });
  }

  private Decision check(Muster muster) {
    return muster.check(muster.vouchedByHost(ann), acme.value(), Requirement.member());
  }
}
