package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Organization access tokens in this process's memory, for one node and for tests: a restart ends
 * them all. Safe for many threads; never blocks on I/O.
 */
public final class InMemoryOrganizationTokenStore implements OrganizationTokenStore {
  private static final Comparator<Token> OLDEST_FIRST =
      Comparator.comparing(Token::issuedAt).thenComparing(token -> token.id().value());

  private final InstantSource clock;
  private final InMemoryChangeLog log;
  private final Map<MembershipKey, Long> epochs = new HashMap<>();
  private final Map<Hash, Token> tokens = new LinkedHashMap<>();
  private final Map<MembershipKey, Set<Hash>> ofHolder = new HashMap<>();

  /**
   * An empty store.
   *
   * @param clock the store's clock
   */
  public InMemoryOrganizationTokenStore(InstantSource clock) {
    this(clock, InMemoryChangeLog.none(clock));
  }

  /**
   * An empty store.
   *
   * @param clock the store's clock
   * @param log is told what is revoked and suspended
   */
  public InMemoryOrganizationTokenStore(InstantSource clock, InMemoryChangeLog log) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.log = Objects.requireNonNull(log, "log");
  }

  /**
   * Whether what changes here is told to a log.
   *
   * @param other a log
   * @return true only for the one that this was made with
   */
  @SuppressWarnings("ReferenceEquality") // this very log
  public boolean writes(ChangeLog other) {
    return log == other;
  }

  @Override
  public synchronized long epoch(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return epochs.computeIfAbsent(key, absent -> 0L);
  }

  @Override
  public synchronized Addition add(NewToken token, long expectedEpoch, int cap) {
    Objects.requireNonNull(token, "token");
    Token there = tokens.get(token.hash());
    if (there != null && there.id().equals(token.id())) {
      return Addition.ADDED;
    }
    MembershipKey key = token.grant().key();
    if (epochs.computeIfAbsent(key, absent -> 0L) != expectedEpoch) {
      return Addition.MOVED;
    }
    if (list(key).size() >= cap) {
      return Addition.FULL;
    }
    Instant now = clock.instant();
    Instant expiry = now.plus(token.lifetime());
    ofHolder.computeIfAbsent(key, absent -> new HashSet<>()).add(token.hash());
    tokens.put(token.hash(), new Token(token.id(), token.grant(), State.LIVE, now, expiry, null));
    return Addition.ADDED;
  }

  @Override
  public synchronized Optional<Found> find(Hash hash) {
    Objects.requireNonNull(hash, "hash");
    return Optional.ofNullable(tokens.get(hash)).map(token -> new Found(token, clock.instant()));
  }

  @Override
  public synchronized List<Token> list(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    Instant now = clock.instant();
    return ofHolder.getOrDefault(key, Set.of()).stream()
        .map(tokens::get)
        .filter(Objects::nonNull)
        .filter(token -> token.state() != State.REVOKED && now.isBefore(token.expiresAt()))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  @Override
  public boolean revoke(MembershipKey key, TokenId token) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(token, "token");
    Predicate<Token> which = one -> one.id().equals(token) && one.grant().key().equals(key);
    // The log's lock comes first wherever both are held.
    synchronized (log) {
      var unused = turn(which, State.REVOKED, new TokenHolder.OfMembership(key));
      return holds(which);
    }
  }

  @Override
  public int revoke(TokenHolder holder) {
    Objects.requireNonNull(holder, "holder");
    synchronized (log) {
      raise(holder);
      return turn(
          token ->
              holder.covers(token.grant().key())
                  && (!(holder instanceof TokenHolder.OfSession of)
                      || of.session().equals(token.grant().session())),
          State.REVOKED,
          holder);
    }
  }

  @Override
  public void suspend(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    TokenHolder holder = new TokenHolder.OfMembership(key);
    synchronized (log) {
      var unusedEpoch = epoch(key);
      raise(holder);
      var unused =
          turn(
              token -> token.state() == State.LIVE && token.grant().key().equals(key),
              State.SUSPENDED,
              holder);
    }
  }

  @Override
  public synchronized void resume(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    var unused =
        turn(
            token -> token.state() == State.SUSPENDED && token.grant().key().equals(key),
            State.LIVE);
  }

  @Override
  public synchronized void used(Map<TokenId, Instant> uses) {
    Objects.requireNonNull(uses, "uses");
    tokens.replaceAll(
        (hash, token) -> {
          Instant use = uses.get(token.id());
          Instant last = token.lastUsedAt();
          return use == null || (last != null && !use.isAfter(last)) ? token : usedAt(token, use);
        });
  }

  @Override
  public synchronized int sweep(Duration keep, int most) {
    Instant before = clock.instant().minus(Objects.requireNonNull(keep, "keep"));
    List<Hash> over =
        tokens.entrySet().stream()
            .filter(entry -> !entry.getValue().expiresAt().isAfter(before))
            .map(Map.Entry::getKey)
            .limit(most)
            .toList();
    over.forEach(this::remove);
    return over.size();
  }

  private void remove(Hash hash) {
    Token gone = tokens.remove(hash);
    if (gone != null) {
      ofHolder.computeIfPresent(
          gone.grant().key(), (key, held) -> held.remove(hash) && held.isEmpty() ? null : held);
    }
  }

  private synchronized boolean holds(Predicate<Token> which) {
    return tokens.values().stream().anyMatch(which);
  }

  private synchronized void raise(TokenHolder holder) {
    epochs.replaceAll((key, epoch) -> holder.covers(key) ? epoch + 1 : epoch);
  }

  /** Turns tokens that are not revoked, counts them, and tells it where there are any. */
  private int turn(Predicate<Token> which, State to, TokenHolder told) {
    int turned = turn(which, to);
    if (turned > 0) {
      log.add(new Notice.OfTokens(told));
    }
    return turned;
  }

  /** Turns tokens that are not revoked, and counts them. */
  private synchronized int turn(Predicate<Token> which, State to) {
    int turned = 0;
    for (Map.Entry<Hash, Token> entry : tokens.entrySet()) {
      Token token = entry.getValue();
      if (token.state() != State.REVOKED && which.test(token)) {
        entry.setValue(
            new Token(
                token.id(),
                token.grant(),
                to,
                token.issuedAt(),
                token.expiresAt(),
                token.lastUsedAt()));
        turned++;
      }
    }
    return turned;
  }

  private static Token usedAt(Token token, Instant use) {
    return new Token(
        token.id(), token.grant(), token.state(), token.issuedAt(), token.expiresAt(), use);
  }
}
