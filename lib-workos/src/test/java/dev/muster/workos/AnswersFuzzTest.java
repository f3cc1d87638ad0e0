package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers whose parts were swapped for others by a seeded hand. */
@Tag("BAD-INPUT")
class AnswersFuzzTest {
  private static final int INPUTS = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE =
      Stubbed.pageBefore(
          "\"om_09\"",
          Stubbed.MEMBERSHIP.replace(
              "\"active\"",
              "\"active\",\"role\":{\"slug\":\"admin\"},\"roles\":[{\"slug\":\"admin\"}],"
                  + "\"updated_at\":\"2026-01-15T12:00:00.000Z\",\"email\":\"a@b\","
                  + "\"email_verified\":true,\"name\":\"x\",\"state\":\"pending\""));

  @Test
  void an_answer_is_read_or_is_no_answer_and_never_anything_else() throws Exception {
    Random random = new Random(20261121);
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      JsonNode page = changed(random);
      try {
        List<Membership> rows = Answers.rows(page, Answers::membership);
        Answers.after(page);
        rows.forEach(row -> assertThat(row.isActive()).isEqualTo(saysActive(page)));
        read++;
      } catch (Unavailable expected) {
        assertThat(expected.getMessage()).startsWith("malformed answer of WorkOS");
      }
      JsonNode row = page.path("data").path(0);
      for (Runnable reader :
          List.<Runnable>of(
              () -> Answers.user(row),
              () -> Answers.organization(row),
              () -> Answers.invitation(row))) {
        try {
          reader.run();
        } catch (Unavailable expected) {
          assertThat(expected.getMessage()).startsWith("malformed answer of WorkOS");
        }
      }
    }
    assertThat(read).isBetween(INPUTS / 20, INPUTS - INPUTS / 20);
  }

  private static boolean saysActive(JsonNode page) {
    return page.path("data").path(0).path("status").asText().equals("active");
  }

  private static JsonNode changed(Random random) throws JsonProcessingException {
    JsonNode page = JSON.readTree(PAGE);
    List<JsonNode> inner = new ArrayList<>();
    collect(page, inner);
    for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
      JsonNode at = inner.get(random.nextInt(inner.size()));
      if (at instanceof ObjectNode object && object.size() > 0) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
          object.remove(name);
        } else {
          object.set(name, odd(random));
        }
      } else if (at instanceof ArrayNode array && array.size() > 0) {
        array.set(0, odd(random));
      }
    }
    return page;
  }

  private static void collect(JsonNode node, List<JsonNode> inner) {
    if (node.isContainerNode()) {
      inner.add(node);
      node.forEach(child -> collect(child, inner));
    }
  }

  private static JsonNode odd(Random random) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(12)) {
      case 0 -> json.nullNode();
      case 1 -> json.numberNode(random.nextLong());
      case 2 -> json.booleanNode(random.nextBoolean());
      case 3 -> json.arrayNode();
      case 4 -> json.objectNode();
      case 5 -> json.textNode("");
      case 6 -> json.textNode(" ");
      case 7 -> json.textNode("\u0000\ud800");
      case 8 -> json.textNode("x".repeat(300));
      case 9 -> json.textNode("Active");
      case 10 -> json.textNode("2026-99-99T00:00:00Z");
      default -> json.textNode("any");
    };
  }
}
