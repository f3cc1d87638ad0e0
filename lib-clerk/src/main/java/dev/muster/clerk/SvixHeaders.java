package dev.muster.clerk;

import dev.muster.provider.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Svix says of a message: its id, when it was sent, and its signatures, one for each secret
 * that the endpoint has now.
 *
 * @param id the message's id, the same when it is sent again
 * @param seconds when it was sent, since 1970
 * @param signatures those of the version that is known, in base64; at least one
 */
record SvixHeaders(String id, String seconds, List<Secret> signatures) {
  private static final List<String> PREFIXES = List.of("svix-", "webhook-");
  private static final String VERSION = "v1,";
  private static final int MAX_HEADER = 4096;
  /* Without the dot, which parts it from the time in what is signed. */
  private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,255}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern SIGNATURE = Pattern.compile("v1,[A-Za-z0-9+/]{43}=");

  /** The headers of a message; null if one is missing or has another form. */
  static @Nullable SvixHeaders of(UnaryOperator<@Nullable String> headers) {
    return PREFIXES.stream()
        .map(prefix -> of(prefix, headers))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable SvixHeaders of(String prefix, UnaryOperator<@Nullable String> headers) {
    String id = headers.apply(prefix + "id");
    String seconds = headers.apply(prefix + "timestamp");
    String signature = headers.apply(prefix + "signature");
    if (id == null || seconds == null || signature == null) {
      return null;
    }
    boolean isFormed =
        ID.matcher(id).matches()
            && SECONDS.matcher(seconds).matches()
            && signature.length() <= MAX_HEADER;
    List<Secret> signatures =
        isFormed
            ? Stream.of(signature.split(" ", -1))
                .filter(part -> SIGNATURE.matcher(part).matches())
                .map(part -> Secret.of(part.substring(VERSION.length())))
                .toList()
            : List.of();
    return signatures.isEmpty() ? null : new SvixHeaders(id, seconds, signatures);
  }

  Instant at() {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  /** What is signed, before the body. */
  String signedPart() {
    return id + "." + seconds + ".";
  }
}
