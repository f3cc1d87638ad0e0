package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class JwtBearersTest {
  private static final String MACHINES = "https://machines.example";

  private final TestIssuer issuer = new TestIssuer();
  private final TestIssuer machines = new TestIssuer();
  private final BearerTokens one = BearerTokens.of(issuer.verifier());
  private final BearerTokens two =
      BearerTokens.of(
          issuer.verifier(),
          machines.verifier(
              TokenRules.builder().issuer(MACHINES).audience("jobs").sessionMayBeAbsent()));

  @Test
  void a_good_token_says_who_and_hints_where() {
    String token = TestIssuer.token(issuer.claims().claim("org_id", "org_1"));
    Outcome who =
        new Outcome.Verified(new UserId("user_1"), "session_1", new OrganizationId("org_1"), null);
    assertThat(ask(one, token)).isEqualTo(who);
    assertThat(ask(one, token)).isEqualTo(who);
  }

  @Test
  void who_acts_as_the_user_is_told_each_time() {
    String token = TestIssuer.token(issuer.claims().claim("act", Map.of("sub", "support@x")));
    for (int i = 0; i < 2; i++) {
      assertThat(ask(one, token))
          .isEqualTo(new Outcome.Verified(new UserId("user_1"), "session_1", null, "support@x"));
    }
  }

  @Test
  void a_bad_token_is_bad_and_a_check_that_can_not_be_made_is_unavailable() {
    for (String bad : List.of("", "no token", "a.b.c", "x".repeat(20_000), issuer.token() + "A")) {
      assertThat(ask(one, bad)).isEqualTo(new Outcome.Bad());
      assertThat(ask(two, bad)).isEqualTo(new Outcome.Bad());
    }
    TestIssuer down = new TestIssuer();
    down.down(true);
    assertThat(ask(BearerTokens.of(down.verifier()), down.token()))
        .isEqualTo(new Outcome.Unavailable(IssuerKeys.RETRY_PAUSE));
  }

  @Test
  void a_remembered_token_ends_here_too() {
    String token = issuer.token();
    assertThat(ask(two, token)).isInstanceOf(Outcome.Verified.class);
    issuer.advance(Duration.ofMinutes(6));
    assertThat(ask(two, token)).isEqualTo(new Outcome.Bad());
  }

  @Test
  void each_kind_has_its_own_rules() {
    JWTClaimsSet.Builder job = machines.claims().issuer(MACHINES).audience("jobs");
    assertThat(ask(two, TestIssuer.token(job))).isInstanceOf(Outcome.Verified.class);
    assertThat(ask(two, TestIssuer.token(job.claim("sid", null))))
        .isInstanceOf(Outcome.Verified.class);
    assertThat(ask(two, TestIssuer.token(issuer.claims().claim("sid", null))))
        .isEqualTo(new Outcome.Bad());
    assertThat(ask(two, TestIssuer.token(issuer.claims().audience("jobs"))))
        .isEqualTo(new Outcome.Bad());
    assertThat(ask(two, TestIssuer.token(machines.claims().issuer(MACHINES))))
        .isEqualTo(new Outcome.Bad());
  }

  @Test
  void a_token_is_held_against_its_own_issuer_only() {
    // Both issuers publish a key of the same name; only the second one's signed this.
    machines.published.clear();
    machines.published.add(TestIssuer.rsa(TestIssuer.KEY.getKeyID(), 2048).toPublicJWK());
    String claimed = TestIssuer.token(machines.claims().issuer(MACHINES).audience("jobs"));
    assertThat(ask(two, claimed)).isEqualTo(new Outcome.Bad());
    assertThat(issuer.reads).hasValue(0);
    assertThat(ask(two, TestIssuer.token(issuer.claims().issuer("https://nobody.example"))))
        .isEqualTo(new Outcome.Bad());
    assertThat(issuer.reads.get() + machines.reads.get()).isEqualTo(1);
  }

  @Test
  void one_issuer_in_an_outage_is_not_the_others() {
    machines.down(true);
    String job = TestIssuer.token(machines.claims().issuer(MACHINES).audience("jobs"));
    assertThat(ask(two, job)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(ask(two, issuer.token())).isInstanceOf(Outcome.Verified.class);
  }

  @Test
  void without_a_session_the_id_is_that_of_the_token_or_made_of_it() {
    BearerTokens lenient =
        BearerTokens.of(issuer.verifier(TestIssuer.rules().sessionMayBeAbsent()));
    JWTClaimsSet.Builder claims = issuer.claims().claim("sid", null);
    String plain = TestIssuer.token(claims);
    String id = session(lenient, plain);
    assertThat(id).matches("token-[0-9a-f]{64}").isEqualTo(session(lenient, plain));
    assertThat(plain).doesNotContain(id);
    BearerTokens afresh = BearerTokens.of(issuer.verifier(TestIssuer.rules().sessionMayBeAbsent()));
    assertThat(session(afresh, plain)).isEqualTo(id);
    assertThat(session(lenient, TestIssuer.token(claims.subject("user_2")))).isNotEqualTo(id);
    assertThat(session(lenient, TestIssuer.token(claims.jwtID("jti_1")))).isEqualTo("jti_1");
    assertThat(session(lenient, TestIssuer.token(claims.claim("sid", "s")))).isEqualTo("s");
  }

  @Test
  @Tag("BAD-INPUT")
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void faults_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(BearerTokens::of)
        .withMessage("bearer tokens: at least one kind must be given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BearerTokens.of(issuer.verifier(), machines.verifier()))
        .withMessage("bearer tokens: issuer `https://issuer.example` is named by two kinds");
    assertThatNullPointerException().isThrownBy(() -> one.authenticate(null)).withMessage("token");
  }

  private static Outcome ask(BearerTokens tokens, String token) {
    return tokens.authenticate(Secret.of(token));
  }

  private static String session(BearerTokens tokens, String token) {
    return ((Outcome.Verified) ask(tokens, token)).sessionId();
  }
}
