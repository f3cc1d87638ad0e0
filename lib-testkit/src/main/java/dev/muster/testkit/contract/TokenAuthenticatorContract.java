package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.mint.TokenFlaw;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link TokenAuthenticator} keeps. Its own rules of what a token must be are its own
 * tests' business.
 */
@Tag("KIT-2")
@Tag("SES-5")
public abstract class TokenAuthenticatorContract extends Suite {
  private static final UserId ANN = new UserId("user_ann");
  private static final UserId BOB = new UserId("user_bob");
  private static final Outcome BAD = new Outcome.Bad();

  /** Changing a token is done here, and a token says nothing of a session that was ended. */
  private static final Set<TokenFlaw> FLAWS =
      EnumSet.complementOf(EnumSet.of(TokenFlaw.TAMPERED, TokenFlaw.ENDED));

  private TokensUnderTest stage;
  private TokenAuthenticator tokens;

  /** For subclasses. */
  protected TokenAuthenticatorContract() {}

  /**
   * Opens a check that has seen no token.
   *
   * @return a new one for each test
   */
  protected abstract TokensUnderTest open();

  @BeforeEach
  final void openTokens() {
    stage = open();
    tokens = stage.tokens();
  }

  @AfterEach
  final void closeTokens() {
    stage.close();
  }

  @Test
  void a_good_token_says_who() {
    Outcome.Verified verified = verified(stage.good(ANN));
    assertThat(verified.user()).isEqualTo(ANN);
    assertThat(verified.sessionId()).isNotBlank();
    assertThat(verified.impersonator()).isNull();
  }

  @Test
  void a_token_that_is_presented_again_says_the_same() {
    Secret ann = stage.good(ANN);
    Secret bob = stage.good(BOB);
    Outcome first = verified(ann);
    assertThat(verified(bob).user()).isEqualTo(BOB);
    assertThat(verified(ann)).isEqualTo(first);
    assertThat(verified(Secret.of(ann.reveal()))).isEqualTo(first);
  }

  @TestFactory
  Stream<DynamicTest> a_token_with_one_thing_wrong_is_bad() {
    return FLAWS.stream()
        .map(
            flaw ->
                dynamicTest(
                    flaw.name(),
                    () -> {
                      assertThat(verified(stage.good(ANN)).user()).isEqualTo(ANN);
                      assertThat(tokens.authenticate(stage.flawed(ANN, flaw))).isEqualTo(BAD);
                    }));
  }

  @Test
  void a_token_that_was_good_is_bad_when_its_time_is_over() {
    Secret token = stage.good(ANN);
    verified(token);
    assertThat(stage.outliveTokens()).isPositive();
    assertThat(tokens.authenticate(token)).isEqualTo(BAD);
    assertThat(verified(stage.good(ANN)).user()).isEqualTo(ANN);
  }

  /**
   * The last character of a text in base64 has bits that nobody reads, so that some other last
   * characters say the same. Any other change is one, and so is another case: a check to which
   * upper and lower case are the same opts out of this rule. One that meets the id of a key that it
   * does not know may say that it can't tell now.
   */
  @Test
  void a_token_with_any_character_changed_is_nobody_else() {
    Secret token = stage.good(ANN);
    Outcome good = verified(token);
    String text = token.reveal();
    for (int at = 0; at < text.length(); at++) {
      for (char other : List.of('A', 'B', 'w', otherCase(text.charAt(at)))) {
        String changed = text.substring(0, at) + other + text.substring(at + 1);
        Outcome outcome = tokens.authenticate(Secret.of(changed));
        if (haveTheSameBits(text, changed)) {
          assertThat(outcome).isIn(good, BAD);
        } else {
          assertThat(outcome)
              .as("with " + other + " at " + at)
              .isNotInstanceOf(Outcome.Verified.class);
        }
      }
    }
  }

  /**
   * Of tokens that end in a signature after a dot. Where the end is no signature, one token with
   * the end of another may be a good one itself: that is none that was made up.
   */
  @Test
  void the_signature_of_another_good_token_proves_nothing() {
    String ann = stage.good(ANN).reveal();
    String bob = stage.good(BOB).reveal();
    assertThat(verified(Secret.of(ann)).user()).isEqualTo(ANN);
    assertThat(verified(Secret.of(bob)).user()).isEqualTo(BOB);
    String again = stage.good(ANN).reveal();
    if (ann.contains(".") && bob.contains(".")) {
      Stream.of(signedLike(ann, bob), signedLike(bob, ann), signedLike(ann, again))
          .filter(made -> !List.of(ann, bob, again).contains(made))
          .forEach(made -> assertThat(tokens.authenticate(Secret.of(made))).isEqualTo(BAD));
    }
  }

