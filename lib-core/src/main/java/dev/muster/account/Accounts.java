package dev.muster.account;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.AccountStore.Linking;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives each user of the provider an account of the host's. Safe for many threads; blocks on the
 * store and, at a first login, on the provider, at most until the deadline of a decision.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A user who signs in many times at once has one account. An e-mail links an account once and
 * only if the provider and the host have both verified it; a change of e-mail changes no account,
 * and no account changes a role. No connection to the store is held while the provider is asked.
 */
public final class Accounts {
  private final IdentityProvider provider;
  private final AccountStore accounts;
  private final BoundedCalls calls;
  private final Timeline timeline;
  private final EvidenceReader evidence;
  private final Consumer<AccountEvent> events;

  /**
   * Accounts of one provider's users.
   *
   * @param provider who knows the users
   * @param accounts where the host keeps its accounts
   * @param calls makes the calls that may hang
   * @param timeline the clocks
   * @param evidence classifies failures, and raises the alarm where an operator must act
   * @param events hears of each account that is linked, made or refused
   */
  public Accounts(
      IdentityProvider provider,
      AccountStore accounts,
      BoundedCalls calls,
      Timeline timeline,
      EvidenceReader evidence,
      Consumer<AccountEvent> events) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.events = Objects.requireNonNull(events, "events");
  }

  /**
   * Finds a user's account, or sees to it that there is one. For each login; doing it again changes
   * nothing. One call to the store where the account is known.
   *
   * @param user the provider's id of a user who has signed in
   * @return what it came to
   */
  public AccountResult ensure(UserId user) {
    Objects.requireNonNull(user, "user");
    Moment start = timeline.now();
    ProviderInstance instance = provider.instance();
    try {
      Optional<AccountId> known = calls.call(start, () -> accounts.find(instance, user));
      if (known.isPresent()) {
        return new AccountResult.Known(known.get());
      }
      Optional<User> told = calls.call(start, () -> provider.findUser(user));
      if (told.isEmpty()) {
        return new AccountResult.NoSuchUser();
      }
      User asked = told.get();
      if (!asked.id().equals(user)) {
        throw new IllegalStateException("the provider answered with another user");
      }
      // Told from within, because a link that outlives its caller's deadline stands all the same.
      Linking linking = calls.call(start, () -> reported(user, accounts.link(instance, asked)));
      return linking.fold(
          found -> new AccountResult.Known(found.account()),
          linked -> new AccountResult.Linked(linked.account()),
          created -> new AccountResult.Created(created.account()),
          refused -> new AccountResult.Refused(refused.reason()));
    } catch (RuntimeException failed) {
      return new AccountResult.Unavailable(evidence.report(failed));
    }
  }

  private Linking reported(UserId user, Linking linking) {
    ProviderInstance instance = provider.instance();
    Optional<AccountEvent> event =
        linking.fold(
            found -> Optional.empty(),
            linked -> Optional.of(new AccountEvent.AccountLinked(instance, user, linked.account())),
            created ->
                Optional.of(new AccountEvent.AccountCreated(instance, user, created.account())),
            refused ->
                Optional.of(new AccountEvent.AccountRefused(instance, user, refused.reason())));
    event.ifPresent(events);
    return linking;
  }
}
