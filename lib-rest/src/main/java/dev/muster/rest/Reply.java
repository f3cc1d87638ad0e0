package dev.muster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.provider.ProviderException.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered, where it answered: something good, or a refusal, which the adapter's
 * table explains. An outage is an exception instead. Immutable; prints its status only.
 */
public final class Reply {
  private final String provider;
  private final int status;
  private final JsonNode body;
  private final @Nullable String location;

  Reply(String provider, int status, JsonNode body, @Nullable String location) {
    this.provider = provider;
    this.status = status;
    this.body = body;
    this.location = location;
  }

  /**
   * The HTTP status.
   *
   * @return 2xx or 4xx
   */
  public int status() {
    return status;
  }

  /**
   * Whether the provider did what it was asked.
   *
   * @return whether the status is 2xx
   */
  public boolean isGood() {
    return status < 300;
  }

  /**
   * The object of a good answer.
   *
   * @return its fields
   * @throws Unavailable if there is none: a refusal that nobody foresaw is no answer
   */
  public Fields document() {
    JsonNode good = good();
    if (!good.isObject()) {
      throw Fields.malformed(provider, "body");
    }
    return Fields.of(provider, good);
  }

  /**
   * The array of a good answer.
   *
   * @return the array
   * @throws Unavailable if there is none
   */
  public JsonNode array() {
    JsonNode good = good();
    if (!good.isArray()) {
      throw Fields.malformed(provider, "body");
    }
    return good;
  }

  /**
   * The whole number of a good answer.
   *
   * @return the number
   * @throws Unavailable if there is none
   */
  public long number() {
    JsonNode good = good();
    if (!good.isIntegralNumber() || !good.canConvertToLong()) {
      throw Fields.malformed(provider, "body");
    }
    return good.longValue();
  }

  /**
   * The object that explains a refusal.
   *
   * @return its fields; none where the body is no object
   */
  public Fields refusal() {
    return Fields.of(provider, body.isObject() ? body : JsonNodeFactory.instance.objectNode());
  }

  /**
   * The header {@code Location}.
   *
   * @return where what was made is, or null
   */
  public @Nullable String location() {
    return location;
  }

  /**
   * The exception for a status that says nothing where it came.
   *
   * @return no answer
   */
  public Unavailable unforeseen() {
    return new Unavailable(provider + " answered " + status + " where that says nothing", null);
  }

  private JsonNode good() {
    if (!isGood()) {
      throw unforeseen();
    }
    return body;
  }

  @Override
  public String toString() {
    return "Reply[" + status + "]";
  }
}
