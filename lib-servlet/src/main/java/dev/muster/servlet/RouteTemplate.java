package dev.muster.servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of literal and variable segments, such as {@code /orgs/{organization}/notes/{note}}. A
 * variable matches exactly one segment, never an empty one. Pure.
 */
final class RouteTemplate {
  private static final String ORGANIZATION = "{organization}";

  private final String text;
  private final List<String> segments;

  private RouteTemplate(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
  }

  /** The template, or empty if the text is none. */
  static Optional<RouteTemplate> parse(String text) {
    if (!text.startsWith("/") || text.contains("//")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    int organizations = 0;
    for (String segment : split(text)) {
      boolean literal = segment.matches("[A-Za-z0-9._~-]*") && !segment.matches("\\.{1,2}");
      if (!literal && !segment.matches("\\{[a-z][A-Za-z0-9]*}")) {
        return Optional.empty();
      }
      organizations += segment.equals(ORGANIZATION) ? 1 : 0;
      segments.add(segment);
    }
    return organizations > 1
        ? Optional.empty()
        : Optional.of(new RouteTemplate(text, List.copyOf(segments)));
  }

  boolean matches(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    List<String> parts = split(path);
    if (parts.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      boolean fits =
          isVariable(segments.get(i))
              ? !parts.get(i).isEmpty()
              : segments.get(i).equals(parts.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The segment that names the organization in a path that matches, if the template has one. */
  Optional<String> organization(String path) {
    int at = segments.indexOf(ORGANIZATION);
    return at < 0 ? Optional.empty() : Optional.of(split(path).get(at));
  }

  /** What stands for a variable in a path that matches, by the variable's name. */
  Map<String, String> variables(String path) {
    Map<String, String> found = new LinkedHashMap<>();
    List<String> parts = split(path);
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isVariable(segment)) {
        found.put(segment.substring(1, segment.length() - 1), parts.get(i));
      }
    }
    return found;
  }

  boolean namesOrganization() {
    return segments.contains(ORGANIZATION);
  }

  /** Whether some path matches both. */
  boolean overlaps(RouteTemplate other) {
    if (segments.size() != other.segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String mine = segments.get(i);
      String theirs = other.segments.get(i);
      if (!isVariable(mine) && !isVariable(theirs) && !mine.equals(theirs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static List<String> split(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteTemplate that && segments.equals(that.segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
