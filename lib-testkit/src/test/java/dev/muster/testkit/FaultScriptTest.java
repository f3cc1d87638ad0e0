package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.FaultScript;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.InjectedFault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-1")
class FaultScriptTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test"))
          .pageSize(1)
          .callDeadline(LONG)
          .build();
  private final FaultScript faults = provider.faults();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final Membership membership =
      provider.dashboard().join(acme, ann, new RoleSlug("member"));

  @Test
  void a_fault_hits_its_own_operation_once() {
    faults.next(Operation.FIND_USER, new Fault.ServerError(500));

    assertThat(find()).contains(membership);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> provider.findUser(ann));
    assertThat(provider.findUser(ann)).isPresent();
  }

  @Test
  void faults_come_in_order_and_as_often_as_asked() {
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.KeyRejected());
    faults.pass(Operation.FIND_MEMBERSHIP, 2);
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.MalformedAnswer(), 2);

    assertThatExceptionOfType(Misconfigured.class).isThrownBy(this::find);
    find();
    find();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::find);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::find);
    assertThat(find()).contains(membership);
  }

  @Test
  void a_rate_limit_carries_its_hint_and_the_cause_names_the_fault() {
    Fault fault = new Fault.RateLimited(Duration.ofSeconds(7));
    faults.next(Operation.FIND_MEMBERSHIP, fault);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(this::find)
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)))
        .havingCause()
        .isInstanceOf(InjectedFault.class)
        .withMessage("injected fault RateLimited");
  }

  @Test
  void a_refusal_is_rejected_with_its_code() {
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.Refusal("not_today"));
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(this::find)
        .extracting(Rejected::code)
        .isEqualTo("not_today");
  }

  @Test
  void down_hits_every_call_until_up_and_scripted_faults_wait() {
    faults.next(Operation.FIND_USER, new Fault.KeyRejected());
    faults.down();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::find);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> provider.findUser(ann));
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> provider.endSession("s", Secret.of("rt")));
    faults.up();
    assertThat(find()).contains(membership);
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> provider.findUser(ann));
  }

  @Test
  void clear_forgets_everything() {
    faults.down();
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.KeyRejected(), 5);
    faults.clear();
    assertThat(find()).contains(membership);
  }

  @Test
  void a_hanging_call_reads_after_it_is_released() throws Exception {
    Hold hold = new Hold();
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.Hang(hold));
    CompletableFuture<Optional<Membership>> answer = CompletableFuture.supplyAsync(this::find);
    assertThat(hold.awaitReached(LONG)).isTrue();

    provider.dashboard().remove(acme, ann);
    assertThat(answer).isNotDone();
    hold.release();

    assertThat(answer.get(30, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  @Tag("MEM-7")
  void a_late_answer_was_read_before_it_is_released() throws Exception {
    Hold hold = new Hold();
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold));
    CompletableFuture<Optional<Membership>> answer = CompletableFuture.supplyAsync(this::find);
    assertThat(hold.awaitReached(LONG)).isTrue();

    provider.dashboard().remove(acme, ann);
    hold.release();

    assertThat(answer.get(30, TimeUnit.SECONDS)).contains(membership);
  }

  @Test
  void a_hold_counts_who_reached_it_and_not_who_was_only_counted_by_the_ledger() throws Exception {
    Hold hold = new Hold();
    assertThat(hold.awaitReached(1, Duration.ZERO)).isFalse();
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold), 2);
    CompletableFuture<Optional<Membership>> one = CompletableFuture.supplyAsync(this::find);
    assertThat(hold.awaitReached(1, LONG)).isTrue();
    assertThat(hold.awaitReached(2, Duration.ofMillis(1))).isFalse();
    hold.release();
    assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(find());
    assertThat(hold.awaitReached(2, Duration.ZERO)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> hold.awaitReached(0, LONG));
  }

  @Test
  @Tag("MEM-11")
  void an_interrupted_hang_is_unavailable_and_the_flag_stays_set() throws Exception {
    Hold hold = new Hold();
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.Hang(hold));
    boolean[] flag = new boolean[1];
    FutureTask<Optional<Membership>> call =
        new FutureTask<>(
            () -> {
              try {
                return find();
              } finally {
                flag[0] = Thread.currentThread().isInterrupted();
              }
            });
    Thread caller = new Thread(call);
    caller.start();
    assertThat(hold.awaitReached(LONG)).isTrue();
    caller.interrupt();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> call.get(30, TimeUnit.SECONDS))
        .withCauseInstanceOf(Unavailable.class);
    caller.join(LONG.toMillis());
    assertThat(flag[0]).isTrue();
  }

  @Test
  void a_lost_answer_takes_effect() {
    OrganizationId globex = provider.dashboard().createOrganization("Globex").id();
    faults.next(Operation.ADD_MEMBER, new Fault.LostAnswer());
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> provider.addMember(globex, ann, new RoleSlug("member")));
    assertThat(provider.findMembership(globex, ann)).isPresent();
  }

  @Test
  void bad_faults_are_refused_by_name_and_bound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault.ServerError(404))
        .withMessage("status must be 500 to 599, but was 404");
    assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Refusal("No Code"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault.RateLimited(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.next(Operation.REFRESH, new Fault.LostAnswer(), 0))
        .withMessage("times must be 1 or more, but was 0");
  }

  @Test
  void the_ledger_counts_pages_and_failures_and_forgets_on_reset() {
    UserId bob = provider.dashboard().createUser("bob@example.org").id();
    provider.dashboard().join(acme, bob, new RoleSlug("member"));
    faults.next(Operation.FIND_MEMBERSHIP, new Fault.ServerError(503));

    assertThat(provider.calls().total()).isZero();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::find);
    provider.listMembers(acme);

    assertThat(provider.calls().calls())
        .containsExactly(Operation.FIND_MEMBERSHIP, Operation.LIST_MEMBERS, Operation.LIST_MEMBERS);
    assertThat(provider.calls().count(Operation.LIST_MEMBERS)).isEqualTo(2);
    assertThat(provider.calls().total()).isEqualTo(3);
    provider.calls().reset();
    assertThat(provider.calls().total()).isZero();
    assertThat(provider.calls().count(Operation.LIST_MEMBERS)).isZero();
    assertThat(provider.calls().calls()).isEmpty();
  }

  @Test
  void the_ledger_remembers_a_bounded_list_and_counts_on() {
    for (int i = 0; i < CallLedger.REMEMBERED + 5; i++) {
      find();
    }
    assertThat(provider.calls().calls()).hasSize(CallLedger.REMEMBERED);
    assertThat(provider.calls().total()).isEqualTo(CallLedger.REMEMBERED + 5);
  }

  private Optional<Membership> find() {
    return provider.findMembership(acme, ann);
  }
}
