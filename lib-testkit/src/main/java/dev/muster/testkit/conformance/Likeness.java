package dev.muster.testkit.conformance;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the answer about an unknown organization with the one about a foreign one: status,
 * headers, body and what the provider was asked. Each organization's own name is left out of it.
 */
final class Likeness {
  private static final Set<String> OF_THE_MOMENT = Set.of("date", "set-cookie");

  private final Set<String> ignored = new TreeSet<>(OF_THE_MOMENT);

  Likeness(Set<String> ignored) {
    this.ignored.addAll(ignored);
  }

  /** What differs, each as two texts: of the foreign one and of the unknown one. */
  List<Difference> between(Visit foreign, String itsName, Visit unknown, String otherName) {
    return List.of(
            new Difference(foreign.text(), unknown.text()),
            new Difference(headers(foreign, itsName), headers(unknown, otherName)),
            new Difference(
                "body " + named(foreign.body(), itsName),
                "body " + named(unknown.body(), otherName)),
            new Difference(
                foreign.calls().toString() + " calls", unknown.calls().toString() + " calls"))
        .stream()
        .filter(pair -> !pair.foreign().equals(pair.unknown()))
        .toList();
  }

  /**
   * Something that is told two ways.
   *
   * @param foreign of a foreign organization
   * @param unknown of an unknown one
   */
  record Difference(String foreign, String unknown) {}

  private String headers(Visit visit, String name) {
    TreeMap<String, Object> told = new TreeMap<>(visit.headers());
    told.keySet().removeAll(ignored);
    told.put(
        "set-cookie",
        visit.all("set-cookie").stream()
            .map(cookie -> cookie.split("=", 2)[0])
            .sorted()
            .collect(Collectors.joining(",")));
    // The length is that of the body, in which each has its own name.
    told.remove("content-length");
    return "headers " + named(told.toString(), name);
  }

  /** As a whole word only: the number 40 is not a part of the status 404. */
  static String named(String text, String name) {
    return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])")
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement("{organization}"));
  }
}
