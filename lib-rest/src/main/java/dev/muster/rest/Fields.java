package dev.muster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a provider, read strictly: what is asked for is there and of its type, or the
 * whole answer is no answer. What nobody asks for may be missing or odd. A failure names the field
 * and never its value. Immutable as long as nobody changes the node; prints nothing of it.
 */
public final class Fields {
  private final String provider;
  private final JsonNode node;

  private Fields(String provider, JsonNode node) {
    this.provider = provider;
    this.node = node;
  }

  /**
   * The fields of an object.
   *
   * @param provider the provider's name, for failures
   * @param node the object
   * @return its fields
   * @throws Unavailable if it is no object
   */
  public static Fields of(String provider, JsonNode node) {
    if (!node.isObject()) {
      throw malformed(provider, "object");
    }
    return new Fields(provider, node);
  }

  /**
   * The fields of an object in bytes, such as the body of a webhook.
   *
   * @param provider the provider's name, for failures
   * @param json the bytes
   * @return its fields
   * @throws Unavailable if they are not one JSON object and nothing more
   */
  public static Fields read(String provider, byte[] json) {
    return of(provider, Json.read(json));
  }

  /**
   * Each object of an array.
   *
   * @param provider the provider's name, for failures
   * @param array the array
   * @param reader reads one
   * @param <T> what is read
   * @return all of them, in their order
   * @throws Unavailable if one is no object, or its reader says so
   */
  public static <T> List<T> each(String provider, JsonNode array, Function<Fields, T> reader) {
    List<T> all = new ArrayList<>();
    array.forEach(row -> all.add(reader.apply(of(provider, row))));
    return List.copyOf(all);
  }

  /**
   * The object itself.
   *
   * @return not to be changed
   */
  public JsonNode node() {
    return node;
  }

  /**
   * Whether a field is missing or null.
   *
   * @param field its name
   * @return whether it is
   */
  public boolean isAbsent(String field) {
    return node.path(field).isMissingNode() || node.path(field).isNull();
  }

  /**
   * A text.
   *
   * @param field its name
   * @return the text, perhaps empty
   * @throws Unavailable if it is none
   */
  public String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw malformed(field);
    }
    return value.textValue();
  }

  /**
   * A text that is not blank.
   *
   * @param field its name
   * @return the text
   * @throws Unavailable if it is none
   */
  public String filled(String field) {
    String text = text(field);
    if (text.isBlank()) {
      throw malformed(field);
    }
    return text;
  }

  /**
   * A text that may be missing.
   *
   * @param field its name
   * @return the text, or null
   * @throws Unavailable if it is there and no text
   */
  public @Nullable String textOrNull(String field) {
    return isAbsent(field) ? null : text(field);
  }

  /**
   * A name, such as an id.
   *
   * @param field its name
   * @param name makes it, and refuses what can't be one by an {@link IllegalArgumentException}
   * @param <T> its type
   * @return the name
   * @throws Unavailable if it is none
   */
  public <T> T named(String field, Function<String, T> name) {
    try {
      return name.apply(text(field));
    } catch (IllegalArgumentException e) {
      throw malformed(field);
    }
  }

  /**
   * A name that may be missing.
   *
   * @param field its name
   * @param name as for {@link #named}
   * @param <T> its type
   * @return the name, or null
   * @throws Unavailable if it is there and no name
   */
  public <T> @Nullable T namedOrNull(String field, Function<String, T> name) {
    return isAbsent(field) ? null : named(field, name);
  }

  /**
   * A flag.
   *
   * @param field its name
   * @return the flag
   * @throws Unavailable if it is none
   */
  public boolean flag(String field) {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw malformed(field);
    }
    return value.booleanValue();
  }

  /**
   * A whole number.
   *
   * @param field its name
   * @return the number
   * @throws Unavailable if it is none
   */
  public long number(String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed(field);
    }
    return value.longValue();
  }

  /**
   * A time as milliseconds since 1970.
   *
   * @param field its name
   * @return the time, or null where it is missing
   * @throws Unavailable if it is there and no number
   */
  public @Nullable Instant instantOfMillis(String field) {
    return isAbsent(field) ? null : Instant.ofEpochMilli(number(field));
  }

  /**
   * A time in the form of ISO 8601.
   *
   * @param field its name
   * @return the time, or null where it is missing
   * @throws Unavailable if it is there and no time
   */
  public @Nullable Instant instant(String field) {
    if (isAbsent(field)) {
      return null;
    }
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw malformed(field);
    }
  }

  /**
   * An object inside.
   *
   * @param field its name
   * @return its fields
   * @throws Unavailable if it is none
   */
  public Fields object(String field) {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      throw malformed(field);
    }
    return new Fields(provider, value);
  }

  /**
   * An array of objects inside. One that is missing is not taken for an empty one.
   *
   * @param field its name
   * @param reader reads one
   * @param <T> what is read
   * @return all of them, in their order
   * @throws Unavailable if it is no array, or a row can't be read
   */
  public <T> List<T> rows(String field, Function<Fields, T> reader) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw malformed(field);
    }
    return each(provider, value, reader);
  }

  /**
   * The exception for a field that is not as it should be.
   *
   * @param field its name
   * @return no answer
   */
  public Unavailable malformed(String field) {
    return malformed(provider, field);
  }

  static Unavailable malformed(String provider, String what) {
    return new Unavailable("malformed answer of " + provider + ": `" + what + "`", null);
  }

  @Override
  public String toString() {
    return "Fields[]";
  }
}
