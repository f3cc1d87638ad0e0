package dev.muster.clerk.stub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session token that is about to be signed. Unless told otherwise it is one that Clerk would
 * issue now: of the second version, good for {@link #LIFE}, in the organization that is active in
 * the session. For one thread.
 */
public final class TokenDraft {
  /** How long a session token is good. */
  public static final Duration LIFE = Duration.ofSeconds(60);

  /** The origin of the page that asked for the token. */
  public static final String ORIGIN = "https://app.example";

  private static final Duration EARLY = Duration.ofSeconds(10);

  private final Instance clerk;
  private final String issuer;
  private final SessionRow session;
  private final Map<String, @Nullable Object> changed = new LinkedHashMap<>();
  private RSAKey key;
  private int version = 2;

  TokenDraft(Instance clerk, String issuer, SessionRow session, RSAKey key) {
    this.clerk = clerk;
    this.issuer = issuer;
    this.session = session;
    this.key = key;
  }

  /**
   * Chooses the form of the claims.
   *
   * @param number 1 or 2
   * @return this draft
   */
  public TokenDraft version(int number) {
    version = number;
    return this;
  }

  /**
   * Sets a claim, whatever Clerk would say.
   *
   * @param name the claim
   * @param value its value; null leaves the claim out
   * @return this draft
   */
  public TokenDraft claim(String name, @Nullable Object value) {
    changed.put(name, value);
    return this;
  }

  /**
   * Has another key sign, under the id of the right one.
   *
   * @return this draft
   */
  public TokenDraft byAStranger() {
    key = TokenMint.STRANGER;
    return this;
  }

  /**
   * Signs.
   *
   * @return the token
   */
  public Secret sign() {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(key.getKeyID())
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims());
      jwt.sign(new RSASSASigner(key));
      return Secret.of(jwt.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key signs", e);
    }
  }

  /**
   * Does not sign.
   *
   * @return a token that says so
   */
  public Secret unsigned() {
    return Secret.of(new PlainJWT(claims()).serialize());
  }

  private JWTClaimsSet claims() {
    return clerk.locked(
        () -> {
          Instant now = clerk.now();
          JWTClaimsSet.Builder claims =
              new JWTClaimsSet.Builder()
                  .issuer(issuer)
                  .subject(session.user())
                  .claim("sid", session.id())
                  .claim("azp", ORIGIN)
                  .claim("sts", "active")
                  .claim("fva", List.of(0, -1))
                  .jwtID(clerk.newId("jti"))
                  .issueTime(Date.from(now))
                  .notBeforeTime(Date.from(now.minus(EARLY)))
                  .expirationTime(Date.from(now.plus(LIFE)));
          if (version == 2) {
            claims.claim("v", 2);
          }
          MembershipRow member =
              session.organization() == null
                  ? null
                  : clerk.memberships.find(session.organization(), session.user());
          if (member != null) {
            organization(claims, member);
          }
          changed.forEach(claims::claim);
          return claims.build();
        });
  }

  private void organization(JWTClaimsSet.Builder claims, MembershipRow member) {
    String slug = clerk.organizations.get(member.organization()).slug();
    List<String> permits =
        clerk.roles.get(member.role()).permissions().stream()
            .filter(key -> !PermissionRow.isSystem(key))
            .toList();
    if (version == 1) {
      claims
          .claim("org_id", member.organization())
          .claim("org_role", member.role())
          .claim("org_slug", slug)
          .claim("org_permissions", permits);
      return;
    }
    FeatureBits bits = new FeatureBits(permits);
    Map<String, Object> active = new LinkedHashMap<>();
    active.put("id", member.organization());
    active.put("rol", member.role().replaceFirst("^org:", ""));
    if (slug != null) {
      active.put("slg", slug);
    }
    if (!permits.isEmpty()) {
      active.put("per", bits.per());
      active.put("fpm", bits.fpm());
      claims.claim("fea", bits.fea());
    }
    claims.claim("o", active);
  }
}
