package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered of a token changes no answer. */
@Tag("SES-5")
class RememberedTokensTest {
  private static final int WORLDS = 30;
  private static final int STEPS = 60;

  private final TestIssuer issuer = new TestIssuer();
  private final AccessTokenVerifier verifier = issuer.verifier();

  @Test
  void a_token_that_was_verified_is_remembered() {
    String token = issuer.token();
    TokenCheck first = verifier.verify(token);
    assertThat(first).isInstanceOf(TokenCheck.Verified.class);
    assertThat(verifier.verify(String.valueOf(token.toCharArray()))).isSameAs(first);
  }

  @Test
  void it_ends_with_its_exp_and_the_skew_and_not_a_moment_later() {
    String token = issuer.token();
    TokenCheck first = verifier.verify(token);
    issuer.advance(Duration.ofMinutes(5).plus(TokenRules.DEFAULT_SKEW).minusMillis(1));
    assertThat(verifier.verify(token)).isSameAs(first);
    issuer.advance(Duration.ofMillis(1));
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(TokenFault.EXPIRED));
  }

  @Test
  void it_is_not_valid_yet_when_the_clock_is_set_back() {
    String token = issuer.token();
    verifier.verify(token);
    issuer.advance(Duration.ofMinutes(-1));
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(TokenFault.NOT_YET_VALID));
  }

  @Test
  void it_is_forgotten_when_its_key_is_withdrawn_or_is_another_or_for_another_use() {
    for (RSAKey instead :
        List.of(
            TestIssuer.OTHER_KEY,
            TestIssuer.rsa(TestIssuer.KEY.getKeyID(), 2048),
            new RSAKey.Builder(TestIssuer.KEY).keyUse(KeyUse.ENCRYPTION).build(),
            new RSAKey.Builder(TestIssuer.KEY).algorithm(JWSAlgorithm.PS256).build())) {
      TestIssuer changing = new TestIssuer();
      AccessTokenVerifier remembering = changing.verifier();
      String token = TestIssuer.token(changing.claims().expirationTime(null).claim("exp", FAR));
      assertThat(remembering.verify(token)).isInstanceOf(TokenCheck.Verified.class);
      changing.published.clear();
      changing.published.add(instead.toPublicJWK());
      changing.advance(IssuerKeys.LIFETIME.plusMillis(1));
      assertThat(remembering.verify(token)).isInstanceOf(TokenCheck.Bad.class);
    }
  }

  @Test
  void it_outlives_a_read_that_finds_the_same_keys() {
    String token = TestIssuer.token(issuer.claims().claim("exp", FAR));
    TokenCheck first = verifier.verify(token);
    issuer.advance(IssuerKeys.LIFETIME.plusMillis(1));
    assertThat(verifier.verify(token)).isSameAs(first);
    assertThat(issuer.reads).hasValue(2);
  }

  @Test
  void it_does_not_outlast_the_tolerance_of_an_outage() {
    String token = TestIssuer.token(issuer.claims().claim("exp", FAR));
    verifier.verify(token);
    issuer.down(true);
    issuer.advance(IssuerKeys.OUTAGE_TOLERANCE.plus(IssuerKeys.LIFETIME).plusMillis(1));
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Unchecked());
  }

  @Test
  void a_bad_token_stays_bad_and_none_is_good_for_what_it_shares_with_a_good_one() {
    String token = issuer.token();
    verifier.verify(token);
    String other = issuer.by(TestIssuer.rsa(TestIssuer.KEY.getKeyID(), 2048));
    String signature = other.substring(other.lastIndexOf('.'));
    String mixed = token.substring(0, token.lastIndexOf('.')) + signature;
    for (int i = 0; i < 2; i++) {
      assertThat(verifier.verify(mixed)).isEqualTo(new TokenCheck.Bad(TokenFault.WRONG_SIGNATURE));
      for (String like : List.of(token + "A", token.substring(1), token + "\u0100", " " + token)) {
        assertThat(verifier.verify(like)).isNotInstanceOf(TokenCheck.Verified.class);
      }
    }
  }

  @Test
  void
      over_tokens_and_times_and_keys_at_random_the_answers_are_those_of_a_verifier_without_memory() {
    int verified = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      List<String> remembering = answers(seed, Twin::remembering);
      assertThat(remembering).as("seed " + seed).isEqualTo(answers(seed, Twin::forgetful));
      verified += (int) remembering.stream().filter(answer -> answer.contains("user")).count();
    }
    assertThat(verified).isBetween(WORLDS * STEPS / 10, WORLDS * STEPS * 9 / 10);
  }

  @Test
  void control_a_memory_that_asks_neither_clock_nor_keys_is_caught() {
    int caught = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      if (!answers(seed, Twin::naive).equals(answers(seed, Twin::forgetful))) {
        caught++;
      }
    }
    assertThat(caught).isGreaterThan(WORLDS / 2);
  }

  private static final long FAR = 4_000_000_000L;

  /** Verifiers over one issuer of which each has keys of its own. */
  private static final class Twin {
    static Function<String, TokenCheck> remembering(TestIssuer issuer) {
      return issuer.verifier()::verify;
    }

    static Function<String, TokenCheck> forgetful(TestIssuer issuer) {
      return new AccessTokenVerifier(
              TestIssuer.rules().build(), issuer.keys(), issuer::now, new TokenMemory(0))
          ::verify;
    }

    static Function<String, TokenCheck> naive(TestIssuer issuer) {
      Function<String, TokenCheck> verifier = forgetful(issuer);
      Map<String, TokenCheck> good = new HashMap<>();
      return token -> {
        @Nullable TokenCheck known = good.get(token);
        TokenCheck check = known == null ? verifier.apply(token) : known;
        if (check instanceof TokenCheck.Verified) {
          good.put(token, check);
        }
        return check;
      };
    }
  }

  /** One world by a seed: the answers in it, and how often the keys were read. */
  private static List<String> answers(
      int seed, Function<TestIssuer, Function<String, TokenCheck>> verifiers) {
    TestIssuer issuer = new TestIssuer();
    Function<String, TokenCheck> verifier = verifiers.apply(issuer);
    Random random = new Random(seed);
    List<String> tokens = new ArrayList<>(List.of(issuer.token()));
    List<String> answers = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(12)) {
        case 0 ->
            tokens.add(issuer.by(random.nextBoolean() ? TestIssuer.KEY : TestIssuer.OTHER_KEY));
        case 1 -> issuer.advance(Duration.ofMillis(random.nextInt(400_000)));
        case 2 -> issuer.advance(Duration.ofSeconds(-random.nextInt(60)));
        case 3 -> issuer.advance(Duration.ofHours(random.nextInt(20) == 19 ? 13 : 0));
        case 4 -> issuer.down(random.nextInt(3) == 0);
        case 5 -> publish(issuer, random);
        default -> {
          String token = tokens.get(random.nextInt(tokens.size()));
          String text = random.nextInt(10) == 0 ? token.substring(1) : token;
          answers.add(
              verifier
                  .apply(text)
                  .fold(AccessToken::toString, TokenFault::name, () -> "unchecked"));
        }
      }
    }
    answers.add(issuer.reads + " reads");
    return answers;
  }

  private static void publish(TestIssuer issuer, Random random) {
    issuer.published.clear();
    if (random.nextInt(3) > 0) {
      issuer.published.add(TestIssuer.KEY.toPublicJWK());
    }
    if (random.nextInt(3) > 0) {
      issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    }
  }
}
