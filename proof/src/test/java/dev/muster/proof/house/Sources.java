package dev.muster.proof.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules on source files: packages, sizes, and what no file may call. */
final class Sources {
  static final int LONGEST = 300;
  static final int SHORT = 80;

  private static final Set<String> EMPTY_NAMES =
      Set.of("internal", "util", "utils", "common", "impl", "model");
  private static final Pattern SLEEP = Pattern.compile("\\bsleep\\s*\\(|::\\s*sleep\\b");
  private static final Pattern UNSEEDED =
      Pattern.compile("\\bnew\\s+Random\\s*\\(\\s*\\)|\\bMath\\s*\\.\\s*random\\b");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\bTODO\\b|\\bFIXME\\b|\\bUnsupportedOperationException\\b");

  private Sources() {}

  /** Packages without a door sign, or whose sign is not null-marked or says nothing. */
  static List<String> unsigned(List<Source> sources) {
    Map<String, List<Source>> folders =
        sources.stream()
            .filter(source -> !source.packageName().isEmpty())
            .collect(Collectors.groupingBy(Source::folder, TreeMap::new, Collectors.toList()));
    List<String> faults = new ArrayList<>();
    folders.forEach(
        (folder, files) -> {
          String sign =
              files.stream()
                  .filter(file -> file.simpleName().equals("package-info"))
                  .map(Source::text)
                  .findFirst()
                  .orElse("");
          if (!sign.startsWith("/**") || !sign.contains("\n@NullMarked\npackage ")) {
            faults.add(folder + " has no null-marked package-info.java with a door sign");
          }
        });
    return faults;
  }

  /** Packages with a name that says nothing. */
  static List<String> emptyNames(List<Source> sources) {
    return sources.stream()
        .map(Source::packageName)
        .distinct()
        .filter(name -> Arrays.stream(name.split("\\.")).anyMatch(EMPTY_NAMES::contains))
        .toList();
  }

  /** Files that are too long. */
  static List<String> tooLong(List<Source> sources) {
    return sources.stream()
        .filter(source -> source.lines() > LONGEST)
        .map(source -> source.path() + " has " + source.lines() + " lines")
        .toList();
  }

  /** Whether at least half of the files have fewer than {@link #SHORT} lines beside imports. */
  static boolean halfIsShort(List<Source> sources) {
    return 2 * sources.stream().filter(source -> source.linesToRead() < SHORT).count()
        >= sources.size();
  }

  /** Calls that wait for time to pass. */
  static List<String> sleeps(List<Source> sources) {
    return found(SLEEP, sources);
  }

  /** Randomness that no seed can replay. */
  static List<String> unseeded(List<Source> sources) {
    return found(UNSEEDED, sources);
  }

  /** Work called done that is not; marks in comments count too. */
  static List<String> unfinished(List<Source> sources) {
    return sources.stream()
        .filter(source -> UNFINISHED.matcher(source.text()).find())
        .map(source -> source.path() + " is unfinished")
        .toList();
  }

  /** Packages with a public type that the module declaration does not export. */
  static List<String> unexported(List<Source> module) {
    String declaration =
        module.stream()
            .filter(source -> source.simpleName().equals("module-info"))
            .map(Source::code)
            .findFirst()
            .orElse("");
    return module.stream()
        .filter(source -> source.code().contains("\npublic "))
        .map(Source::packageName)
        .distinct()
        .filter(name -> !declaration.contains("exports " + name + ";"))
        .map(name -> name + " is not exported")
        .toList();
  }

  private static List<String> found(Pattern forbidden, List<Source> sources) {
    List<String> faults = new ArrayList<>();
    for (Source source : sources) {
      Matcher matcher = forbidden.matcher(source.code());
      if (matcher.find()) {
        faults.add(source.path() + " calls " + matcher.group());
      }
    }
    return faults;
  }
}
