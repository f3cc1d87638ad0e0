package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class SourcesTest {
  private static final List<Source> PUBLISHED = Repository.published();
  private static final List<Source> PRODUCTION =
      Repository.sources(path -> path.contains("/src/main/java/"));
  private static final List<Source> ALL = Repository.sources(path -> true);

  @Test
  void every_package_has_a_null_marked_door_sign() {
    assertThat(PUBLISHED).hasSizeGreaterThan(20);
    assertThat(Sources.unsigned(PUBLISHED)).isEmpty();
  }

  @Test
  void no_package_has_a_name_that_says_nothing() {
    assertThat(Sources.emptyNames(ALL)).isEmpty();
  }

  @Test
  void no_production_file_is_longer_than_300_lines() {
    assertThat(Sources.LONGEST).isEqualTo(300);
    assertThat(Sources.tooLong(PRODUCTION)).isEmpty();
  }

  @Test
  void half_of_the_production_files_are_shorter_than_80_lines() {
    assertThat(Sources.SHORT).isEqualTo(80);
    assertThat(Sources.halfIsShort(PUBLISHED)).isTrue();
  }

  @Test
  void nothing_sleeps_and_nothing_is_random_without_a_seed() {
    assertThat(ALL).anyMatch(source -> source.path().startsWith("proof/src/test/"));
    assertThat(Sources.sleeps(ALL)).isEmpty();
    assertThat(Sources.unseeded(ALL)).isEmpty();
  }

  @Test
  void no_production_file_is_unfinished() {
    assertThat(Sources.unfinished(PRODUCTION)).isEmpty();
  }

  @Test
  void every_published_module_exports_its_public_packages() {
    assertThat(Repository.publishedModules()).contains("lib-core", "lib-testkit");
    for (String module : Repository.publishedModules()) {
      List<Source> sources = Repository.production(module);
      if (module.equals("lib-workos")) {
        // The SDK has no module name, so a module-info could not require it by one that stays.
        assertThat(Repository.read("lib-workos/pom.xml"))
            .contains("<Automatic-Module-Name>dev.muster.workos</Automatic-Module-Name>");
      } else if (!sources.isEmpty()) {
        assertThat(sources).as(module).anyMatch(s -> s.simpleName().equals("module-info"));
        assertThat(Sources.unexported(sources)).as(module).isEmpty();
      }
    }
  }

  @Test
  void control_a_package_without_a_good_sign_is_caught() {
    Source type = new Source("m/a/A.java", "package a;\nclass A {}\n");
    Source silent = new Source("m/a/package-info.java", "@NullMarked\npackage a;\n");
    Source unmarked = new Source("m/a/package-info.java", "/** A. */\npackage a;\n");
    Source good = new Source("m/a/package-info.java", "/** A. */\n@NullMarked\npackage a;\n");
    assertThat(Sources.unsigned(List.of(type))).hasSize(1);
    assertThat(Sources.unsigned(List.of(type, silent))).hasSize(1);
    assertThat(Sources.unsigned(List.of(type, unmarked))).hasSize(1);
    assertThat(Sources.unsigned(List.of(type, good))).isEmpty();
  }

  @Test
  void control_an_empty_name_is_caught() {
    assertThat(Sources.emptyNames(List.of(code("package a.util.b;\n")))).hasSize(1);
    assertThat(Sources.emptyNames(List.of(code("package a.utility;\n")))).isEmpty();
  }

  @Test
  void control_a_long_file_and_a_long_half_are_caught() {
    Source brief = code("x\n".repeat(79));
    Source medium = code("x\n".repeat(300));
    assertThat(Sources.tooLong(List.of(medium))).isEmpty();
    assertThat(Sources.tooLong(List.of(code("x\n".repeat(301))))).hasSize(1);
    assertThat(Sources.halfIsShort(List.of(brief, medium))).isTrue();
    assertThat(Sources.halfIsShort(List.of(code("x\n".repeat(80))))).isFalse();
  }

  @Test
  void control_a_sleep_is_caught_in_each_form_and_only_in_code() {
    Stream.of("Thread.sleep(1);", "import static a.sleep; sleep (1);", "run(Thread::sleep);")
        .forEach(text -> assertThat(Sources.sleeps(List.of(code(text)))).as(text).hasSize(1));
    Stream.of("// sleep(1)\n", "/* sleep(1) */", "\"sleep(1)\"", "\"\"\"\nsleep(1)\"\"\"")
        .forEach(text -> assertThat(Sources.sleeps(List.of(code(text)))).as(text).isEmpty());
    assertThat(Sources.sleeps(List.of(code("\"/*\"; sleep(1); \"*/\"")))).hasSize(1);
  }

  @Test
  void control_randomness_without_a_seed_is_caught() {
    assertThat(Sources.unseeded(List.of(code("new Random()")))).hasSize(1);
    assertThat(Sources.unseeded(List.of(code("Math.random()")))).hasSize(1);
    assertThat(Sources.unseeded(List.of(code("new Random(7)")))).isEmpty();
  }

  @Test
  void control_unfinished_work_is_caught() {
    assertThat(Sources.unfinished(List.of(code("// " + "TODO")))).hasSize(1);
    assertThat(Sources.unfinished(List.of(code("todo.done()")))).isEmpty();
  }

  @Test
  void control_a_package_that_is_not_exported_is_caught() {
    Source type = new Source("m/a/A.java", "package a.b;\n\npublic class A {}\n");
    Source hidden = new Source("m/a/B.java", "package a.c;\n\nclass B {}\n");
    Source other = new Source("m/module-info.java", "module m {\n  exports a;\n}\n");
    Source right = new Source("m/module-info.java", "module m {\n  exports a.b;\n}\n");
    assertThat(Sources.unexported(List.of(type, hidden, other))).hasSize(1);
    assertThat(Sources.unexported(List.of(type, hidden))).hasSize(1);
    assertThat(Sources.unexported(List.of(type, hidden, right))).isEmpty();
  }

  private static Source code(String text) {
    return new Source("m/a/A.java", text);
  }
}
