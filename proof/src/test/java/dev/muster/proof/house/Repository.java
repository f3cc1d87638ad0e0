package dev.muster.proof.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The repository on disk, found upwards from the module that the test runs in. */
final class Repository {
  private static final String MAIN = "/src/main/java/";
  private static final Path ROOT = findRoot();

  private Repository() {}

  static Path root() {
    return ROOT;
  }

  /** The text of one file, by its path from the root. */
  static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the folders of published modules. */
  static List<String> publishedModules() {
    try (Stream<Path> children = Files.list(ROOT)) {
      return children
          .filter(child -> Files.exists(child.resolve("pom.xml")))
          .map(child -> child.getFileName().toString())
          .filter(name -> name.startsWith("lib-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Production sources of one module. */
  static List<Source> production(String module) {
    return sources(path -> path.startsWith(module + MAIN));
  }

  /** Production sources of every published module. */
  static List<Source> published() {
    return sources(path -> path.startsWith("lib-") && path.contains(MAIN));
  }

  /** Every Java source of the repository that the filter takes. */
  static List<Source> sources(Predicate<String> filter) {
    return All.SOURCES.stream().filter(source -> filter.test(source.path())).toList();
  }

  /** Read once, past the folders of what was built: they hold whole servers. */
  private static final class All {
    static final List<Source> SOURCES = read();

    private static List<Source> read() {
      List<Source> sources = new ArrayList<>();
      try {
        Files.walkFileTree(
            ROOT,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
                return folder.endsWith("target") || folder.endsWith(".git")
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                String path = ROOT.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(".java")) {
                  sources.add(new Source(path, Repository.read(path)));
                }
                return FileVisitResult.CONTINUE;
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sources.sort(Comparator.comparing(Source::path));
      return List.copyOf(sources);
    }
  }

  private static Path findRoot() {
    Path start = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    for (Path at = start.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("lib-core")) && Files.exists(at.resolve("pom.xml"))) {
        return at;
      }
    }
    throw new IllegalStateException("no folder above " + start + " holds lib-core and pom.xml");
  }
}
