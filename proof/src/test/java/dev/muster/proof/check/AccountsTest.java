package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.AccountEvent;
import dev.muster.account.AccountResult;
import dev.muster.account.Accounts;
import dev.muster.audit.MusterEvent;
import dev.muster.membership.Failure;
import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.role.RoleMap;
import dev.muster.store.AccountStore;
import dev.muster.store.InMemoryAccountStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host's accounts of those who sign in. */
@Tag("ROLE-10")
class AccountsTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");

  private final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).build();
  private final InMemoryAccountStore store = new InMemoryAccountStore();
  private final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  private final Muster muster = muster(store, Duration.ofSeconds(5));
  private final Accounts accounts = muster.accounts().orElseThrow();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();

  @AfterEach
  void close() {
    muster.close();
  }

  @Test
  void a_first_login_makes_an_account_and_a_later_one_asks_no_provider() {
    AccountResult first = accounts.ensure(ann);
    assertThat(first).isInstanceOf(AccountResult.Created.class);
    AccountId account = first.account().orElseThrow();
    long calls = provider.calls().total();

    assertThat(accounts.ensure(ann)).isEqualTo(new AccountResult.Known(account));

    assertThat(provider.calls().total()).isEqualTo(calls);
    assertThat(heard)
        .containsExactly(
            new MusterEvent.OfAccount(new AccountEvent.AccountCreated(FAKE, ann, account)));
  }

  @Test
  void an_account_of_the_host_is_linked_by_its_verified_email_and_the_listener_hears_no_email() {
    AccountId account = store.add("Ann@example.com", true);

    assertThat(accounts.ensure(ann)).isEqualTo(new AccountResult.Linked(account));

    assertThat(heard)
        .containsExactly(
            new MusterEvent.OfAccount(new AccountEvent.AccountLinked(FAKE, ann, account)));
    assertThat(heard.toString()).doesNotContain("example.com");
  }

  @Test
  void an_unverified_email_is_refused_and_told() {
    store.add("bob@example.com", true);
    UserId bob = provider.dashboard().createUser("bob@example.com", false).id();

    AccountResult result = accounts.ensure(bob);

    assertThat(result).isEqualTo(new AccountResult.Refused(AccountStore.Reason.EMAIL_TAKEN));
    assertThat(result.account()).isEmpty();
    assertThat(heard)
        .containsExactly(
            new MusterEvent.OfAccount(
                new AccountEvent.AccountRefused(FAKE, bob, AccountStore.Reason.EMAIL_TAKEN)));
  }

  @Test
  void a_change_of_email_keeps_the_account() {
    AccountId account = accounts.ensure(ann).account().orElseThrow();
    store.add("new@example.com", true);
    provider.dashboard().changeEmail(ann, "new@example.com", true);

    assertThat(accounts.ensure(ann)).isEqualTo(new AccountResult.Known(account));
  }

  @Test
  void whom_the_provider_does_not_know_gets_no_account() {
    assertThat(accounts.ensure(new UserId("user_nobody")))
        .isEqualTo(new AccountResult.NoSuchUser());
    assertThat(store.size()).isZero();
    assertThat(heard).isEmpty();
  }

  @Test
  @Tag("ANS-2")
  void a_provider_that_is_down_makes_no_account_and_is_no_answer() {
    provider.faults().next(Operation.FIND_USER, new Fault.ServerError(503));

    assertThat(accounts.ensure(ann))
        .isEqualTo(new AccountResult.Unavailable(Failure.of(Failure.Cause.PROVIDER_UNAVAILABLE)));

    assertThat(store.size()).isZero();
    assertThat(accounts.ensure(ann)).isInstanceOf(AccountResult.Created.class);
  }

  @Test
  @Tag("ANS-2")
  void a_store_that_is_down_is_no_answer() {
    AccountStore down =
        new AccountStore() {
          @Override
          public Optional<AccountId> find(ProviderInstance provider, UserId user) {
            throw new StoreException("down", null);
          }

          @Override
          public Linking link(ProviderInstance provider, User user) {
            throw new AssertionError("not reached");
          }
        };
    try (Muster other = muster(down, Duration.ofSeconds(5))) {
      assertThat(other.accounts().orElseThrow().ensure(ann))
          .isEqualTo(new AccountResult.Unavailable(Failure.of(Failure.Cause.STORE_UNAVAILABLE)));
    }
  }

  @Test
  @Tag("MEM-11")
  void a_provider_that_hangs_is_waited_for_until_the_deadline_only() {
    Hold hold = new Hold();
    provider.faults().next(Operation.FIND_USER, new Fault.Hang(hold));
    try (Muster hasty = muster(store, Duration.ofMillis(50))) {
      assertThat(hasty.accounts().orElseThrow().ensure(ann))
          .isEqualTo(new AccountResult.Unavailable(Failure.of(Failure.Cause.TIMED_OUT)));
    } finally {
      hold.release();
    }
    assertThat(store.size()).isZero();
  }

  @Test
  void a_host_without_an_account_store_has_no_accounts() {
    try (Muster without =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .build()) {
      assertThat(without.accounts()).isEmpty();
    }
  }

  private Muster muster(AccountStore accounts, Duration deadline) {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").build())
        .accounts(accounts)
        .deadline(deadline)
        .listener(heard::add)
        .build();
  }
}
