package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class AccessTokenVerifierTest {
  private final TestIssuer issuer = new TestIssuer();
  private final AccessTokenVerifier verifier = issuer.verifier();

  @Test
  void a_good_token_is_verified_and_says_what_it_says() {
    AccessToken token =
        verified(
            issuer
                .claims()
                .claim("org_id", "org_1")
                .claim("role", "admin")
                .claim("roles", List.of("admin", "billing"))
                .claim("permissions", List.of("notes:write")));

    assertThat(token.issuer()).isEqualTo(TestIssuer.NAME);
    assertThat(token.user()).isEqualTo(new UserId("user_1"));
    assertThat(token.sessionId()).contains("session_1");
    assertThat(token.organization()).contains(new OrganizationId("org_1"));
    assertThat(token.roles()).containsExactly(new RoleSlug("admin"), new RoleSlug("billing"));
    assertThat(token.permissions()).containsExactly(new Permission("notes:write"));
    assertThat(token.actor()).isEmpty();
    assertThat(token.issuedAt()).contains(issuer.now());
    assertThat(token.expiresAt()).isEqualTo(issuer.now().plusSeconds(300));
  }

  @Test
  void a_single_role_is_the_list_of_it_and_no_role_is_none() {
    assertThat(verified(issuer.claims().claim("role", "member")).roles())
        .containsExactly(new RoleSlug("member"));
    assertThat(verified(issuer.claims()).roles()).isEmpty();
  }

  @Test
  void impersonation_is_recorded() {
    assertThat(verified(issuer.claims().claim("act", Map.of("sub", "support@x"))).actor())
        .contains("support@x");
  }

  @Test
  void a_token_prints_neither_itself_nor_its_session() {
    AccessToken token = verified(issuer.claims());
    assertThat(token.toString()).contains("user_1").doesNotContain("session_1");
    assertThat(verifier.verify(issuer.token()).toString()).doesNotContain("session_1");
  }

  @Test
  void another_issuer_is_wrong_and_each_of_a_set_is_right() {
    bad(TokenFault.WRONG_ISSUER, issuer.claims().issuer("https://issuer.example/"));
    AccessTokenVerifier two = issuer.verifier(TestIssuer.rules().issuer("https://other.example"));
    assertThat(two.verify(TestIssuer.token(issuer.claims().issuer("https://other.example"))))
        .isInstanceOf(TokenCheck.Verified.class);
    assertThat(two.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void another_audience_is_wrong_and_one_of_several_is_right() {
    bad(TokenFault.WRONG_AUDIENCE, issuer.claims().audience("other"));
    verified(issuer.claims().audience(List.of("other", "app")));
  }

  @Test
  void an_absent_audience_is_wrong_unless_it_may_be_absent() {
    JWTClaimsSet.Builder none = issuer.claims().audience((String) null);
    bad(TokenFault.WRONG_AUDIENCE, none);
    AccessTokenVerifier lenient = issuer.verifier(TestIssuer.rules().audienceMayBeAbsent());
    assertThat(lenient.verify(TestIssuer.token(none))).isInstanceOf(TokenCheck.Verified.class);
    assertThat(lenient.verify(TestIssuer.token(issuer.claims().audience("other"))))
        .isEqualTo(new TokenCheck.Bad(TokenFault.WRONG_AUDIENCE));
  }

  @Test
  void a_token_ends_at_its_exp_and_the_skew_and_not_a_moment_later() {
    String token = issuer.token();
    issuer.advance(Duration.ofMinutes(5).plus(TokenRules.DEFAULT_SKEW).minusMillis(1));
    assertThat(verifier.verify(token)).isInstanceOf(TokenCheck.Verified.class);
    issuer.advance(Duration.ofMillis(1));
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(TokenFault.EXPIRED));
  }

  @Test
  void a_token_of_the_future_is_not_valid_yet() {
    Date tooEarly = Date.from(issuer.now().plus(TokenRules.DEFAULT_SKEW).plusSeconds(1));
    bad(TokenFault.NOT_YET_VALID, issuer.claims().issueTime(tooEarly));
    bad(TokenFault.NOT_YET_VALID, issuer.claims().notBeforeTime(tooEarly));
    Date inSkew = Date.from(issuer.now().plus(TokenRules.DEFAULT_SKEW));
    verified(issuer.claims().issueTime(inSkew).notBeforeTime(inSkew));
  }

  @Test
  void a_required_claim_that_is_missing_makes_it_bad() {
    bad(TokenFault.WRONG_CLAIMS, issuer.claims().issuer(null));
    bad(TokenFault.WRONG_CLAIMS, issuer.claims().subject(null));
    bad(TokenFault.WRONG_CLAIMS, issuer.claims().expirationTime(null));
    bad(TokenFault.WRONG_CLAIMS, issuer.claims().claim("sid", null));
    AccessTokenVerifier lenient = issuer.verifier(TestIssuer.rules().sessionMayBeAbsent());
    assertThat(lenient.verify(TestIssuer.token(issuer.claims().claim("sid", null))))
        .isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  @Tag("BAD-INPUT")
  void claims_of_odd_types_make_it_bad() {
    List<Object> odd =
        List.of(7, true, List.of(1), Map.of("a", 1), "", " ", "\u0000", "x".repeat(256));
    for (Object value : odd) {
      for (String claim : List.of("sid", "org_id", "role", "roles", "permissions", "act", "sub")) {
        TokenCheck check = verifier.verify(raw(issuer.claims(), claim, value));
        boolean isText = value instanceof String text && !text.isBlank();
        if (claim.equals("sid") && isText) {
          assertThat(check).as(claim + " " + value).isInstanceOf(TokenCheck.Verified.class);
        } else {
          assertThat(check)
              .as(claim + " " + value)
              .isEqualTo(new TokenCheck.Bad(TokenFault.WRONG_CLAIMS));
        }
      }
    }
    for (Object time : List.of("2026-11-21", "1", List.of(), Map.of(), true, -1, 1e300)) {
      for (String claim : List.of("exp", "iat", "nbf")) {
        assertThat(verifier.verify(raw(issuer.claims(), claim, time)))
            .as(claim + " " + time)
            .isInstanceOf(TokenCheck.Bad.class);
      }
    }
  }

  @Test
  void another_key_with_the_same_id_is_a_wrong_signature() {
    RSAKey impostor = TestIssuer.rsa(TestIssuer.KEY.getKeyID(), 2048);
    badly(
        TokenFault.WRONG_SIGNATURE,
        TestIssuer.signed(TestIssuer.header(impostor), issuer.claims().build(), impostor));
  }

  @Test
  void a_key_that_is_not_published_is_unknown() {
    badly(
        TokenFault.UNKNOWN_KEY,
        TestIssuer.signed(
            TestIssuer.header(TestIssuer.OTHER_KEY),
            issuer.claims().build(),
            TestIssuer.OTHER_KEY));
  }

  @Test
  void a_short_rsa_key_signs_nothing() {
    RSAKey shortKey = TestIssuer.rsa("short", 1024);
    issuer.published.add(shortKey.toPublicJWK());
    badly(
        TokenFault.WRONG_SIGNATURE,
        TestIssuer.signed(TestIssuer.header(shortKey), issuer.claims().build(), shortKey));
  }

  @Test
  void an_algorithm_that_is_not_pinned_is_wrong() throws Exception {
    badly(
        TokenFault.WRONG_ALGORITHM,
        TestIssuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(TestIssuer.KEY.getKeyID()),
            issuer.claims().build(),
            TestIssuer.KEY));

    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    issuer.published.add(ec.toPublicJWK());
    SignedJWT byEc =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), issuer.claims().build());
    byEc.sign(new ECDSASigner(ec));
    badly(TokenFault.WRONG_ALGORITHM, byEc.serialize());
    assertThat(
            issuer
                .verifier(TestIssuer.rules().algorithms(SigningAlgorithm.ES256))
                .verify(byEc.serialize()))
        .isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void a_header_of_another_type_is_another_kind_and_one_without_key_id_is_malformed() {
    badly(
        TokenFault.WRONG_KIND,
        TestIssuer.signed(
            TestIssuer.header(TestIssuer.KEY).type(new JOSEObjectType("logout+jwt")),
            issuer.claims().build(),
            TestIssuer.KEY));
    badly(
        TokenFault.MALFORMED,
        TestIssuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.RS256), issuer.claims().build(), TestIssuer.KEY));
    assertThat(
            verifier.verify(
                TestIssuer.signed(
                    TestIssuer.header(TestIssuer.KEY).type(new JOSEObjectType("at+jwt")),
                    issuer.claims().build(),
                    TestIssuer.KEY)))
        .isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  @Tag("BAD-INPUT")
  void what_is_no_token_is_malformed() {
    for (String text : List.of("", ".", "..", "a.b.c", "....", "e30.e30.e30", "x".repeat(20_000))) {
      badly(TokenFault.MALFORMED, text);
    }
    assertThatNullPointerException().isThrownBy(() -> verifier.verify(null)).withMessage("token");
  }

  private AccessToken verified(JWTClaimsSet.Builder claims) {
    return verifier
        .verify(TestIssuer.token(claims))
        .fold(
            token -> token,
            fault -> {
              throw new AssertionError("bad: " + fault);
            },
            () -> {
              throw new AssertionError("unchecked");
            });
  }

  private void bad(TokenFault fault, JWTClaimsSet.Builder claims) {
    badly(fault, TestIssuer.token(claims));
  }

  private void badly(TokenFault fault, String token) {
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(fault));
  }

  /** A claim written as it is: the library's own builder would refuse it. */
  private static String raw(JWTClaimsSet.Builder claims, String claim, Object value) {
    Map<String, Object> json = claims.build().toJSONObject();
    json.put(claim, value);
    try {
      JWSObject object =
          new JWSObject(TestIssuer.header(TestIssuer.KEY).build(), new Payload(json));
      object.sign(new RSASSASigner(TestIssuer.KEY));
      return object.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