  @Test
  void two_halves_of_good_tokens_are_no_token() {
    String ann = stage.good(ANN).reveal();
    String bob = stage.good(BOB).reveal();
    int half = ann.length() / 2;
    assertThat(tokens.authenticate(Secret.of(ann.substring(0, half) + bob.substring(half))))
        .isEqualTo(BAD);
    assertThat(tokens.authenticate(Secret.of(ann.substring(0, half)))).isEqualTo(BAD);
    assertThat(tokens.authenticate(Secret.of(ann + bob))).isEqualTo(BAD);
    assertThat(tokens.authenticate(Secret.of(ann + " " + bob))).isEqualTo(BAD);
  }

  @Test
  @Tag("BAD-INPUT")
  void any_text_is_an_answer_and_no_exception() {
    for (String garbage :
        List.of(
            "",
            " ",
            ".",
            "..",
            "....",
            "null",
            "{}",
            "e30.e30.e30",
            "eyJhbGciOiJub25lIn0.e30.",
            "\u0000",
            "\ud800",
            "\u0661.\u0662.\u0663",
            ".".repeat(10_000),
            "a".repeat(1_000_000),
            "[".repeat(100_000))) {
      assertThat(tokens.authenticate(Secret.of(garbage))).isEqualTo(BAD);
      assertThat(tokens.authenticate(Secret.of(garbage + stage.good(ANN).reveal())))
          .isIn(BAD, verified(stage.good(ANN)));
    }
  }

  @Test
  @Tag("ANS-2")
  void a_check_that_can_not_be_made_is_no_bad_token() {
    assertThat(stage.cutOff().authenticate(stage.good(ANN)))
        .isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  @Tag("ANS-2")
  void a_check_that_can_not_be_made_verifies_nobody() {
    TokenAuthenticator cutOff = stage.cutOff();
    for (TokenFlaw flaw : FLAWS) {
      assertThat(cutOff.authenticate(stage.flawed(ANN, flaw)))
          .isNotInstanceOf(Outcome.Verified.class);
    }
    assertThat(cutOff.authenticate(Secret.of("garbage"))).isNotInstanceOf(Outcome.Verified.class);
  }

  @Test
  void the_token_is_in_no_text() {
    Secret token = stage.good(ANN);
    assertThat(tokens.authenticate(token).toString()).doesNotContain(token.reveal());
    assertThat(tokens.toString()).doesNotContain(token.reveal());
  }

  @Test
  void of_many_threads_each_is_told_of_its_own_token() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      List<UserId> users =
          Stream.iterate(0, i -> i + 1)
              .limit(Race.RUNNERS)
              .map(i -> new UserId("user_" + i))
              .toList();
      List<Secret> held = users.stream().map(stage::good).toList();
      List<Outcome> told = Race.run(i -> () -> tokens.authenticate(held.get(i)));
      assertThat(told)
          .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Verified.class))
          .extracting(outcome -> ((Outcome.Verified) outcome).user())
          .isEqualTo(users);
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    assertThatThrownBy(() -> tokens.authenticate(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("token");
  }

  private Outcome.Verified verified(Secret token) {
    Outcome outcome = tokens.authenticate(token);
    assertThat(outcome).isInstanceOf(Outcome.Verified.class);
    return (Outcome.Verified) outcome;
  }

  private static String signedLike(String token, String other) {
    return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
  }

  private static char otherCase(char one) {
    return Character.isUpperCase(one) ? Character.toLowerCase(one) : Character.toUpperCase(one);
  }

  /** Whether each part between dots is the same, as text or as bytes in base64. */
  private static boolean haveTheSameBits(String one, String other) {
    String[] parts = one.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    return parts.length == others.length
        && IntStream.range(0, parts.length).allMatch(i -> sayTheSame(parts[i], others[i]));
  }

  private static boolean sayTheSame(String one, String other) {
    try {
      return one.equals(other) || Arrays.equals(decoded(one), decoded(other));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part.replace('+', '-').replace('/', '_'));
  }
}
