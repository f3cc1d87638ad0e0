package dev.muster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A provider's objects, read strictly. */
@Tag("ANS-2")
class FieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ODD =
      "{\"text\":1,\"blank\":\" \",\"flag\":\"true\",\"number\":1.5,\"big\":1e30,\"time\":\"noon\","
          + "\"object\":[],\"rows\":{},\"odd\":[1],\"null\":null}";

  @Test
  void what_is_as_it_should_be_is_read() {
    Fields fields =
        fields(
            "{\"text\":\"\",\"id\":\"u\",\"flag\":true,\"number\":5,\"at\":\"2026-01-01T00:00:00Z\","
                + "\"millis\":1000,\"object\":{\"a\":\"b\"},\"rows\":[{\"a\":\"1\"},{\"a\":\"2\"}]}");
    assertThat(fields.text("text")).isEmpty();
    assertThat(fields.named("id", UserId::new)).isEqualTo(new UserId("u"));
    assertThat(fields.flag("flag")).isTrue();
    assertThat(fields.number("number")).isEqualTo(5);
    assertThat(fields.instant("at")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(fields.instantOfMillis("millis")).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(fields.object("object").filled("a")).isEqualTo("b");
    assertThat(fields.<String>rows("rows", row -> row.text("a"))).containsExactly("1", "2");
  }

  @Test
  void what_may_be_missing_is_null_where_it_is_missing_and_where_it_is_null() {
    Fields fields = fields("{\"there\":null}");
    for (String field : List.of("there", "gone")) {
      assertThat(fields.isAbsent(field)).isTrue();
      assertThat(fields.textOrNull(field)).isNull();
      assertThat(fields.namedOrNull(field, UserId::new)).isNull();
      assertThat(fields.instant(field)).isNull();
      assertThat(fields.instantOfMillis(field)).isNull();
    }
  }

  @Test
  void what_is_not_as_it_should_be_is_no_answer_and_the_failure_names_the_field_only() {
    List<Consumer<Fields>> asked =
        List.of(
            odd -> odd.text("text"),
            odd -> odd.text("gone"),
            odd -> odd.text("null"),
            odd -> odd.filled("blank"),
            odd -> odd.textOrNull("text"),
            odd -> odd.named("blank", UserId::new),
            odd -> odd.flag("flag"),
            odd -> odd.number("number"),
            odd -> odd.number("big"),
            odd -> odd.instant("time"),
            odd -> odd.instantOfMillis("time"),
            odd -> odd.object("object"),
            odd -> odd.rows("rows", Fields::node),
            odd -> odd.rows("odd", Fields::node),
            odd -> odd.rows("gone", Fields::node));
    for (Consumer<Fields> one : asked) {
      assertThatThrownBy(() -> one.accept(fields(ODD)))
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("malformed answer of Acme: `")
          .hasMessageNotContainingAny("noon", "1.5");
    }
    assertThatThrownBy(() -> Fields.of("Acme", json("[]"))).isInstanceOf(Unavailable.class);
  }

  private static Fields fields(String text) {
    return Fields.of("Acme", json(text));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
