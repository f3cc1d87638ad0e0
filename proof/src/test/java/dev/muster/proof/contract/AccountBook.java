package dev.muster.proof.contract;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.LinkRules;
import dev.muster.testkit.contract.AccountsUnderTest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Accounts in single steps, of which a wrong one replaces one. Not atomic by itself. */
class AccountBook implements AccountsUnderTest, AccountStore {
  final List<Account> accounts = new CopyOnWriteArrayList<>();

  /** One account, of one provider. */
  static final class Account {
    final AccountId id;
    final @Nullable String email;
    final boolean verified;
    volatile @Nullable UserId user;

    Account(AccountId id, @Nullable String email, boolean verified) {
      this.id = id;
      this.email = email;
      this.verified = verified;
    }
  }

  @Override
  public AccountStore store() {
    return this;
  }

  @Override
  public AccountId add(String email, boolean verified) {
    return made(email, verified).id;
  }

  @Override
  public int count() {
    return accounts.size();
  }

  @Override
  public Optional<AccountId> find(ProviderInstance provider, UserId user) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    return owned(user).map(account -> account.id);
  }

  @Override
  public Linking link(ProviderInstance provider, User user) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(user, "user");
    Optional<Account> own = owned(user.id());
    if (own.isPresent()) {
      return new Linking.Found(own.get().id);
    }
    List<Account> same =
        accounts.stream().filter(account -> sameEmail(account.email, user.email())).toList();
    looked(user, same.size());
    if (same.isEmpty()) {
      Account made = made(user.email(), user.emailVerified());
      made.user = user.id();
      return new Linking.Created(made.id);
    }
    if (isAmbiguous(same)) {
      return new Linking.Refused(Reason.AMBIGUOUS);
    }
    if (!mayLink(user, same.get(0))) {
      return new Linking.Refused(Reason.EMAIL_TAKEN);
    }
    same.get(0).user = user.id();
    return new Linking.Linked(same.get(0).id);
  }

  Optional<Account> owned(UserId user) {
    return accounts.stream().filter(account -> sameUser(account.user, user)).findFirst();
  }

  boolean sameUser(@Nullable UserId one, UserId other) {
    return other.equals(one);
  }

  boolean sameEmail(@Nullable String one, @Nullable String other) {
    return LinkRules.sameEmail(one, other);
  }

  boolean isAmbiguous(List<Account> same) {
    return same.size() > 1;
  }

  boolean mayLink(User user, Account account) {
    return user.emailVerified() && account.verified && account.user == null;
  }

  void looked(User user, int found) {}

  private synchronized Account made(@Nullable String email, boolean verified) {
    Account made = new Account(new AccountId("account_" + (accounts.size() + 1)), email, verified);
    accounts.add(made);
    return made;
  }
}
