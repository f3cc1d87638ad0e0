package dev.muster.oidc;

import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Forms that our client sends, once each, and what the answers mean (RFC 6749, 5.2). */
final class TokenEndpoint {
  private static final Duration LONGEST_HINT = Duration.ofHours(1);

  /** About our own client or set-up: the operator's to mend. */
  private static final Set<String> OURS =
      Set.of("invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");

  private final HttpCalls calls;
  private final String clientId;
  private final @Nullable Secret secret;

  TokenEndpoint(HttpCalls calls, String clientId, @Nullable Secret secret) {
    this.calls = calls;
    this.clientId = clientId;
    this.secret = secret;
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + encoded(value.getValue()))
        .collect(Collectors.joining("&"));
  }

  /* The JDK's client repeats no POST that may have arrived. */
  TokenReply post(URI address, Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(values);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("Content-Type", "application/x-www-form-urlencoded");
    if (secret == null) {
      all.put("client_id", clientId);
    } else {
      String both = encoded(clientId) + ":" + encoded(secret.reveal());
      byte[] bytes = both.getBytes(StandardCharsets.US_ASCII);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    try {
      return reply(calls.send(request.POST(HttpRequest.BodyPublishers.ofString(form(all)))));
    } catch (IOException e) {
      throw new Unavailable("no answer of the issuer: " + e.getMessage(), null);
    }
  }

  private static TokenReply reply(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status == 408 || status == 429 || status >= 500 || status < 200 || status / 100 == 3) {
      throw new Unavailable("the issuer answered " + status, null, hint(answer));
    }
    Map<String, Object> json = json(answer.body());
    boolean good = status < 300;
    if (!good && (status == 401 || OURS.contains(String.valueOf(json.get("error"))))) {
      throw new Misconfigured("the issuer does not accept our client");
    }
    if (!good && !(json.get("error") instanceof String)) {
      throw new Unavailable("the issuer answered " + status + " and no word", null);
    }
    return new TokenReply(good, json);
  }

  /* A revocation is answered with nothing; a page of somebody else is no answer. */
  private static Map<String, Object> json(byte[] body) {
    try {
      return body.length == 0
          ? Map.of()
          : HttpCalls.object(new String(body, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new Unavailable("the issuer's answer is not JSON", null);
    }
  }

  private static @Nullable Duration hint(HttpResponse<byte[]> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("[0-9]{1,18}")) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
    return asked.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : asked;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
