package dev.muster.examples.scenarios;

import dev.muster.feed.FeedSettings;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Reservation;
import dev.muster.store.FeedStore;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.RemovalStep;
import dev.muster.store.RoleStore;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** What the tables of a host can do wrong. */
final class StoreFaults {
  private StoreFaults() {}

  private static Fault adds(BiFunction<OrganizationTokenStore, NewToken, Object> token) {
    return (kit, host) -> {
      OtherStores stores = new OtherStores(kit);
      return stores
          .in(host)
          .organizationTokens(
              Twisted.of(
                  OrganizationTokenStore.class,
                  stores.tokens,
                  "add",
                  asked -> token.apply(stores.tokens, (NewToken) asked[0])),
              OtherStores.TOKENS);
    };
  }

  /** Knows one token of each member. */
  static Fault keepsOneToken() {
    return adds(
        (store, token) -> {
          store.revoke(new TokenHolder.OfMembership(token.grant().key()));
          return store.add(token, store.epoch(token.grant().key()), 10);
        });
  }

  /** Counts no tokens. */
  static Fault hasNoCap() {
    return adds((store, token) -> store.add(token, store.epoch(token.grant().key()), 1_000));
  }

  /** Writes each token down for the organization that was made last. */
  static Fault bindsTokensToTheNewest() {
    return (kit, host) ->
        adds((store, token) -> {
              List<Organization> all = kit.provider().fake().dashboard().organizations();
              NewToken moved = moved(token, all.get(all.size() - 1).id());
              return store.add(moved, store.epoch(moved.grant().key()), 10);
            })
            .in(kit, host);
  }

  private static NewToken moved(NewToken token, OrganizationId to) {
    Grant old = token.grant();
    MembershipKey key = new MembershipKey(old.key().provider(), to, old.key().user());
    Grant grant =
        new Grant(key, old.membership(), old.role(), old.permissions(), old.session(), old.label());
    return new NewToken(token.id(), token.hash(), grant, token.lifetime());
  }

  /** Lets a token live for a day. */
  static Fault keepsTokensForADay() {
    return (kit, host) -> {
      OtherStores stores = new OtherStores(kit);
      return stores
          .in(host)
          .organizationTokens(
              Twisted.not(OrganizationTokenStore.class, stores.tokens),
              OtherStores.TOKENS.withLifetime(Duration.ofDays(1)));
    };
  }

  /** Gives a slug to everybody who asks. */
  static Fault reservesForEverybody() {
    return (kit, host) -> new OtherStores(kit).in(host).directory(forEverybody(kit));
  }

  private static DirectoryStore forEverybody(MusterKit kit) {
    DirectoryStore reserves =
        Twisted.of(
            DirectoryStore.class,
            kit.directory(),
            "reserve",
            asked -> new Reservation.Reserved((String) asked[3]));
    return Twisted.of(DirectoryStore.class, reserves, "complete", asked -> true);
  }

  /** Begins a change whatever changed since it was judged. */
  static Fault beginsAtAnyEpoch() {
    return (kit, host) -> {
      OtherStores stores = new OtherStores(kit);
      return stores.in(host).changes(atAnyEpoch(stores.changes));
    };
  }

  private static ChangeStore atAnyEpoch(InMemoryChangeStore sound) {
    return Twisted.of(
        ChangeStore.class,
        sound,
        "begin",
        asked -> {
          Change change = (Change) asked[0];
          synchronized (sound) { // or another change comes between, and is noticed after all
            List<Standing> now = List.of(sound.standing(ChangeStore.Subject.of(change)));
            return asked.length == 3
                ? sound.begin(change, now, (Duration) asked[2])
                : sound.begin(
                    (Change.Removal) change,
                    (RemovalStep.Begin) asked[1],
                    now,
                    (Duration) asked[3]);
          }
        });
  }

  /** Asks the provider to remove somebody, and denies nothing here before it did. */
  static Fault removesThereFirst() {
    return (kit, host) -> {
      OtherStores stores = new OtherStores(kit);
      return stores
          .in(host)
          .changes(
              Twisted.of(
                  ChangeStore.class,
                  stores.changes,
                  "begin",
                  asked -> ChangeStore.Beginning.BEGUN));
    };
  }

  /** Takes each delivery of a webhook for a message of its own. */
  static Fault knowsNoMessages() {
    return (kit, host) -> {
      OtherStores stores = new OtherStores(kit);
      FeedStore forgetful =
          Twisted.of(
              FeedStore.class,
              stores.feed,
              "receive",
              asked ->
                  stores.feed.receive(
                      (ProviderInstance) asked[0],
                      UUID.randomUUID().toString(),
                      (ProviderEvent) asked[2]));
      return stores.in(host).eventFeed(forgetful, FeedSettings.standard());
    };
  }

  /** Sees neither a slug that is taken nor a creation that is under way. */
  static Fault seesNoOtherCreation() {
    return (kit, host) -> {
      OtherStores stores = new OtherStores(kit);
      ChangeStore blind =
          Twisted.of(
              ChangeStore.class,
              atAnyEpoch(stores.changes),
              "standing",
              asked ->
                  new Standing(
                      (ChangeStore.Subject) asked[0],
                      stores.changes.standing((ChangeStore.Subject) asked[0]).epoch(),
                      List.of()));
      return stores.in(host).changes(blind).directory(forEverybody(kit));
    };
  }

  /** Says that a role was written, and writes none. */
  static Fault writesNoRole() {
    return (kit, host) ->
        host.roleStore(Twisted.of(RoleStore.class, kit.roleStore(), "swap", asked -> true));
  }

  /** Makes an account for everybody who was not found a moment ago. */
  static Fault makesAccountsUnasked() {
    return (kit, host) -> host.accounts(unasked(kit));
  }

  private static AccountStore unasked(MusterKit kit) {
    return Twisted.of(
        AccountStore.class,
        kit.accountStore(),
        "link",
        asked ->
            new AccountStore.Linking.Created(
                kit.accountStore().add(((User) asked[1]).email(), true)));
  }

  /** Remembers nobody, and makes an account each time. */
  static Fault remembersNobody() {
    return (kit, host) ->
        host.accounts(
            Twisted.of(AccountStore.class, unasked(kit), "find", asked -> Optional.empty()));
  }
}
