package dev.muster.clerk;

import dev.muster.provider.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An endpoint's signing secret, as the key that it stands for. Prints nothing. */
final class SvixKey {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private SvixKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * The keys of secrets.
   *
   * @throws IllegalArgumentException naming all secrets of another form, by their place
   */
  static List<SvixKey> all(List<Secret> secrets) {
    List<SvixKey> keys = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < secrets.size(); i++) {
      byte[] key = bytes(secrets.get(i).reveal());
      if (key.length == 0) {
        faults.add("secret " + (i + 1) + " must be `whsec_` and base64");
      } else {
        keys.add(new SvixKey(key));
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("Clerk webhooks: " + String.join("; ", faults));
    }
    return List.copyOf(keys);
  }

  /** The signature of a message, in base64. */
  Secret signature(String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(before.getBytes(StandardCharsets.US_ASCII));
      return Secret.of(Base64.getEncoder().encodeToString(mac.doFinal(body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform has " + ALGORITHM, e);
    }
  }

  /** What a secret stands for; nothing if it has another form. */
  private static byte[] bytes(String secret) {
    try {
      return secret.startsWith(PREFIX)
          ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
          : new byte[0];
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  @Override
  public String toString() {
    return "SvixKey[…]";
  }
}
