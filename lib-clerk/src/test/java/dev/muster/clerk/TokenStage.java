package dev.muster.clerk;

import dev.muster.clerk.stub.ClerkStub;
import dev.muster.clerk.stub.TokenDraft;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.TokensUnderTest;
import dev.muster.testkit.mint.TokenFlaw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Clerk of the test's own clock, and a check of its session tokens. */
final class TokenStage implements TokensUnderTest {
  private static final Duration SKEW = Duration.ofSeconds(30);

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  final ClerkStub clerk = ClerkStub.start(() -> now);
  private final List<ClerkProvider> providers = new ArrayList<>();
  private final Map<UserId, UserId> users = new HashMap<>();
  private final TokenAuthenticator tokens = anew();

  private TokenAuthenticator anew() {
    ClerkProvider provider =
        ClerkProvider.of(
            ClerkStage.settings(clerk)
                .issuer(clerk.issuer())
                .authorizedParty(TokenDraft.ORIGIN)
                .clock(() -> now)
                .build());
    providers.add(provider);
    return provider.sessionTokens();
  }

  Instant now() {
    return now;
  }

  @Override
  public TokenAuthenticator tokens() {
    return tokens;
  }

  @Override
  public TokenAuthenticator cutOff() {
    clerk.line().fail(0, Outage.SERVER_ERROR);
    return anew();
  }

  @Override
  public Secret good(UserId user) {
    return draft(user).sign();
  }

  @Override
  public Secret flawed(UserId user, TokenFlaw flaw) {
    TokenDraft draft = draft(user);
    return switch (flaw) {
      case EXPIRED -> draft.claim("exp", now.minus(SKEW).minusSeconds(1).getEpochSecond()).sign();
      case NOT_YET_VALID ->
          draft.claim("nbf", now.plus(SKEW).plusSeconds(1).getEpochSecond()).sign();
      case WRONG_SIGNER -> draft.byAStranger().sign();
      case WRONG_ISSUER -> draft.claim("iss", "https://another.example").sign();
      case WRONG_AUDIENCE -> draft.claim("azp", "https://another.example").sign();
      case WRONG_KIND -> draft.claim("sid", null).sign();
      case UNSIGNED -> draft.unsigned();
      case TAMPERED, ENDED -> throw new NoLever("not asked for");
    };
  }

  /** A token of a user whom Clerk need not know. */
  TokenDraft draft(UserId user) {
    UserId known = users.computeIfAbsent(user, any -> clerk.createUser(null));
    return clerk
        .token(known, null)
        .claim("sub", user.value())
        .claim("sid", "sess_of_" + user.value());
  }

  @Override
  public Duration outliveTokens() {
    Duration over = TokenDraft.LIFE.plus(SKEW).plusSeconds(1);
    now = now.plus(over);
    return over;
  }

  @Override
  public void close() {
    providers.forEach(ClerkProvider::close);
    clerk.close();
  }
}
