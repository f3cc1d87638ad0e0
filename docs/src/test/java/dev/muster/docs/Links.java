package dev.muster.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Follows the relative links of the papers, to files, folders and headings. */
final class Links {
  private static final Pattern CODE = Pattern.compile("(?ms)^[ >]*```.*?^[ >]*```[ ]*$|`[^`\n]*`");
  private static final Pattern FENCE = Pattern.compile("(?ms)^[ >]*```.*?^[ >]*```[ ]*$");
  private static final Pattern LINK =
      Pattern.compile(
          "\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)|(?m:^\\s*\\[[^\\]]+\\]:\\s*(\\S+))");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?)[ #]*$");

  private Links() {}

  /** Links that lead nowhere. */
  static List<String> faults(Map<String, String> papers, Predicate<String> exists) {
    List<String> faults = new ArrayList<>();
    papers.forEach(
        (path, text) -> {
          Matcher link = LINK.matcher(CODE.matcher(text).replaceAll(""));
          while (link.find()) {
            String target = link.group(1) != null ? link.group(1) : link.group(2);
            if (!isAbsolute(target) && !leads(path, target, papers, exists)) {
              faults.add(path + ": a dead link: " + target);
            }
          }
        });
    return faults;
  }

  private static boolean isAbsolute(String target) {
    return target.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*") || target.startsWith("//");
  }

  private static boolean leads(
      String from, String target, Map<String, String> papers, Predicate<String> exists) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    String file = path.isEmpty() ? from : resolve(from, path);
    if (!papers.containsKey(file) && !exists.test(file)) {
      return false;
    }
    return hash < 0
        || !papers.containsKey(file)
        || anchors(papers.get(file)).contains(target.substring(hash + 1));
  }

  /** The path from the root, or one that is never there if it leaves the repository. */
  private static String resolve(String from, String path) {
    List<String> at = new ArrayList<>(List.of(from.split("/", -1)));
    at.remove(at.size() - 1);
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        if (at.isEmpty()) {
          return "../";
        }
        at.remove(at.size() - 1);
      } else if (!step.equals(".")) {
        at.add(step);
      }
    }
    return String.join("/", at);
  }

  /** Anchors as the usual viewers make them: lower case, no punctuation, hyphens for spaces. */
  private static List<String> anchors(String text) {
    return HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}\\-_ ]", "").replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
