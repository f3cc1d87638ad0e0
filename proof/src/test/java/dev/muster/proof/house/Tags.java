package dev.muster.proof.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which test classes prove which rule, read from their {@code @Tag}s. A class counts if the build
 * runs it: it has a test's name, or a class with a test's name extends it, as with contracts.
 *
 * @param byRule rule to simple class names
 * @param faults classes that are tagged and never run
 */
record Tags(Map<String, SortedSet<String>> byRule, List<String> faults) {
  private static final Pattern TAG =
      Pattern.compile(
          "@(?:org\\.junit\\.jupiter\\.api\\.)?Tag\\(\\s*\"([A-Z]+-(?:\\d+|INPUT))\"\\s*\\)");
  private static final Pattern EXTENDS = Pattern.compile("\\bextends\\s+(\\w+)");

  /** Reads the tags of test sources. */
  static Tags of(List<Source> tests) {
    TreeSet<String> run = run(tests);
    Map<String, SortedSet<String>> byRule = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (Source test : tests) {
      // Comments go and literals stay: a tag is a literal.
      Matcher tag = TAG.matcher(test.withoutComments());
      boolean runs = run.contains(test.simpleName());
      while (tag.find()) {
        if (runs) {
          byRule.computeIfAbsent(tag.group(1), rule -> new TreeSet<>()).add(test.simpleName());
        } else {
          faults.add(test.path() + " is tagged " + tag.group(1) + ", but nothing runs it");
        }
      }
    }
    return new Tags(byRule, faults);
  }

  private static TreeSet<String> run(List<Source> tests) {
    TreeSet<String> run = new TreeSet<>();
    tests.stream().map(Source::simpleName).filter(name -> name.endsWith("Test")).forEach(run::add);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Source test : tests) {
        if (run.contains(test.simpleName())) {
          Matcher parent = EXTENDS.matcher(test.code());
          while (parent.find()) {
            grown |= run.add(parent.group(1));
          }
        }
      }
    }
    return run;
  }
}
