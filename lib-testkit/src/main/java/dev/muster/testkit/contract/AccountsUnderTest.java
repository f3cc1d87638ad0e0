package dev.muster.testkit.contract;

import dev.muster.name.AccountId;
import dev.muster.store.AccountStore;

/**
 * <strong>SPI.</strong> An account store and the host's own side of it; the stage of {@link
 * AccountStoreContract}. A lever that is not there throws {@link NoLever}, and the test opts out of
 * the rule with {@link OptsOut}. For one thread, save the store.
 */
public interface AccountsUnderTest {
  /**
   * The store, in which no two accounts may have one e-mail, letter for letter.
   *
   * @return the same on every call, safe for many threads
   */
  AccountStore store();

  /**
   * Makes an account of the host's that is no provider's user yet.
   *
   * @param email its e-mail; also one that can't be any
   * @param verified whether the host has verified it
   * @return its id
   */
  AccountId add(String email, boolean verified);

  /**
   * Counts the accounts.
   *
   * @return how many there are, of both makings
   */
  int count();
}
