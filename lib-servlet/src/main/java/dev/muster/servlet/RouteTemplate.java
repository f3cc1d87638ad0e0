package dev.muster.servlet;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of literal and variable segments, such as {@code /orgs/{organization}/notes/{note}}. A
 * variable matches exactly one segment, never an empty one. Pure.
 */
final class RouteTemplate {
  private static final String ORGANIZATION = "organization";
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]*");
  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z][A-Za-z0-9]*}");

  private final String text;

  /** The literal of each segment, or null for a variable. */
  private final @Nullable String[] literals;

  /** The name of each segment's variable, or null for a literal. */
  private final @Nullable String[] variables;

  private RouteTemplate(String text, String[] segments) {
    this.text = text;
    this.literals = new @Nullable String[segments.length];
    this.variables = new @Nullable String[segments.length];
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].startsWith("{")) {
        variables[i] = segments[i].substring(1, segments[i].length() - 1);
      } else {
        literals[i] = segments[i];
      }
    }
  }

  /** The template, or empty if the text is none. */
  static Optional<RouteTemplate> parse(String text) {
    if (!text.startsWith("/") || text.contains("//")) {
      return Optional.empty();
    }
    String[] segments = text.substring(1).split("/", -1);
    for (String segment : segments) {
      boolean dots = segment.equals(".") || segment.equals("..");
      if (dots || !(LITERAL.matcher(segment).matches() || VARIABLE.matcher(segment).matches())) {
        return Optional.empty();
      }
    }
    RouteTemplate template = new RouteTemplate(text, segments);
    return template.namesAnythingTwice() ? Optional.empty() : Optional.of(template);
  }

  private boolean namesAnythingTwice() {
    for (int i = 0; i < variables.length; i++) {
      if (variables[i] != null && indexOf(variables[i]) != i) {
        return true;
      }
    }
    return false;
  }

  /** How many segments a path has that begins with a slash. */
  static int segments(String path) {
    int slashes = 0;
    for (int i = 0; i < path.length(); i++) {
      slashes += path.charAt(i) == '/' ? 1 : 0;
    }
    return slashes;
  }

  int segments() {
    return literals.length;
  }

  /** The literal of a segment, or null if a variable stands there. */
  @Nullable String literal(int segment) {
    return literals[segment];
  }

  boolean matches(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    int last = literals.length - 1;
    int at = 1;
    for (int i = 0; i <= last; i++) {
      int end = end(path, at);
      String literal = literals[i];
      boolean fits =
          literal == null ? end > at : end - at == literal.length() && path.startsWith(literal, at);
      if (!fits || (i == last) != (end == path.length())) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  private static int end(String path, int at) {
    int slash = path.indexOf('/', at);
    return slash < 0 ? path.length() : slash;
  }

  /** The segment that names the organization in a path that matches, or null if none does. */
  @Nullable String organization(String path) {
    return variable(ORGANIZATION, path);
  }

  /** What stands for a variable in a path that matches, or null if the template has it not. */
  @Nullable String variable(String name, String path) {
    int wanted = indexOf(name);
    if (wanted < 0) {
      return null;
    }
    int at = 1;
    for (int i = 0; i < wanted; i++) {
      at = end(path, at) + 1;
    }
    return path.substring(at, end(path, at));
  }

  private int indexOf(@Nullable String name) {
    for (int i = 0; i < variables.length; i++) {
      if (variables[i] != null && variables[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  boolean namesOrganization() {
    return indexOf(ORGANIZATION) >= 0;
  }

  /** Whether some path matches both. */
  boolean overlaps(RouteTemplate other) {
    if (literals.length != other.literals.length) {
      return false;
    }
    for (int i = 0; i < literals.length; i++) {
      String mine = literals[i];
      String theirs = other.literals[i];
      if (mine != null && theirs != null && !mine.equals(theirs)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteTemplate that
        && Arrays.equals(literals, that.literals)
        && Arrays.equals(variables, that.variables);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
