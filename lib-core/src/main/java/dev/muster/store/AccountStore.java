package dev.muster.store;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * <strong>SPI.</strong> The host's accounts, and which user of a provider each belongs to. Safe for
 * many threads and many nodes; may block on I/O; holds no connection after it returned.
 *
 * <h2>Guarantee</h2>
 *
 * <p>{@link #link} is one atomic step and does exactly what {@link LinkRules} says. A user of a
 * provider has one account for good, whatever becomes of its e-mail, and an account one user of
 * that provider. Ids are compared character by character. No role is touched.
 */
public interface AccountStore {
  /**
   * Finds the account of a user.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @return the account, or empty if the user was never linked
   * @throws StoreException if the store can't answer
   */
  Optional<AccountId> find(ProviderInstance provider, UserId user);

  /**
   * Finds the account of a user, or links one by its e-mail, or makes one. Doing it again, or many
   * times at once, comes to the same account.
   *
   * @param provider the provider instance
   * @param user the user as the provider states it now
   * @return what it came to
   * @throws StoreException if the store can't answer; whether it wrote is then unknown
   */
  Linking link(ProviderInstance provider, User user);

  /** What a first login came to in the store. */
  sealed interface Linking {
    /**
     * One outcome for each case.
     *
     * @param found the user had the account already
     * @param linked the account was there and belonged to nobody
     * @param created the account is new
     * @param refused there is no account for this user
     * @param <T> the outcome's type
     * @return the outcome
     */
    default <T> T fold(
        Function<? super Found, ? extends T> found,
        Function<? super Linked, ? extends T> linked,
        Function<? super Created, ? extends T> created,
        Function<? super Refused, ? extends T> refused) {
      if (this instanceof Found f) {
        return found.apply(f);
      }
      if (this instanceof Linked l) {
        return linked.apply(l);
      }
      return this instanceof Created c ? created.apply(c) : refused.apply((Refused) this);
    }

    /**
     * The user has an account already, perhaps since a moment ago.
     *
     * @param account the account
     */
    record Found(AccountId account) implements Linking {
      /** Checks the account. */
      public Found {
        Objects.requireNonNull(account, "account");
      }
    }

    /**
     * An account that was there is the user's from now on.
     *
     * @param account the account
     */
    record Linked(AccountId account) implements Linking {
      /** Checks the account. */
      public Linked {
        Objects.requireNonNull(account, "account");
      }
    }

    /**
     * A new account was made.
     *
     * @param account the account
     */
    record Created(AccountId account) implements Linking {
      /** Checks the account. */
      public Created {
        Objects.requireNonNull(account, "account");
      }
    }

    /**
     * The user gets no account. Nothing was written.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Linking {
      /** Checks the reason. */
      public Refused {
        Objects.requireNonNull(reason, "reason");
      }
    }
  }

  /** Why a user gets no account. */
  enum Reason {
    /**
     * An account has this e-mail and can't be this user's: the provider or the host has not
     * verified it, or the account is somebody else's.
     */
    EMAIL_TAKEN,
    /** Several accounts have this e-mail. */
    AMBIGUOUS,
    /** The host's accounts need an e-mail, and the provider has none that could be written. */
    EMAIL_MISSING
  }
}
