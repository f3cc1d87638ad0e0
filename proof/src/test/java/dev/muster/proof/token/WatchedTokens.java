package dev.muster.proof.token;

import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.StoreException;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A store of tokens that counts its statements, and that can be down or be looked in on. */
final class WatchedTokens implements OrganizationTokenStore {
  final List<String> statements = new CopyOnWriteArrayList<>();

  /** Runs after the statement of that name was made, and before its answer is given. */
  volatile Consumer<String> after = statement -> {};

  volatile boolean down;
  private final InMemoryOrganizationTokenStore store;

  WatchedTokens(InstantSource clock) {
    store = new InMemoryOrganizationTokenStore(clock);
  }

  /** How many statements of a name there were. */
  long count(String statement) {
    return statements.stream().filter(statement::equals).count();
  }

  private <T> T made(String statement, Supplier<T> call) {
    statements.add(statement);
    if (down) {
      throw new StoreException("the store is down", null);
    }
    T answer = call.get();
    after.accept(statement);
    return answer;
  }

  @Override
  public long epoch(MembershipKey key) {
    return made("epoch", () -> store.epoch(key));
  }

  @Override
  public Addition add(NewToken token, long expectedEpoch, int cap) {
    return made("add", () -> store.add(token, expectedEpoch, cap));
  }

  @Override
  public Optional<Found> find(Hash hash) {
    return made("find", () -> store.find(hash));
  }

  @Override
  public List<Token> list(MembershipKey key) {
    return made("list", () -> store.list(key));
  }

  @Override
  public boolean revoke(MembershipKey key, TokenId token) {
    return made("revoke one", () -> store.revoke(key, token));
  }

  @Override
  public int revoke(TokenHolder holder) {
    return made("revoke all", () -> store.revoke(holder));
  }

  @Override
  public void suspend(MembershipKey key) {
    var unused =
        made(
            "suspend",
            () -> {
              store.suspend(key);
              return true;
            });
  }

  @Override
  public void resume(MembershipKey key) {
    var unused =
        made(
            "resume",
            () -> {
              store.resume(key);
              return true;
            });
  }

  @Override
  public void used(Map<TokenId, Instant> uses) {
    var unused =
        made(
            "used",
            () -> {
              store.used(uses);
              return true;
            });
  }

  @Override
  public int sweep(Duration keep, int most) {
    return made("sweep", () -> store.sweep(keep, most));
  }
}
