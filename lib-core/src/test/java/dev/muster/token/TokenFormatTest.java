package dev.muster.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.provider.Secret;
import dev.muster.token.TokenFormat.Form;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("TOK-1")
class TokenFormatTest {
  private static final TokenFormat FORMAT = new TokenFormat("acme_org_");

  @Test
  void every_token_is_well_formed_and_of_one_length() {
    Random seeded = new Random(11);
    byte[] random = new byte[32];
    for (int i = 0; i < 500; i++) {
      seeded.nextBytes(random);
      String text = FORMAT.write(random).reveal();

      assertThat(text).hasSize(58).matches("acme_org_[0-9A-Za-z]{49}");
      assertThat(FORMAT.form(text)).isEqualTo(Form.WELL_FORMED);
    }
  }

  @Test
  void two_hundred_and_fifty_six_bits_make_so_many_tokens() {
    Set<String> tokens = new HashSet<>();
    byte[] random = new byte[32];
    for (int bit = 0; bit < 256; bit++) {
      Arrays.fill(random, (byte) 0);
      random[bit / 8] = (byte) (1 << bit % 8);
      tokens.add(FORMAT.write(random).reveal());
    }
    Arrays.fill(random, (byte) 0);
    tokens.add(FORMAT.write(random).reveal());
    assertThat(tokens).hasSize(257);
    assertThat(FORMAT.write(random).reveal()).startsWith("acme_org_" + "0".repeat(43));
    Arrays.fill(random, (byte) -1);
    assertThat(FORMAT.form(FORMAT.write(random).reveal())).isEqualTo(Form.WELL_FORMED);
  }

  @Test
  void one_wrong_character_anywhere_is_known_without_a_database() {
    byte[] random = new byte[32];
    new Random(7).nextBytes(random);
    String text = FORMAT.write(random).reveal();
    for (int i = FORMAT.prefix().length(); i < text.length(); i++) {
      for (char c : new char[] {'0', 'z', 'A', '_', ' ', '\u0130', '\uff21', 0}) {
        if (text.charAt(i) != c) {
          String wrong = text.substring(0, i) + c + text.substring(i + 1);
          assertThat(FORMAT.form(wrong)).isEqualTo(Form.MALFORMED);
        }
      }
    }
    assertThat(FORMAT.form(text.substring(1))).isEqualTo(Form.FOREIGN);
    assertThat(FORMAT.form(text + "0")).isEqualTo(Form.MALFORMED);
    assertThat(FORMAT.form(text.substring(0, 57))).isEqualTo(Form.MALFORMED);
    assertThat(FORMAT.form("acme_org_")).isEqualTo(Form.MALFORMED);
    assertThat(FORMAT.form("ACME_ORG_" + text.substring(9))).isEqualTo(Form.FOREIGN);
    assertThat(FORMAT.form("")).isEqualTo(Form.FOREIGN);
  }

  @Test
  void a_token_of_another_kind_has_another_checksum_and_another_hash() {
    byte[] random = new byte[32];
    Secret here = FORMAT.write(random);
    Secret there = new TokenFormat("acme_pat_").write(random);

    assertThat(there.reveal().substring(52)).isNotEqualTo(here.reveal().substring(52));
    assertThat(TokenFormat.hash(there)).isNotEqualTo(TokenFormat.hash(here));
  }

  @Test
  void the_hash_is_the_sha_256_of_the_text_also_where_a_workplace_makes_it() {
    Secret token = FORMAT.write(new byte[32]);
    Digests digests = new Digests(FORMAT.length());
    Workplace workplace = digests.take();
    assertThat(workplace.hash("Bearer " + token.reveal(), 7)).isTrue();
    assertThat(workplace.hex()).isEqualTo(TokenFormat.hash(token).value());
    assertThat(workplace.part(0)).isEqualTo(Remembered.part(TokenFormat.hash(token).value(), 0));
    assertThat(workplace.hash("Bearer " + "\u0130".repeat(58), 7)).isFalse();
    digests.give(workplace);
    assertThat(digests.take()).isSameAs(workplace);
    assertThat(digests.take()).isNotSameAs(workplace);
  }

  @Test
  void too_little_randomness_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FORMAT.write(new byte[31]))
        .withMessageContaining("32");
  }
}
