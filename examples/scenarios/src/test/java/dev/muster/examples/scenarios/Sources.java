package dev.muster.examples.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of these tests, as the formatter of the build writes them. */
final class Sources {
  private static final Path HERE = Path.of("src/test/java/dev/muster/examples/scenarios");
  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^  ((?:@.*\n  )*)[^@/} \n][^=;]*?(\\w+)\\([^;{]*\\{\n((?:(?!  }\n).*\n)*)  }\n");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]+(?:-)?\\d+)\"\\)");

  private Sources() {}

  /**
   * A method of a test class.
   *
   * @param type the simple name of its class
   * @param name its name
   * @param isTest whether a test or what runs before one
   * @param tags its tags and those of its class
   * @param lines the lines of its body, without blank ones and comments
   */
  record Method(String type, String name, boolean isTest, List<String> tags, List<String> lines) {}

  /** All methods of the scenarios. */
  static List<Method> scenarios() {
    try (Stream<Path> files = Files.list(HERE)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\w+Scenarios?Test\\.java"))
          .sorted()
          .flatMap(file -> methods(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Method> methods(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    try {
      return methods(type, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Method> methods(String type, String text) {
    int begin = text.indexOf("\nclass ");
    List<String> ofClass = tags(text.substring(0, begin));
    List<Method> methods = new ArrayList<>();
    Matcher method = METHOD.matcher(text.substring(begin));
    while (method.find()) {
      String annotations = method.group(1);
      List<String> tags = new ArrayList<>(ofClass);
      tags.addAll(tags(annotations));
      List<String> lines = method.group(3).lines().filter(Sources::counts).toList();
      boolean isTest = annotations.contains("Test");
      methods.add(new Method(type, method.group(2), isTest, tags, lines));
    }
    return methods;
  }

  private static boolean counts(String line) {
    return !line.isBlank() && !line.strip().startsWith("//");
  }

  private static List<String> tags(String text) {
    return TAG.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
