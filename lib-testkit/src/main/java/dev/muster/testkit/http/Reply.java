package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Rejected;
import java.util.regex.Pattern;

/**
 * A full answer that is neither an outage nor about our key: a success or a definite refusal.
 *
 * @param status 200 to 299, or 400 to 499
 * @param body the JSON, or a missing node if a refusal brought none
 */
record Reply(int status, JsonNode body) {
  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");
  private static final String REFUSED = "refused";

  /** The word of a refusal; a word of another form is not passed on. */
  String code() {
    String code = body.path("code").asText("");
    return CODE.matcher(code).matches() ? code : REFUSED;
  }

  /** Whether the thing is not there. A 404 of anything but the protocol's own route is not that. */
  boolean isAbsent() {
    return status == 404 && code().equals(Protocol.NOT_FOUND);
  }

  boolean isRefusal(int refusalStatus, String code) {
    return status == refusalStatus && code().equals(code);
  }

  /** The body of a success. */
  JsonNode success() {
    if (status >= 300) {
      throw refusal();
    }
    return body;
  }

  private ProviderException refusal() {
    return status == 404 ? AnswerReader.malformed("404 of an unknown route") : new Rejected(code());
  }
}
