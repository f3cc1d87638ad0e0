package dev.muster.rest;

import dev.muster.provider.ProviderException.Unavailable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an HTTP answer of a provider means: a reply, or an outage. */
final class Replies {
  private static final Duration LONGEST_HINT = Duration.ofHours(1);
  private static final Pattern DELTA_SECONDS = Pattern.compile("[0-9]{1,10}");

  private final String provider;

  Replies(String provider) {
    this.provider = provider;
  }

  Reply of(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status == 429) {
      throw new Unavailable(provider + " limits our rate", null, hint(answer));
    }
    boolean said = (status >= 200 && status < 300) || (status >= 400 && status < 500);
    if (!said || status == 408) {
      throw new Unavailable(provider + " answered " + status, null, hint(answer));
    }
    return new Reply(
        provider,
        status,
        Json.read(answer.body()),
        answer.headers().firstValue("Location").orElse(null));
  }

  /* A date is no hint: it is by the provider's clock. */
  private static @Nullable Duration hint(HttpResponse<?> answer) {
    String text = answer.headers().firstValue("Retry-After").orElse("").strip();
    if (!DELTA_SECONDS.matcher(text).matches()) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(text));
    return asked.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : asked;
  }
}
