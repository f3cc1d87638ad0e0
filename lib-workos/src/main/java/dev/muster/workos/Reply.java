package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.Set;

/**
 * What WorkOS answered, where it answered: a document, or a refusal with a status and perhaps a
 * word for it. An outage or a refused key is an exception instead.
 *
 * @param status the HTTP status, 2xx or 4xx
 * @param body the body's JSON; missing if it is none
 */
record Reply(int status, JsonNode body) {
  private static final int NOT_FOUND = 404;
  private static final Set<Integer> MALFORMED_REQUEST = Set.of(400, 422);

  boolean isGood() {
    return status < 300;
  }

  /** The document of a good answer; a refusal nobody foresaw is no answer. */
  JsonNode document() {
    if (!isGood()) {
      throw new Unavailable("WorkOS answered " + status + " where that says nothing", null);
    }
    if (!body.isObject()) {
      throw Answers.malformed("body");
    }
    return body;
  }

  /* A 404 that does not have WorkOS's own shape may be a proxy's, and is not taken for a no. */
  /** Whether WorkOS itself says that there is no such thing. */
  boolean isAbsent() {
    return status == NOT_FOUND && hasMessage();
  }

  boolean hasMessage() {
    return body.path("message").isTextual();
  }

  /** Whether WorkOS says that the request can't be about anything. */
  boolean isMalformedRequest() {
    return MALFORMED_REQUEST.contains(status) && body.isObject();
  }

  /* OAuth-shaped refusals have their word in another place, where the SDK does not look. */
  /** WorkOS's word for a refusal, or an empty text. */
  String word() {
    JsonNode code = body.path("code");
    JsonNode word = code.isTextual() ? code : body.path("error");
    return word.isTextual() ? word.textValue() : "";
  }
}
