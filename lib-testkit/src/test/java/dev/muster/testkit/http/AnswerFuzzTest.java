package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.ProviderException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ANS-2")
class AnswerFuzzTest {
  private static final String GOOD =
      "{\"id\":\"om_1\",\"organization\":\"org_1\",\"user\":\"user_1\",\"status\":\"active\","
          + "\"roles\":[\"admin\"],\"updatedAt\":\"2026-11-21T10:00:00Z\"}";

  @Test
  void twenty_thousand_spoilt_answers_are_no_answer_or_a_whole_one() {
    SplittableRandom random = new SplittableRandom(20261121);
    String spoilers = "{}[]\",:0n\\\u0000é ";
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder spoilt = new StringBuilder(GOOD);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(spoilt.length());
        switch (random.nextInt(3)) {
          case 0 -> spoilt.deleteCharAt(at);
          case 1 -> spoilt.insert(at, spoilers.charAt(random.nextInt(spoilers.length())));
          default -> spoilt.setCharAt(at, spoilers.charAt(random.nextInt(spoilers.length())));
        }
      }
      try {
        AnswerReader.membership(HttpCalls.json(spoilt.toString().getBytes(StandardCharsets.UTF_8)));
        read++;
      } catch (Unavailable noAnswer) {
        assertThat(noAnswer.getCause()).isNull();
      }
    }
    assertThat(read).isBetween(1, 19_999);
  }
}
