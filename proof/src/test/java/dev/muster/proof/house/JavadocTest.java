package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything public and protected that ships is documented in full, parameters and all. */
@Tag("once")
class JavadocTest {
  /** Its parts are documented at the record; doclint wants them twice. */
  private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*public [A-Z]\\w* \\{");

  @TempDir Path out;

  @Test
  void nothing_that_ships_lacks_a_comment() throws IOException {
    List<JavaFileObject> sources =
        Repository.published().stream()
            .filter(source -> !source.simpleName().equals("module-info"))
            .map(source -> file(source.path(), source.text()))
            .toList();
    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(faults(sources)).isEmpty();
  }

  @Test
  void control_what_is_missing_is_found() throws IOException {
    String head = "/** A. */\npublic class A {\n  /** For tests. */\n  public A() {}\n";
    assertThat(faults(List.of(file("A.java", head + "  public int b() {\n    return 1;\n  }\n}"))))
        .singleElement()
        .asString()
        .contains("A.java", "no comment");
    assertThat(
            faults(
                List.of(
                    file("A.java", head + "  /** B. */\n  public int b(int c) { return c; }\n}"))))
        .hasSize(2);
    assertThat(
            faults(
                List.of(
                    file(
                        "R.java",
                        "/**\n * R.\n *\n * @param a one\n */\npublic record R(String a) {\n"
                            + "  /** Checks. */\n  public R {\n    a = a.strip();\n  }\n}"))))
        .isEmpty();
  }

  private List<String> faults(List<JavaFileObject> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of(
                      "-proc:none",
                      "-XDcompilePolicy=attr",
                      "-Xdoclint:missing/protected",
                      "-Xmaxwarns",
                      "10000"),
                  null,
                  sources)
              .call();
      assertThat(compiled).as(found.getDiagnostics() + "").isTrue();
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.WARNING)
        .filter(diagnostic -> !COMPACT_CONSTRUCTOR.matcher(line(diagnostic)).matches())
        .filter(diagnostic -> !diagnostic.getMessage(Locale.ROOT).contains("classfile"))
        .map(diagnostic -> name(diagnostic) + ": " + diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getSource() instanceof Text text && diagnostic.getLineNumber() > 0
        ? text.content.lines().skip(diagnostic.getLineNumber() - 1).findFirst().orElse("")
        : "";
  }

  private static String name(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getSource() == null
        ? "?"
        : diagnostic.getSource().getName() + ":" + diagnostic.getLineNumber();
  }

  private static JavaFileObject file(String path, String text) {
    return new Text(path, text);
  }

  /** A source in memory. */
  private static final class Text extends SimpleJavaFileObject {
    private final String content;

    Text(String path, String content) {
      super(URI.create("string:///" + path.replaceFirst(".*/java/", "")), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
