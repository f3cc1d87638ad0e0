package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens that were tampered with by a seeded hand. */
@Tag("SES-5")
@Tag("BAD-INPUT")
class AccessTokenFuzzTest {
  private static final int INPUTS = 20_000;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.+/ \u0000\u00e9{}\"";

  @Test
  void a_token_changed_anywhere_is_bad_and_never_an_exception() {
    TestIssuer issuer = new TestIssuer();
    AccessTokenVerifier verifier = issuer.verifier();
    String good = issuer.token();
    Random random = new Random(20261121);
    for (int i = 0; i < INPUTS; i++) {
      String token = changed(good, random);
      TokenCheck check = verifier.verify(token);
      if (check instanceof TokenCheck.Verified) {
        assertThat(sameBits(token, good)).as(token).isTrue();
      }
    }
    assertThat(issuer.reads.get()).isLessThanOrEqualTo(3);
  }

  private static String changed(String good, Random random) {
    StringBuilder text = new StringBuilder(good);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, other);
        case 1 -> text.insert(at, other);
        case 2 -> text.setCharAt(at, good.charAt(random.nextInt(good.length())));
        default -> text.setLength(Math.max(1, at));
      }
    }
    return text.toString();
  }

  /** Base64 has spellings of the same bytes: the last letter's spare bits, and padding. */
  private static boolean sameBits(String token, String good) {
    String[] left = token.split("\\.", -1);
    String[] right = good.split("\\.", -1);
    return left.length == 3
        && left[0].equals(right[0])
        && left[1].equals(right[1])
        && new Base64URL(left[2]).decodeToString().equals(new Base64URL(right[2]).decodeToString());
  }
}
