package dev.muster.testkit.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The words and the spelling that both ends of the protocol share. */
final class Protocol {
  /** The method of a look-up; GET does the same. */
  static final String LOOK = "QUERY";

  static final String NOT_FOUND = "not_found";
  static final String UNKNOWN_CURSOR = "unknown_cursor";
  static final String SESSION_ENDED = "session_ended";
  static final String ALREADY_EXCHANGED = "already_exchanged";
  static final String ORGANIZATION_REFUSED = "organization_refused";

  /** What the client's failures call the other end. */
  static final String PROVIDER = "the provider";

  /** Longest body that the server reads, in bytes. */
  static final int MAX_BODY = 1 << 20;

  private Protocol() {}

  /** The segments of a raw path. */
  static List<String> segments(String rawPath) {
    return Stream.of(rawPath.substring(1).split("/", -1)).map(Protocol::decode).toList();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace(".", "%2E")
        .replace("*", "%2A");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
