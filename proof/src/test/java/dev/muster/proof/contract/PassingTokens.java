package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store of organization tokens that passes all on to a sound one. */
class PassingTokens implements OrganizationTokenStore {
  private final OrganizationTokenStore sound;

  PassingTokens() {
    this(new InMemoryOrganizationTokenStore(InstantSource.system()));
  }

  PassingTokens(OrganizationTokenStore sound) {
    this.sound = sound;
  }

  @Override
  public long epoch(MembershipKey key) {
    return sound.epoch(key);
  }

  @Override
  public Addition add(NewToken token, long expectedEpoch, int cap) {
    return sound.add(token, expectedEpoch, cap);
  }

  @Override
  public Optional<Found> find(Hash hash) {
    return sound.find(hash);
  }

  @Override
  public List<Token> list(MembershipKey key) {
    return sound.list(key);
  }

  @Override
  public boolean revoke(MembershipKey key, TokenId token) {
    return sound.revoke(key, token);
  }

  @Override
  public int revoke(TokenHolder holder) {
    return sound.revoke(holder);
  }

  @Override
  public void suspend(MembershipKey key) {
    sound.suspend(key);
  }

  @Override
  public void resume(MembershipKey key) {
    sound.resume(key);
  }

  @Override
  public void used(Map<TokenId, Instant> uses) {
    sound.used(uses);
  }

  @Override
  public int sweep(Duration keep, int most) {
    return sound.sweep(keep, most);
  }

  static NewToken with(NewToken token, Grant grant) {
    return new NewToken(token.id(), token.hash(), grant, token.lifetime());
  }

  static Token as(Token token, State state) {
    return new Token(
        token.id(), token.grant(), state, token.issuedAt(), token.expiresAt(), token.lastUsedAt());
  }

  static Token usedAt(Token token, @Nullable Instant use) {
    return new Token(
        token.id(), token.grant(), token.state(), token.issuedAt(), token.expiresAt(), use);
  }
}
