package dev.muster.examples.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts as parts of addresses. */
final class Urls {
  private Urls() {}

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A path of segments, each any text. */
  static String path(String... segments) {
    return Stream.of(segments)
        .map(segment -> "/" + encoded(segment).replace("+", "%20").replace("%7E", "~"))
        .collect(Collectors.joining());
  }

  static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }
}
