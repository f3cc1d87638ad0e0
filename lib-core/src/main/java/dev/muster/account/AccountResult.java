package dev.muster.account;

import dev.muster.membership.Failure;
import dev.muster.name.AccountId;
import dev.muster.store.AccountStore;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What asking for a user's account came to. */
public sealed interface AccountResult {
  /**
   * The account, if there is one now.
   *
   * @return empty if the user was refused or unknown, or if it could not be found out
   */
  default Optional<AccountId> account() {
    return fold(
        known -> Optional.of(known.id()),
        linked -> Optional.of(linked.id()),
        created -> Optional.of(created.id()),
        refused -> Optional.empty(),
        nobody -> Optional.empty(),
        unavailable -> Optional.empty());
  }

  /**
   * One outcome for each case.
   *
   * @param known the user had the account before
   * @param linked the account was there and became the user's
   * @param created the account is new
   * @param refused the user gets no account
   * @param noSuchUser the provider knows no such user
   * @param unavailable it could not be found out
   * @param <T> the outcome's type
   * @return the outcome
   */
  default <T> T fold(
      Function<? super Known, ? extends T> known,
      Function<? super Linked, ? extends T> linked,
      Function<? super Created, ? extends T> created,
      Function<? super Refused, ? extends T> refused,
      Function<? super NoSuchUser, ? extends T> noSuchUser,
      Function<? super Unavailable, ? extends T> unavailable) {
    if (this instanceof Known k) {
      return known.apply(k);
    }
    if (this instanceof Linked l) {
      return linked.apply(l);
    }
    if (this instanceof Created c) {
      return created.apply(c);
    }
    if (this instanceof Refused r) {
      return refused.apply(r);
    }
    return this instanceof NoSuchUser n
        ? noSuchUser.apply(n)
        : unavailable.apply((Unavailable) this);
  }

  /**
   * The user has the account already.
   *
   * @param id the account
   */
  record Known(AccountId id) implements AccountResult {
    /** Checks the account. */
    public Known {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * An account of the host's with the same verified e-mail is the user's from now on.
   *
   * @param id the account
   */
  record Linked(AccountId id) implements AccountResult {
    /** Checks the account. */
    public Linked {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * A new account was made.
   *
   * @param id the account
   */
  record Created(AccountId id) implements AccountResult {
    /** Checks the account. */
    public Created {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * The user gets no account; nothing was written.
   *
   * @param reason why
   */
  record Refused(AccountStore.Reason reason) implements AccountResult {
    /** Checks the reason. */
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The provider answered, and knows no such user. Nothing was written. */
  record NoSuchUser() implements AccountResult {}

  /**
   * Neither yes nor no. Asking again goes on where this ended.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements AccountResult {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
