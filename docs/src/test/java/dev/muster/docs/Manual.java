package dev.muster.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The repository's papers on disk, found upwards from the module that the test runs in. */
final class Manual {
  private static final String SNIPPETS = "docs/src/test/java/dev/muster/docs/snippets/";
  private static final String OWN_PROVIDER = "examples/own-provider/src/";

  private Manual() {}

  /** Every Markdown file: path from the root, with slashes, and text. */
  static Map<String, String> papers() {
    return files(path -> path.endsWith(".md"));
  }

  /** Every compiled Java file that regions may come from. */
  static Map<String, String> snippets() {
    return files(
        path ->
            (path.startsWith(SNIPPETS) || path.startsWith(OWN_PROVIDER)) && path.endsWith(".java"));
  }

  static Path root() {
    Path start = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    for (Path at = start.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("lib-core")) && Files.exists(at.resolve("pom.xml"))) {
        return at;
      }
    }
    throw new IllegalStateException("no folder above " + start + " holds lib-core and pom.xml");
  }

  private static Map<String, String> files(Predicate<String> wanted) {
    Path root = root();
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = root.relativize(file).toString().replace('\\', '/');
        boolean ours = !path.startsWith(".git/") && !("/" + path).contains("/target/");
        if (ours && wanted.test(path)) {
          found.put(path, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
