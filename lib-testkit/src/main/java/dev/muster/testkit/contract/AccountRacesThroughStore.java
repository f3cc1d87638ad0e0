package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.AccountId;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.AccountStore.Linking;
import dev.muster.store.AccountStore.Linking.Created;
import dev.muster.store.AccountStore.Linking.Found;
import dev.muster.store.AccountStore.Linking.Linked;
import dev.muster.store.AccountStore.Linking.Refused;
import dev.muster.store.AccountStore.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fresh stage for each test of the account suite, and first logins at the same moment. */
@Tag("ROLE-10")
abstract class AccountRacesThroughStore extends Suite {
  static final Linking TAKEN = new Refused(Reason.EMAIL_TAKEN);

  AccountsUnderTest stage;
  AccountStore store;

  /**
   * Opens a stage without accounts, whose store takes users of {@link
   * AccountStoreContract#PROVIDER}. Called once for each test.
   *
   * @return the stage
   * @throws Exception if it can't be opened; the test fails
   */
  protected abstract AccountsUnderTest open() throws Exception;

  @BeforeEach
  final void openStage() throws Exception {
    stage = open();
    store = stage.store();
  }

  @Test
  void of_many_first_logins_of_one_user_one_makes_the_account() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      UserId user = new UserId("user_" + round);
      String email = "user" + round + "@example.com";

      List<Linking> came = Race.run(i -> () -> login(user, email, true));

      assertThat(came).filteredOn(Created.class::isInstance).hasSize(1);
      AccountId account = store.find(PROVIDER, user).orElseThrow();
      assertThat(came).containsOnly(new Created(account), new Found(account));
    }
    assertThat(stage.count()).isEqualTo(Race.ROUNDS);
  }

  @Test
  void of_many_users_with_one_verified_email_one_is_linked_and_each_other_one_refused() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      String email = "user" + round + "@example.com";
      String prefix = "user_" + round + "_";
      AccountId account = stage.add(email, true);

      List<Linking> came = Race.run(i -> () -> login(new UserId(prefix + i), email, true));

      assertThat(came).filteredOn(new Linked(account)::equals).hasSize(1);
      assertThat(came).filteredOn(TAKEN::equals).hasSize(Race.RUNNERS - 1);
      UserId winner = new UserId(prefix + came.indexOf(new Linked(account)));
      assertThat(store.find(PROVIDER, winner)).contains(account);
    }
    assertThat(stage.count()).isEqualTo(Race.ROUNDS);
  }

  @Test
  void of_many_users_with_one_new_email_one_gets_an_account() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      String email = "user" + round + "@example.com";
      String prefix = "user_" + round + "_";

      List<Linking> came = Race.run(i -> () -> login(new UserId(prefix + i), email, true));

      assertThat(came).filteredOn(Created.class::isInstance).hasSize(1);
      assertThat(came).filteredOn(TAKEN::equals).hasSize(Race.RUNNERS - 1);
    }
    assertThat(stage.count()).isEqualTo(Race.ROUNDS);
  }

  final Linking login(UserId user, @Nullable String email, boolean verified) {
    return store.link(PROVIDER, new User(user, email, verified));
  }
}
