package dev.muster.proof.house;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Java source file: its path from the repository's root, with slashes, and its text.
 *
 * @param path from the root
 * @param text the whole file
 */
record Source(String path, String text) {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  /** Comments and literals in one pass, so that neither hides in the other. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'"
              + "|/\\*(?s:.*?)\\*/|//[^\n]*");

  /** The text with comments dropped and literals emptied. */
  String code() {
    return NO_CODE.matcher(text).replaceAll(found -> found.group().startsWith("/") ? " " : "\"\"");
  }

  /** The text with comments dropped. */
  String withoutComments() {
    return NO_CODE
        .matcher(text)
        .replaceAll(
            found -> found.group().startsWith("/") ? " " : Matcher.quoteReplacement(found.group()));
  }

  /** The declared package, empty for a module declaration. */
  String packageName() {
    Matcher matcher = PACKAGE.matcher(code());
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The name of the file without its ending: the top-level class. */
  String simpleName() {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
  }

  /** The full name of the top-level class. */
  String className() {
    return packageName() + "." + simpleName();
  }

  /** Whether the file declares a class, not a package or a module. */
  boolean isClass() {
    return !simpleName().endsWith("-info");
  }

  /** Lines of the file. */
  long lines() {
    return text.lines().count();
  }

  /** How many there are without the imports, which nobody reads. */
  long linesToRead() {
    return text.lines().filter(line -> !line.startsWith("import ")).count();
  }

  /** The file's folder. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
