package dev.muster.proof.attack;

import java.util.List;
import java.util.Locale;

/**
 * What came over the wire.
 *
 * @param status the status of the first answer, or {@link #NONE}
 * @param headers its header lines in their order, without the date
 * @param body all that follows its head
 * @param text everything
 */
record Answer(int status, List<String> headers, String body, String text) {
  /** The connection was closed without an answer. */
  static final int NONE = 0;

  private static final String LINE = "\r\n";

  static Answer parse(String text) {
    String rest = text.startsWith("HTTP/1.1 100 ") ? afterHead(text) : text;
    int end = rest.indexOf(LINE + LINE);
    if (!rest.startsWith("HTTP/1.") || end < 0) {
      return new Answer(NONE, List.of(), "", text);
    }
    List<String> head = List.of(rest.substring(0, end).split(LINE, -1));
    return new Answer(
        Integer.parseInt(head.get(0).split(" ", -1)[1]),
        head.stream()
            .skip(1)
            .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("date:"))
            .toList(),
        afterHead(rest),
        text);
  }

  private static String afterHead(String text) {
    return text.substring(text.indexOf(LINE + LINE) + 2 * LINE.length());
  }

  /** Every value of a header. */
  List<String> values(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).trim())
        .toList();
  }

  /** How many answers there are. */
  int answers() {
    return text.split("HTTP/1\\.[01] [2-5]", -1).length - 1;
  }
}
