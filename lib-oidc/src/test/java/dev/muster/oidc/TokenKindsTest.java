package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.Payload;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An issuer signs all its tokens with one key; only access tokens are access tokens. */
@Tag("SES-5")
class TokenKindsTest {
  private final TestIssuer issuer = new TestIssuer();

  @Test
  void an_id_token_is_no_access_token() {
    for (Map.Entry<String, Object> sign :
        List.<Map.Entry<String, Object>>of(
            Map.entry("nonce", "n-0S6_WzA2Mj"),
            Map.entry("at_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng"),
            Map.entry("c_hash", "x"),
            Map.entry("typ", "ID"),
            Map.entry("typ", "id"),
            Map.entry("token_use", "id"))) {
      JWTClaimsSet.Builder claims = issuer.claims().claim(sign.getKey(), sign.getValue());
      outcome(TokenFault.WRONG_KIND, TestIssuer.rules(), TestIssuer.token(claims));
    }
  }

  @Test
  void neither_is_a_refresh_token_or_a_logout_token() {
    for (String type : List.of("Refresh", "Offline", "Logout")) {
      JWTClaimsSet.Builder claims = issuer.claims().claim("typ", type);
      outcome(TokenFault.WRONG_KIND, TestIssuer.rules(), TestIssuer.token(claims));
    }
    JWTClaimsSet.Builder logout =
        issuer
            .claims()
            .claim(
                "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    outcome(TokenFault.WRONG_KIND, TestIssuer.rules(), TestIssuer.token(logout));
  }

  @Test
  void words_of_other_kinds_are_known_in_turkey_too() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr"));
      JWTClaimsSet.Builder claims = issuer.claims().claim("typ", "ID");
      outcome(TokenFault.WRONG_KIND, TestIssuer.rules(), TestIssuer.token(claims));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_nonce_may_be_there_where_that_is_said_and_the_other_signs_count_still() {
    JWTClaimsSet.Builder claims = issuer.claims().claim("nonce", "n");
    good(TestIssuer.rules().nonceMayBePresent(), TestIssuer.token(claims));
    outcome(
        TokenFault.WRONG_KIND,
        TestIssuer.rules().nonceMayBePresent(),
        TestIssuer.token(claims.claim("at_hash", "x")));
  }

  @Test
  void by_default_a_header_says_jwt_or_access_token_or_nothing() {
    good(TestIssuer.rules(), issuer.token());
    for (String type : List.of("JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt")) {
      good(TestIssuer.rules(), typed(type));
    }
    for (String type :
        List.of("id_token", "dpop+jwt", "logout+jwt", "secevent+jwt", "at", " jwt")) {
      outcome(TokenFault.WRONG_KIND, TestIssuer.rules(), typed(type));
    }
  }

  @Test
  void a_required_header_type_must_be_there() {
    good(TestIssuer.rules().headerType("at+jwt"), typed("at+jwt"));
    good(TestIssuer.rules().headerType("application/at+jwt"), typed("AT+jwt"));
    outcome(TokenFault.WRONG_KIND, TestIssuer.rules().headerType("at+jwt"), typed("JWT"));
    outcome(TokenFault.WRONG_KIND, TestIssuer.rules().headerType("at+jwt"), issuer.token());
  }

  @Test
  void a_required_claim_must_be_one_of_its_texts() {
    TokenRules.Builder keycloak =
        TestIssuer.rules().claim("typ", "Bearer").claim("typ", "DPoP").claim("scope", "notes");
    String good = token(Map.of("typ", "Bearer", "scope", "notes"));
    good(keycloak, good);
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("typ", "Bearer"),
            Map.of("typ", "bearer", "scope", "notes"),
            Map.of("typ", List.of("Bearer"), "scope", "notes"),
            Map.of("typ", "Bearer", "scope", "notes other"))) {
      outcome(TokenFault.WRONG_CLAIMS, keycloak, token(claims));
    }
  }

  @Test
  void the_authorised_party_must_be_one_of_those_named() {
    TokenRules.Builder two = TestIssuer.rules().authorizedParty("web").authorizedParty("cli");
    good(two, token(Map.of("azp", "web")));
    good(two, token(Map.of("azp", "cli")));
    outcome(TokenFault.WRONG_CLAIMS, two, token(Map.of("azp", "other")));
    outcome(TokenFault.WRONG_CLAIMS, two, token(Map.of("azp", List.of("web"))));
    outcome(TokenFault.WRONG_CLAIMS, two, issuer.token());
    good(TestIssuer.rules(), token(Map.of("azp", "anyone")));
  }

  @Test
  void a_claim_that_may_be_absent_must_be_one_of_its_texts_where_it_is_there() {
    TokenRules.Builder rules =
        TestIssuer.rules().claimIfPresent("sts", "active").claimIfPresent("azp", "web");
    good(rules, issuer.token());
    good(rules, token(Map.of("sts", "active", "azp", "web")));
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of("sts", "pending"),
            Map.of("sts", "Active"),
            Map.of("sts", "a word of tomorrow"),
            Map.of("sts", List.of("active")),
            Map.of("sts", "active", "azp", "other"))) {
      outcome(TokenFault.WRONG_CLAIMS, rules, token(claims));
    }
  }

  @Test
  void a_claim_that_is_null_is_there() {
    JWTClaimsSet claims = issuer.claims().claim("sts", null).build();
    Payload payload = new Payload(claims.toJSONObject(true));
    assertThat(payload.toString()).contains("\"sts\":null");
    outcome(
        TokenFault.WRONG_CLAIMS,
        TestIssuer.rules().claimIfPresent("sts", "active"),
        TestIssuer.signed(TestIssuer.header(TestIssuer.KEY), payload, TestIssuer.KEY));
  }

  @Test
  @Tag("BAD-INPUT")
  void a_claim_is_required_or_may_be_absent_and_not_both() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TestIssuer.rules()
                    .authorizedParty("web")
                    .claimIfPresent("azp", "cli")
                    .claimIfPresent(" ", "x")
                    .build())
        .withMessage(
            "token rules have 2 faults: neither claim nor value may be blank, but claim was ` `;"
                + " claim `azp` can't be required and be allowed to be absent");
  }

  @Test
  @Tag("BAD-INPUT")
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void blanks_and_nulls_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestIssuer.rules().headerType(" ").claim("typ", "").build())
        .withMessage(
            "token rules have 2 faults: no header type may be blank;"
                + " neither claim nor value may be blank, but claim was `typ`");
    TokenRules.Builder rules = TestIssuer.rules();
    assertThatNullPointerException().isThrownBy(() -> rules.headerType(null)).withMessage("type");
    assertThatNullPointerException().isThrownBy(() -> rules.claim(null, "")).withMessage("claim");
    assertThatNullPointerException().isThrownBy(() -> rules.claim("a", null)).withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> rules.authorizedParty(null))
        .withMessage("client");
  }

  private String typed(String type) {
    return TestIssuer.signed(
        TestIssuer.header(TestIssuer.KEY).type(new JOSEObjectType(type)),
        issuer.claims().build(),
        TestIssuer.KEY);
  }

  private String token(Map<String, Object> claims) {
    JWTClaimsSet.Builder all = issuer.claims();
    claims.forEach(all::claim);
    return TestIssuer.token(all);
  }

  private void good(TokenRules.Builder rules, String token) {
    assertThat(issuer.verifier(rules).verify(token)).isInstanceOf(TokenCheck.Verified.class);
  }

  private void outcome(TokenFault fault, TokenRules.Builder rules, String token) {
    assertThat(issuer.verifier(rules).verify(token)).isEqualTo(new TokenCheck.Bad(fault));
  }
}
