package dev.muster.testkit.http;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Fields;
import java.util.regex.Pattern;

/**
 * What the protocol says by a full answer that is neither an outage nor about our key: a success or
 * a definite refusal.
 *
 * @param answer the answer
 */
record Reply(dev.muster.rest.Reply answer) {
  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");
  private static final String REFUSED = "refused";

  /** The word of a refusal; a word of another form is not passed on. */
  String code() {
    String code = answer.refusal().node().path("code").asText("");
    return CODE.matcher(code).matches() ? code : REFUSED;
  }

  /** Whether the thing is not there. A 404 of anything but the protocol's own route is not that. */
  boolean isAbsent() {
    return isRefusal(404, Protocol.NOT_FOUND);
  }

  boolean isRefusal(int status, String code) {
    return answer.status() == status && code().equals(code);
  }

  /** The body of a success. */
  Fields success() {
    if (!answer.isGood()) {
      throw refusal();
    }
    return answer.document();
  }

  private ProviderException refusal() {
    return answer.status() == 404
        ? AnswerReader.malformed("404 of an unknown route")
        : new Rejected(code());
  }
}
