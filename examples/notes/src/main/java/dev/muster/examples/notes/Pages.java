package dev.muster.examples.notes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pages, read once from the class path. A page names the parts that it shares with
 * others as {@code <!-- part -->} on a line. Immutable.
 */
final class Pages {
  /** What a page loads: open to everybody, as it tells nothing about anybody. */
  static final List<String> ASSETS =
      List.of(
          "/app.css",
          "/app.js",
          "/choose.js",
          "/members.js",
          "/notes.js",
          "/screen.js",
          "/sentences.js",
          "/service.js",
          "/trace.js",
          "/where.js");

  private static final List<String> WHOLE =
      List.of("start", "onboarding", "organizations", "notes", "members");
  private static final Pattern PART = Pattern.compile("(?m)^<!-- ([a-z]+) -->\\n");

  private final Map<String, byte[]> files = new HashMap<>();

  Pages() {
    ASSETS.forEach(path -> files.put(path, bytes(text(path.substring(1)))));
    WHOLE.forEach(page -> files.put(page, bytes(page(page))));
  }

  /** A page by its name, or an asset by its path; null if there is none. */
  byte @Nullable [] find(String name) {
    return files.get(name);
  }

  private static String page(String name) {
    return PART.matcher(text(name + ".html"))
        .replaceAll(part -> Matcher.quoteReplacement(text(part.group(1) + ".html")));
  }

  private static String text(String file) {
    try (InputStream in = Pages.class.getResourceAsStream("/web/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the file web/" + file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
