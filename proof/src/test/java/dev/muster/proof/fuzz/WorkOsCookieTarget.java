package dev.muster.proof.fuzz;

import com.workos.session.Iron;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.session.SessionFormat;
import dev.muster.session.SessionFormat.Access;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * WorkOS's sealed cookie: as text from outside, and, for one first byte in 64, as text under the
 * host's own password. WorkOS's keys can't be had here, so that no access counts.
 */
final class WorkOsCookieTarget implements FuzzTarget {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final String PASSWORD = "marker-password-of-the-cookie-01";
  private static final int SEALED = 63;
  private static final String INSIDE =
      "{\"accessToken\":\"eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ."
          + claims("{\"sub\":\"user_1\",\"sid\":\"s\",\"org_id\":\"org_1\",\"exp\":1767225900}")
          + ".c2ln\",\"refreshToken\":\"marker-refresh\",\"user\":{\"id\":\"user_1\"}}";

  private final SessionFormat cookies =
      WorkOsProvider.of(
              WorkOsSettings.builder(new ProviderInstance("workos"))
                  .apiKey(Secret.of("marker-key"))
                  .clientId("client_fuzz")
                  .baseUrl(URI.create("http://127.0.0.1:1"))
                  .clock(() -> NOW)
                  .build())
          .cookies(Secret.of(PASSWORD));
  private final String good = Iron.INSTANCE.seal(INSIDE, PASSWORD);

  private static String claims(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void tryOut(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String rest = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
    boolean underSeal = (input[0] & SEALED) == SEALED;
    String text = underSeal ? Iron.INSTANCE.seal(rest, PASSWORD) : rest;
    cookies
        .open(Secret.of(text))
        .ifPresent(
            opened -> {
              if (!isSealed(text)) {
                throw new AssertionError("somebody whom nobody sealed");
              }
              if (opened.access() instanceof Access.Until until && until.end().isAfter(NOW)) {
                throw new AssertionError("access that nobody verified");
              }
            });
  }

  /** Whether somebody with the password sealed it, as the SDK alone sees it. */
  private static boolean isSealed(String text) {
    try {
      return !Iron.INSTANCE.unseal(text.replaceFirst("~2$", ""), PASSWORD).isEmpty();
    } catch (Exception notOfThisPassword) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        ("0" + good).getBytes(StandardCharsets.UTF_8),
        ("0" + good + "~2").getBytes(StandardCharsets.UTF_8),
        "0Fe26.2*1*00*AA*AA**00*AA".getBytes(StandardCharsets.UTF_8),
        ("?" + INSIDE).getBytes(StandardCharsets.UTF_8));
  }
}
