package dev.muster.rest;

import dev.muster.provider.ProviderException.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How far a list was read: how many rows, and marks of some of them, which find the place again
 * when rows before it came or went. The last few are marked, and then fewer and fewer, so that the
 * place is not lost with a few rows.
 *
 * @param offset how many rows
 * @param marks hashes of the ids of rows, in the list's order
 */
record Place(int offset, List<String> marks) {
  /** How many of the last rows are marked, one by one. */
  static final int LAST = 4;

  private static final int MARKS = 12;

  static final Place START = new Place(0, List.of());

  private static final int BYTES = 9;
  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[A-Za-z0-9_-]{12}){1,12}");

  /** The place behind some rows that follow this one, or join it. */
  <T> Place then(int newOffset, List<T> rows, Function<T, String> id) {
    Set<String> all = new LinkedHashSet<>(rows.stream().anyMatch(holding(id)) ? marks : List.of());
    for (int i = 0; i < rows.size(); i++) {
      int behind = rows.size() - i;
      if (behind <= LAST || Integer.bitCount(behind) == 1) {
        String mark = mark(id.apply(rows.get(i)));
        all.remove(mark);
        all.add(mark);
      }
    }
    List<String> kept = List.copyOf(all);
    return new Place(newOffset, kept.subList(Math.max(0, kept.size() - MARKS), kept.size()));
  }

  /**
   * The place in a text.
   *
   * @throws Rejected if it is none
   */
  static Place read(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new Rejected("unknown_place");
    }
    String[] parts = text.split("\\.", -1);
    return new Place(Integer.parseInt(parts[0]), List.of(parts).subList(1, parts.length));
  }

  String text() {
    return offset + "." + String.join(".", marks);
  }

  <T> Predicate<T> holding(Function<T, String> id) {
    return row -> marks.contains(mark(id.apply(row)));
  }

  /** What is behind the last marked one of some rows; all of them where none is marked. */
  <T> List<T> behind(List<T> rows, Function<T, String> id) {
    int begin = rows.size();
    while (begin > 0 && !holding(id).test(rows.get(begin - 1))) {
      begin--;
    }
    return rows.subList(begin, rows.size());
  }

  private static String mark(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
