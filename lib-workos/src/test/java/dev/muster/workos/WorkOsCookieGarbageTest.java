package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.workos.session.Iron;
import dev.muster.provider.Secret;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts that nobody with a password sealed, made by a seeded hand: none is a session. */
@Tag("BAD-INPUT")
@Tag("SES-4")
class WorkOsCookieGarbageTest {
  private static final int INPUTS = 20_000;
  private static final int END = 5;
  private static final String ALPHABET = "*~.-_AZaz09+/=\u0000\r\n é\ud800😀\uffff";

  private static Issued workOs;
  private static WorkOsCookies cookies;
  private static String good;
  private static String other;
  private static String foreign;

  @BeforeAll
  static void open() {
    workOs = new Issued(Instant.parse("2026-11-21T10:00:00Z"));
    cookies = workOs.cookies();
    good = cookies.seal(workOs.ann()).reveal();
    other = cookies.seal(workOs.ann()).reveal();
    foreign = workOs.provider.cookies(Issued.OLD_PASSWORD).seal(workOs.ann()).reveal();
  }

  @AfterAll
  static void close() {
    workOs.close();
  }

  @Test
  void control_the_good_ones_open() {
    for (String text : new String[] {good, other, good + "~2"}) {
      assertThat(cookies.open(Secret.of(text))).isPresent();
    }
  }

  @Test
  void control_the_sdk_opens_what_was_changed() {
    String password = Issued.PASSWORD.reveal();
    String inside = Iron.INSTANCE.unseal(good, password);
    String otherId = good.replaceFirst("\\*1\\*", "*anything*");
    assertThat(Iron.INSTANCE.unseal(otherId, password)).isEqualTo(inside);
    assertThat(Iron.INSTANCE.unseal(otherSpelling(good), password)).isEqualTo(inside);
    nothing(otherId);
    nothing(otherSpelling(good));
  }

  @Test
  void no_byte_of_a_good_one_can_be_changed_left_out_or_doubled() {
    for (String text : new String[] {good, good + "~2"}) {
      for (int i = 0; i < text.length(); i++) {
        char at = text.charAt(i);
        nothing(text.substring(0, i) + (char) (at ^ 1) + text.substring(i + 1));
        nothing(text.substring(0, i) + at + text.substring(i));
        if (i < good.length()) {
          nothing(text.substring(0, i) + text.substring(i + 1));
          nothing(text.substring(0, i));
        }
      }
    }
  }

  @Test
  void parts_of_two_good_ones_make_no_third() {
    String[] mine = good.split("\\*", -1);
    String[] theirs = other.split("\\*", -1);
    for (int mask = 1; mask < 1 << mine.length; mask++) {
      String[] mixed = mine.clone();
      for (int i = 0; i < mine.length; i++) {
        mixed[i] = (mask >> i & 1) == 1 ? theirs[i] : mine[i];
      }
      String text = String.join("*", mixed);
      if (!text.equals(good) && !text.equals(other)) {
        nothing(text);
      }
    }
  }

  @Test
  void an_end_that_was_not_sealed_is_no_end() {
    for (String end :
        new String[] {
          "1", "0", "-1", "9999999999999", "9".repeat(18), "9".repeat(19), "9".repeat(4000), "1e3"
        }) {
      String[] parts = good.split("\\*", -1);
      parts[END] = end;
      nothing(String.join("*", parts));
    }
    nothing(foreign);
    nothing("");
    nothing("Fe26.2*1*******".repeat(2));
    nothing("*".repeat(7));
    nothing(good + " ");
    nothing(good + "~");
    nothing(good + "~1");
    nothing(good + "~2~2");
    nothing(good.replace("Fe26.2", "Fe26.1"));
    nothing("x".repeat(1_000_000));
    nothing(good.replaceFirst("\\*([^*]*)\\*\\*", "*" + "A".repeat(1_000_000) + "**"));
  }

  @Test
  void garbage_is_no_session() {
    Random random = new Random(20261121);
    for (int i = 0; i < INPUTS; i++) {
      String text = random.nextBoolean() ? changed(random) : invented(random);
      if (!text.equals(good) && !text.equals(good + "~2")) {
        nothing(text);
      }
    }
  }

  private static void nothing(String text) {
    assertThat(cookies.open(Secret.of(text))).as(text).isEmpty();
  }

  /** The same HMAC by another last character, whose two low bits count for nothing. */
  private static String otherSpelling(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + (char) (text.charAt(last) + 1);
  }

  private static String changed(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? good + "~2" : good);
    for (int edits = 1 + random.nextInt(3); edits > 0 && text.length() > 0; edits--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, odd(random));
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.insert(at, odd(random));
        default -> text.setLength(at + 1);
      }
    }
    return text.toString();
  }

  /** Of the right shape, now and then. */
  private static String invented(Random random) {
    if (random.nextInt(3) == 0) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(300); length > 0; length--) {
        text.append(odd(random));
      }
      return text.toString();
    }
    return "Fe26.2*1*"
        + some(random, "0123456789abcdef", 64)
        + "*"
        + some(random, "AQgw", 22)
        + "*"
        + some(random, "abcXYZ019-_", random.nextInt(200))
        + "*"
        + some(random, "123456789", random.nextInt(24))
        + "*"
        + some(random, "0123456789abcdef", 64)
        + "*"
        + some(random, "AEIMQUY048", 43);
  }

  private static String some(Random random, String letters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static char odd(Random random) {
    return random.nextBoolean()
        ? ALPHABET.charAt(random.nextInt(ALPHABET.length()))
        : (char) random.nextInt(128);
  }
}
