package dev.muster.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * A message of a provider to a webhook endpoint, signed. To replay or to repeat it, hand the same
 * one over again; to reorder messages, hand them over in another order.
 *
 * @param headers what the provider sends beside the body, the signature among them; copied
 * @param body the raw body, which the signature covers
 */
public record SignedWebhook(Map<String, String> headers, String body) {
  /** Copies the headers. */
  public SignedWebhook {
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body, "body");
  }

  /**
   * The body as it goes over the wire.
   *
   * @return a new array on every call
   */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The same message with another body under the old signature, as a forger sends it.
   *
   * @param forged the other body
   * @return a message that nobody may accept
   */
  public SignedWebhook tampered(String forged) {
    return new SignedWebhook(headers, forged);
  }
}
