package dev.muster.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the Java blocks of the manual with regions of compiled files. A region is what stands
 * between {@code // @start region=name} and {@code // @end}; white space does not count.
 */
final class Snippets {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^[ >]*```java\\b[^\n]*\n(.*?)^[ >]*```[ ]*$");
  private static final Pattern MARK =
      Pattern.compile("(?m)^\\s*// @(?:start region=(\\S+)|(end))\\s*$");

  private Snippets() {}

  /**
   * Blocks that no region contains, regions that no block uses, and regions that are not well
   * formed.
   */
  static List<String> faults(Map<String, String> papers, Map<String, String> sources) {
    List<String> faults = new ArrayList<>();
    Map<String, String> regions = regions(sources, faults);
    TreeSet<String> unused = new TreeSet<>(regions.keySet());
    papers.forEach(
        (path, text) -> {
          Matcher block = BLOCK.matcher(text);
          while (block.find()) {
            String words = words(block.group(1));
            List<String> homes =
                regions.entrySet().stream()
                    .filter(region -> region.getValue().contains(words))
                    .map(Map.Entry::getKey)
                    .toList();
            if (homes.isEmpty() || words.isBlank()) {
              faults.add(path + ": no region contains the block that begins: " + first(block));
            }
            homes.forEach(unused::remove);
          }
        });
    unused.forEach(region -> faults.add("no paper shows the region " + region));
    return faults;
  }

  /** Regions by name, in words; faults of their marks are added to the list. */
  private static Map<String, String> regions(Map<String, String> sources, List<String> faults) {
    Map<String, String> regions = new TreeMap<>();
    sources.forEach(
        (path, text) -> {
          String open = "";
          int start = 0;
          Matcher mark = MARK.matcher(text);
          while (mark.find()) {
            boolean begins = mark.group(1) != null;
            if (begins == !open.isEmpty()) {
              faults.add(path + ": a mark out of order: " + mark.group().strip());
            }
            if (!begins && !open.isEmpty()) {
              if (regions.put(open, words(text.substring(start, mark.start()))) != null) {
                faults.add(path + ": two regions are named " + open);
              }
            }
            open = begins ? mark.group(1) : "";
            start = mark.end();
          }
          if (!open.isEmpty()) {
            faults.add(path + ": the region " + open + " has no end");
          }
        });
    return regions;
  }

  /** The text as words, one space before and after each. */
  private static String words(String text) {
    return " " + String.join(" ", text.strip().split("\\s+")) + " ";
  }

  private static String first(Matcher block) {
    return block.group(1).strip().lines().findFirst().orElse("(empty)");
  }
}
