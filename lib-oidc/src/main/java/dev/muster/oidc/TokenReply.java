package dev.muster.oidc;

import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token endpoint answered, where it answered: a document, or a refusal with a word. */
final class TokenReply {
  /** The words of RFC 6749, 5.2, and RFC 7009, 2.2.1, that are not about our client. */
  private static final Set<String> SAFE =
      Set.of("invalid_grant", "invalid_request", "unsupported_token_type");

  private final boolean good;
  private final Map<String, Object> json;

  TokenReply(boolean good, Map<String, Object> json) {
    this.good = good;
    this.json = json;
  }

  boolean isGood() {
    return good;
  }

  /**
   * Checks that a good answer is one of a token endpoint (RFC 6749, 5.1): a page of somebody else
   * renews nothing, and neither does a refusal under a good status.
   *
   * @throws Unavailable if it has no access token
   */
  void requireAccess() {
    if (text("access_token") == null) {
      throw new Unavailable("the issuer's answer has no access token", null);
    }
  }

  /** The word of a refusal, of a fixed table. */
  String refusal() {
    return json.get("error") instanceof String word && SAFE.contains(word) ? word : "refused";
  }

  /**
   * A text of the document; null if it is not there.
   *
   * @throws Unavailable if it is no text
   */
  @Nullable String text(String name) {
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new Unavailable("the issuer's answer is malformed: `" + name + "`", null);
  }

  /** How long the answer counts, in whole seconds. */
  Duration lifetime(Duration absent, Duration longest) {
    Object value = json.get("expires_in");
    if (value == null) {
      return absent;
    }
    if (!(value instanceof Number seconds) || seconds.doubleValue() < 0) {
      throw new Unavailable("the issuer's answer is malformed: `expires_in`", null);
    }
    return Duration.ofSeconds((long) Math.min(seconds.doubleValue(), (double) longest.toSeconds()));
  }

  /** No token. */
  @Override
  public String toString() {
    return good ? "TokenReply[good]" : "TokenReply[" + refusal() + "]";
  }
}
