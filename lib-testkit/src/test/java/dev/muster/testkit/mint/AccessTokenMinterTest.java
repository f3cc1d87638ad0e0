package dev.muster.testkit.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.decision.Problem;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.JwksReader;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-1")
class AccessTokenMinterTest {
  private static final Map<TokenFlaw, TokenFault> FAULTS =
      Map.of(
          TokenFlaw.EXPIRED, TokenFault.EXPIRED,
          TokenFlaw.NOT_YET_VALID, TokenFault.NOT_YET_VALID,
          TokenFlaw.WRONG_SIGNER, TokenFault.WRONG_SIGNATURE,
          TokenFlaw.UNSIGNED, TokenFault.MALFORMED,
          TokenFlaw.WRONG_ISSUER, TokenFault.WRONG_ISSUER,
          TokenFlaw.WRONG_AUDIENCE, TokenFault.WRONG_AUDIENCE,
          TokenFlaw.WRONG_KIND, TokenFault.WRONG_KIND,
          TokenFlaw.TAMPERED, TokenFault.WRONG_SIGNATURE);

  private static final Map<TokenFlaw, Set<String>> DIFFERENCES =
      Map.of(
          TokenFlaw.EXPIRED, Set.of("iat", "nbf", "exp"),
          TokenFlaw.NOT_YET_VALID, Set.of("iat", "nbf", "exp"),
          TokenFlaw.WRONG_SIGNER, Set.of(),
          TokenFlaw.UNSIGNED, Set.of("alg"),
          TokenFlaw.WRONG_ISSUER, Set.of("iss"),
          TokenFlaw.WRONG_AUDIENCE, Set.of("aud"),
          TokenFlaw.WRONG_KIND, Set.of("typ", "nonce", "at_hash"),
          TokenFlaw.TAMPERED, Set.of("exp"));

