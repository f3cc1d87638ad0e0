package dev.muster.proof.contract;

import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.contract.TokensUnderTest;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** An issuer of JWTs and lib-oidc's check of them; a wrong check is wrapped around that. */
final class IssuedTokens implements TokensUnderTest {
  private static final String ISSUER = "https://issuer.example";

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AccessTokenMinter minter = AccessTokenMinter.of(ISSUER, "app", clock);
  private final UnaryOperator<TokenAuthenticator> wrong;
  private final TokenAuthenticator tokens;

  IssuedTokens(UnaryOperator<TokenAuthenticator> wrong) {
    this.wrong = wrong;
    tokens = wrong.apply(BearerTokens.of(minter.verifier()));
  }

  @Override
  public TokenAuthenticator tokens() {
    return tokens;
  }

  @Override
  public TokenAuthenticator cutOff() {
    IssuerKeys keys =
        IssuerKeys.readBy(
            () -> {
              throw new IOException("nobody answers");
            },
            clock);
    TokenRules rules = TokenRules.builder().issuer(ISSUER).audience("app").build();
    return wrong.apply(BearerTokens.of(new AccessTokenVerifier(rules, keys, clock)));
  }

  @Override
  public Secret good(UserId user) {
    return minter.valid(user);
  }

  @Override
  public Secret flawed(UserId user, TokenFlaw flaw) {
    return minter.flawed(user, flaw);
  }

  @Override
  public Duration outliveTokens() {
    Duration over = AccessTokenMinter.DEFAULT_LIFETIME.plus(TokenRules.DEFAULT_SKEW).plusSeconds(1);
    clock.advance(over);
    return over;
  }

  @Override
  public void close() {}
}
