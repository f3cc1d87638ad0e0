package dev.muster.account;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.AccountStore;
import java.util.Objects;

/** What the account room reports upwards. Holds ids only, and never an e-mail. */
public sealed interface AccountEvent {
  /**
   * An account that was there is a user's from now on, because both have one verified e-mail.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @param account the account
   */
  record AccountLinked(ProviderInstance provider, UserId user, AccountId account)
      implements AccountEvent {
    /** Checks the parts. */
    public AccountLinked {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(account, "account");
    }
  }

  /**
   * A user's first login made an account.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @param account the account
   */
  record AccountCreated(ProviderInstance provider, UserId user, AccountId account)
      implements AccountEvent {
    /** Checks the parts. */
    public AccountCreated {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(account, "account");
    }
  }

  /**
   * A user got no account.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @param reason why
   */
  record AccountRefused(ProviderInstance provider, UserId user, AccountStore.Reason reason)
      implements AccountEvent {
    /** Checks the parts. */
    public AccountRefused {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