  private final FrontDoor door = new FrontDoor();
  private final AccessTokenMinter minter = door.accessTokens;
  private final AccessTokenVerifier verifier = minter.verifier();

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void a_good_token_is_let_in_until_its_hour_is_over() {
    Secret token = minter.valid(door.ann);
    assertThat(answers(token)).isEmpty();
    door.pass(AccessTokenMinter.DEFAULT_LIFETIME.plusSeconds(31));
    assertThat(answers(token)).contains(Problem.INVALID_CREDENTIAL);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENDED")
  void each_flaw_is_refused_for_itself_and_its_twin_is_let_in(TokenFlaw flaw) {
    Secret flawed = minter.flawed(door.ann, flaw);
    assertThat(answers(flawed)).contains(minter.refusals().get(flaw));
    assertThat(verifier.verify(flawed.reveal())).isEqualTo(new TokenCheck.Bad(FAULTS.get(flaw)));
    Secret twin = minter.valid(door.ann);
    assertThat(answers(twin)).isEmpty();
    assertThat(Jwt.of(flawed).differences(Jwt.of(twin))).isEqualTo(DIFFERENCES.get(flaw));
  }

  @Test
  void control_whoever_overlooks_just_the_flaw_takes_the_token() {
    Duration back = AccessTokenMinter.DEFAULT_LIFETIME.plusHours(1).negated();
    InstantSource early = () -> door.clock.instant().plus(back);
    InstantSource late = () -> door.clock.instant().plus(Duration.ofHours(1));
    TokenRules rules = rules("https://issuer.example", "notes");
    Map<TokenFlaw, AccessTokenVerifier> careless =
        Map.of(
            TokenFlaw.EXPIRED, verifier(rules, minter::jwks, early),
            TokenFlaw.NOT_YET_VALID, verifier(rules, minter::jwks, late),
            TokenFlaw.WRONG_SIGNER, verifier(rules, this::forgersKey, door.clock),
            TokenFlaw.WRONG_ISSUER,
                verifier(
                    rules("https://another-issuer.invalid", "notes"), minter::jwks, door.clock),
            TokenFlaw.WRONG_AUDIENCE,
                verifier(
                    rules("https://issuer.example", "urn:muster:testkit:another-audience"),
                    minter::jwks,
                    door.clock));
    careless.forEach(
        (flaw, verifier) ->
            assertThat(verifier.verify(minter.flawed(door.ann, flaw).reveal()))
                .as(flaw.name())
                .isInstanceOf(TokenCheck.Verified.class));
  }

  private static TokenRules rules(String issuer, String audience) {
    return TokenRules.builder().issuer(issuer).audience(audience).build();
  }

  private static AccessTokenVerifier verifier(
      TokenRules rules, JwksReader keys, InstantSource clock) {
    return new AccessTokenVerifier(rules, IssuerKeys.readBy(keys, clock), clock);
  }

  /** The forger's key, published under the issuer's key id. */
  private String forgersKey() {
    String kid = Jwt.of(minter.valid(door.ann)).header().path("kid").asText();
    return "{\"keys\":[" + IssuerKeyHolder.FORGERS.get().jwk().put("kid", kid) + "]}";
  }

  @Test
  void what_can_be_minted_is_what_is_said() {
    assertThat(minter.refusals().keySet())
        .isEqualTo(EnumSet.complementOf(EnumSet.of(TokenFlaw.ENDED)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minter.flawed(door.ann, TokenFlaw.ENDED))
        .withMessage("an access token can't be ENDED");
  }

  @Test
  void a_tampered_token_bears_the_signature_of_what_it_was() {
    Jwt tampered = Jwt.of(minter.withClaim("jti", "one").flawed(door.ann, TokenFlaw.TAMPERED));
    Jwt twin = Jwt.of(minter.withClaim("jti", "one").valid(door.ann));
    assertThat(tampered.signature()).isEqualTo(twin.signature());
    assertThat(tampered.claims()).isNotEqualTo(twin.claims());
  }

  @Test
  void a_forged_token_names_the_key_that_did_not_sign_it() {
    Jwt forged = Jwt.of(minter.flawed(door.ann, TokenFlaw.WRONG_SIGNER));
    assertThat(minter.jwks()).contains(forged.header().path("kid").asText());
  }

  @Test
  void a_changed_key_knows_none_of_the_tokens_before() {
    AccessTokenMinter changed = minter.withNewKey();
    assertThat(changed.verifier().verify(minter.valid(door.ann).reveal()))
        .isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
    assertThat(answers(changed.valid(door.ann))).isPresent();
    assertThat(changed.verifier().verify(changed.valid(door.ann).reveal()))
        .isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void a_host_s_own_claims_are_in_it_and_a_flaw_wins_over_them() {
    AccessTokenMinter own =
        minter
            .in(door.acme)
            .withClaim("aud", List.of("other", "notes"))
            .withClaim("sid", "session_7")
            .withLifetime(Duration.ofMinutes(5));
    Authentication.Authenticated answer =
        (Authentication.Authenticated)
            door.muster.authenticate(new Credential.Header(own.header(own.valid(door.ann))));
    assertThat(answer.session().id()).isEqualTo("session_7");
    assertThat(answer.session().organization()).contains(door.acme);
    assertThat(Jwt.of(own.valid(door.ann)).claims().path("exp").asLong())
        .isEqualTo(door.clock.instant().getEpochSecond() + 300);
    assertThat(answers(own.flawed(door.ann, TokenFlaw.WRONG_AUDIENCE)))
        .contains(Problem.INVALID_CREDENTIAL);
  }

  @Test
  void no_two_tokens_are_the_same_and_one_user_has_one_session() {
    Jwt one = Jwt.of(minter.valid(door.ann));
    Jwt two = Jwt.of(minter.withLifetime(Duration.ofMinutes(5)).valid(door.ann));
    assertThat(one.claims().path("jti")).isNotEqualTo(two.claims().path("jti"));
    assertThat(one.claims().path("sid")).isEqualTo(two.claims().path("sid"));
    assertThat(Jwt.of(minter.valid(new UserId("bob"))).claims().path("sid"))
        .isNotEqualTo(one.claims().path("sid"));
  }

  @Test
  void a_life_of_less_than_a_second_is_none() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minter.withLifetime(Duration.ofMillis(999)))
        .withMessageContaining("PT0.999S");
  }

  @Test
  void nothing_prints_a_token() {
    Secret token = minter.valid(door.ann);
    assertThat(minter).hasToString("AccessTokenMinter[https://issuer.example, for notes]");
    assertThat(token.toString() + minter.header(token)).doesNotContain("eyJ");
  }

  private Optional<Problem> answers(Secret token) {
    return door.answers(new Credential.Header(minter.header(token)));
  }
}
