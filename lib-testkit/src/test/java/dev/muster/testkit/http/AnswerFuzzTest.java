package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@Tag("ANS-2")
class AnswerFuzzTest {
  private static final int INPUTS = 20_000;
  private static final String MEMBERSHIP =
      "{\"id\":\"om_1\",\"organization\":\"org_1\",\"user\":\"user_1\",\"status\":\"active\","
          + "\"roles\":[\"admin\"],\"updatedAt\":\"2026-11-21T10:00:00Z\"}";

  /** Each reader with an answer that it reads. */
  private static final Map<String, Function<Fields, Object>> READERS =
      Map.of(
          MEMBERSHIP,
          AnswerReader::membership,
          "{\"id\":\"user_1\",\"email\":\"ann@example.org\",\"emailVerified\":true}",
          AnswerReader::user,
          "{\"id\":\"org_1\",\"name\":\"Acme\"}",
          AnswerReader::organization,
          "{\"id\":\"invitation_1\",\"organization\":\"org_1\",\"email\":\"b@example.org\","
              + "\"state\":\"pending\",\"inviter\":null,\"expiresAt\":\"2026-11-21T10:00:00Z\"}",
          AnswerReader::invitation,
          "{\"user\":\"user_1\",\"sessionId\":\"s_1\",\"organization\":null,"
              + "\"refreshToken\":\"rt_1\",\"accessLifetimeMillis\":300000}",
          AnswerReader::session,
          "{\"id\":\"event_1\",\"type\":\"membership.updated\","
              + "\"happenedAt\":\"2026-11-21T10:00:00Z\",\"subject\":"
              + MEMBERSHIP
              + "}",
          EventWire::read,
          "{\"data\":[" + MEMBERSHIP + "],\"after\":\"7\",\"total\":2}",
          node -> AnswerReader.page(node, AnswerReader::membership));

  @TestFactory
  Stream<DynamicTest> spoilt_answers_are_no_answer_or_a_whole_one() {
    return READERS.entrySet().stream()
        .map(
            reader ->
                dynamicTest(reader.getKey(), () -> spoil(reader.getKey(), reader.getValue())));
  }

  private static void spoil(String good, Function<Fields, Object> reader) {
    SplittableRandom random = new SplittableRandom(20261121);
    String spoilers = "{}[]\",:0n\\\u0000é ";
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      StringBuilder spoilt = new StringBuilder(good);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(spoilt.length());
        switch (random.nextInt(3)) {
          case 0 -> spoilt.deleteCharAt(at);
          case 1 -> spoilt.insert(at, spoilers.charAt(random.nextInt(spoilers.length())));
          default -> spoilt.setCharAt(at, spoilers.charAt(random.nextInt(spoilers.length())));
        }
      }
      try {
        assertThat(
                reader.apply(
                    Fields.read(
                        "the provider", spoilt.toString().getBytes(StandardCharsets.UTF_8))))
            .isNotNull();
        read++;
      } catch (Unavailable noAnswer) {
        assertThat(noAnswer.getCause()).isNull();
      }
    }
    assertThat(read).isBetween(1, INPUTS - 1);
  }
}
