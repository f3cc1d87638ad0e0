package dev.muster.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a filter is mounted, in the words of who mounts it: a container tells a filter its patterns
 * and no more. Immutable.
 *
 * @param dispatcherTypes for which dispatches; all five are needed
 * @param asyncSupported whether with async support, which is needed
 * @param patterns where, as filters' patterns of the container; every route and public path must
 *     lie under one
 */
public record FilterMounting(
    Set<DispatcherType> dispatcherTypes, boolean asyncSupported, List<String> patterns) {
  private static final String EVERYTHING = "/*";
  private static final FilterMounting EVERYWHERE =
      new FilterMounting(EnumSet.allOf(DispatcherType.class), true, List.of(EVERYTHING));

  /** Copies what it is given. */
  public FilterMounting {
    dispatcherTypes = Set.copyOf(dispatcherTypes);
    patterns = List.copyOf(patterns);
  }

  /**
   * The mounting that leaves nothing out: {@code /*}, every dispatch, async.
   *
   * @return the mounting
   */
  public static FilterMounting everywhere() {
    return EVERYWHERE;
  }

  /** By what a request could come past the filter. */
  List<String> faults(Collection<String> declared) {
    List<String> faults = new ArrayList<>();
    for (DispatcherType type : DispatcherType.values()) {
      if (!dispatcherTypes.contains(type)) {
        faults.add("the filter is not mounted for dispatches of type " + type);
      }
    }
    if (!asyncSupported) {
      faults.add("the filter is mounted without async support");
    }
    for (String pattern : patterns) {
      if (!isPattern(pattern)) {
        faults.add("pattern `" + pattern + "` does not match what it seems to");
      }
    }
    for (String path : declared) {
      if (patterns.stream().noneMatch(pattern -> isPattern(pattern) && covers(pattern, path))) {
        faults.add("no pattern covers `" + path + "`");
      }
    }
    return faults;
  }

  /** What a container says otherwise. */
  List<String> faults(FilterRegistration registration) {
    List<String> missing = new ArrayList<>(patterns);
    missing.removeAll(registration.getUrlPatternMappings());
    return missing.stream()
        .map(pattern -> "the container has not mounted the filter on `" + pattern + "`")
        .toList();
  }

  /**
   * An exact path, a prefix before {@code /*}, or an extension. The pattern {@code /} is the
   * default servlet to some containers and one path to others.
   */
  private static boolean isPattern(String pattern) {
    if (pattern.startsWith("*.")) {
      String extension = pattern.substring(2);
      return !extension.isEmpty() && isPlain("/" + extension) && !extension.contains("/");
    }
    String path =
        pattern.endsWith(EVERYTHING)
            ? pattern.substring(0, pattern.length() - EVERYTHING.length())
            : pattern;
    return path.isEmpty() || (!path.endsWith("/") && isPlain(path));
  }

  /** Some containers decode what they are told, and some take it as it is. */
  private static boolean isPlain(String path) {
    return CanonicalTarget.isCanonical(path) && path.indexOf('*') < 0 && path.indexOf('%') < 0;
  }

  private static boolean covers(String pattern, String path) {
    if (pattern.startsWith("*.")) {
      // What stands for a variable may hold a dot or none.
      return path.endsWith(pattern.substring(1));
    }
    if (pattern.endsWith(EVERYTHING)) {
      String prefix = pattern.substring(0, pattern.length() - EVERYTHING.length());
      return path.equals(prefix) || path.startsWith(prefix + "/");
    }
    return pattern.isEmpty() ? path.equals("/") : path.equals(pattern);
  }
}
