package dev.muster.store;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.LinkRules.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in this process's memory, unbounded, for one node and for tests. Safe for many threads;
 * never blocks on I/O.
 */
public final class InMemoryAccountStore implements AccountStore {
  private final List<Account> accounts = new ArrayList<>();

  /** An empty store. */
  public InMemoryAccountStore() {}

  /**
   * Adds an account of the host's that is no provider's user yet.
   *
   * @param email its e-mail
   * @param emailVerified whether the host has verified it
   * @return its id
   */
  public synchronized AccountId add(String email, boolean emailVerified) {
    return made(Objects.requireNonNull(email, "email"), emailVerified).id();
  }

  /**
   * How many accounts there are.
   *
   * @return their number
   */
  public synchronized int size() {
    return accounts.size();
  }

  @Override
  public synchronized Optional<AccountId> find(ProviderInstance provider, UserId user) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    return accounts.stream()
        .filter(account -> user.equals(account.users().get(provider)))
        .map(Account::id)
        .findFirst();
  }

  @Override
  public synchronized Linking link(ProviderInstance provider, User user) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    Optional<AccountId> known = find(provider, user.id());
    if (known.isPresent()) {
      return new Linking.Found(known.get());
    }
    List<Account> same =
        accounts.stream()
            .filter(account -> LinkRules.sameEmail(account.email(), user.email()))
            .toList();
    List<Candidate> candidates = same.stream().map(one -> one.candidate(provider)).toList();
    return switch (LinkRules.decide(user, candidates)) {
      case LINK -> new Linking.Linked(given(same.get(0), provider, user));
      case CREATE ->
          new Linking.Created(given(made(user.email(), user.emailVerified()), provider, user));
      case EMAIL_TAKEN -> new Linking.Refused(Reason.EMAIL_TAKEN);
      case AMBIGUOUS -> new Linking.Refused(Reason.AMBIGUOUS);
    };
  }

  private Account made(@Nullable String email, boolean verified) {
    AccountId id = new AccountId("account_" + (accounts.size() + 1));
    Account made = new Account(id, email, verified, new HashMap<>());
    accounts.add(made);
    return made;
  }

  private static AccountId given(Account account, ProviderInstance provider, User user) {
    account.users().put(provider, user.id());
    return account.id();
  }

  private record Account(
      AccountId id, @Nullable String email, boolean verified, Map<ProviderInstance, UserId> users) {
    /** Of one that has an e-mail. */
    Candidate candidate(ProviderInstance provider) {
      return new Candidate(
          Objects.requireNonNull(email, "email"), verified, users.containsKey(provider));
    }
  }
}
