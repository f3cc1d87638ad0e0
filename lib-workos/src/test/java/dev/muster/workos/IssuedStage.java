package dev.muster.workos;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.contract.CookiesUnderTest;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.TokensUnderTest;
import dev.muster.testkit.mint.TokenFlaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A WorkOS of the test's own keys and clock, for the suites about tokens and cookies. */
final class IssuedStage implements TokensUnderTest, CookiesUnderTest {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final Secret ANOTHER = Secret.of("marker-password-of-other-service");

  /** Another key under the id of the one that is published. */
  private static final RSAKey OTHERS =
      new RSAKey.Builder(Issued.OTHER_KEY).keyID(Issued.KEY.getKeyID()).build();

  private final Issued workOs = new Issued(Instant.parse("2026-11-21T10:00:00Z"));
  private final TokenAuthenticator tokens = workOs.provider.accessTokens();
  private final AtomicLong issued = new AtomicLong();

  @Override
  public TokenAuthenticator tokens() {
    return tokens;
  }

  @Override
  public TokenAuthenticator cutOff() {
    workOs.keysAreDown = true;
    return workOs.provider().accessTokens();
  }

  @Override
  public Secret good(UserId user) {
    return signed(claims(user));
  }

  @Override
  public Secret flawed(UserId user, TokenFlaw flaw) {
    JWTClaimsSet.Builder claims = claims(user);
    return switch (flaw) {
      case EXPIRED -> signed(claims.expirationTime(Date.from(workOs.now.minus(LIFE))));
      case NOT_YET_VALID -> signed(claims.notBeforeTime(Date.from(workOs.now.plus(LIFE))));
      case WRONG_SIGNER -> signedByOthers(claims);
      case WRONG_ISSUER -> signed(claims.issuer("https://another.example"));
      case WRONG_AUDIENCE -> signed(claims.audience("client_of_somebody"));
      case WRONG_KIND -> signed(claims.claim("nonce", "of-an-id-token"));
      case UNSIGNED -> Secret.of(new PlainJWT(claims.build()).serialize());
      case TAMPERED, ENDED -> throw new NoLever("not asked for");
    };
  }

  @Override
  public Duration outliveTokens() {
    Duration over = LIFE.plus(SKEW).plusSeconds(1);
    workOs.now = workOs.now.plus(over);
    return over;
  }

  @Override
  public SessionFormat format() {
    return workOs.cookies();
  }

  @Override
  public SessionFormat ofAnotherKey() {
    return workOs.provider.cookies(ANOTHER);
  }

  @Override
  public ProviderSession signIn(@Nullable OrganizationId organization) {
    var answer =
        Issued.answer(
            workOs.token(
                organization == null
                    ? workOs.claims()
                    : workOs.claims().claim("org_id", organization.value())));
    if (organization != null) {
      answer.put("organization_id", organization.value());
    }
    workOs.answers(answer);
    return workOs.signIn();
  }

  @Override
  public Instant now() {
    return workOs.now;
  }

  @Override
  public void outliveAccess() {
    workOs.now = workOs.now.plus(LIFE);
  }

  @Override
  public void close() {
    workOs.close();
  }

  private JWTClaimsSet.Builder claims(UserId user) {
    return workOs.claims().subject(user.value()).jwtID("token_" + issued.incrementAndGet());
  }

  private Secret signed(JWTClaimsSet.Builder claims) {
    return Secret.of(workOs.token(claims));
  }

  private Secret signedByOthers(JWTClaimsSet.Builder claims) {
    workOs.signs = OTHERS;
    try {
      return signed(claims);
    } finally {
      workOs.signs = Issued.KEY;
    }
  }
}
