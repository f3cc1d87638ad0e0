package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.AccountResult;
import dev.muster.account.Accounts;
import dev.muster.name.AccountId;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host's account of a user, from the first sign-in on. */
@MusterTest(LiveHost.class)
@Tag("A19")
@Tag("ROLE-10")
class AccountScenariosTest {
  private final Hold late = new Hold();

  private static Accounts accounts(MusterKit kit) {
    return kit.muster().accounts().orElseThrow();
  }

  @Test
  void two_first_sign_ins_at_once_make_one_account(MusterKit kit) {
    kit.org("acme").member("ann");
    kit.provider().next(Operation.FIND_USER, new Fault.LateAnswer(late), 2);
    var both = kit.atOnce(2, () -> kit.actingAs("ann").cookie()).until(late, 2);
    assertThat(both.release(late).answers()).doesNotHaveDuplicates();
    assertThat(kit.accountStore().size()).isEqualTo(1);
  }

  @Test
  void who_changes_the_email_keeps_the_account(MusterKit kit) {
    AccountId account = accounts(kit).ensure(kit.user("ann")).account().orElseThrow();
    kit.accountStore().add("new@example.org", true);
    kit.provider().changeEmail("ann", "new@example.org");
    assertThat(accounts(kit).ensure(kit.user("ann"))).isEqualTo(new AccountResult.Known(account));
  }
}
