package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CI script in a repository of its own, whose README's commands are a few words of shell. */
@Tag("once")
class CiScriptTest {
  private static final String GOOD_STORY = "echo story: 7 of 7 steps as expected";

  @TempDir Path repository;

  private record Outcome(int code, List<String> lines) {
    String lastLine() {
      return lines.get(lines.size() - 1);
    }
  }

  @BeforeEach
  void open() throws IOException {
    Files.createDirectory(repository.resolve(".ci"));
    Files.copy(Repository.root().resolve(".ci/run"), repository.resolve(".ci/run"));
    Files.writeString(repository.resolve(".ci/reproducible"), "echo built twice\n");
    Files.createDirectories(repository.resolve("old/target/surefire-reports"));
    Files.writeString(report("old"), suite(90, 90, 0, 0));
  }

  @Test
  void the_script_runs_the_commands_that_the_readme_shows() {
    assertThat(Repository.read("README.md"))
        .contains("\n## Test\n\n```sh\nmvn -B -ntp verify\n```\n")
        .contains("\n## Run\n\n```sh\nmvn -q -ntp -Prun -pl examples/notes -am -DskipTests test\n");
  }

  @Test
  void totals_of_every_module_are_the_last_line() throws Exception {
    String tests = reporting("a", suite(10, 0, 2, 0)) + "\n" + reporting("b/c", suite(5, 0, 0, 0));
    Outcome outcome = run(tests, GOOD_STORY);
    assertThat(outcome.lastLine()).isEqualTo("13 passed, 0 failed, 2 skipped");
    assertThat(outcome.lines()).filteredOn(line -> line.startsWith("time: ")).hasSize(3);
    assertThat(outcome.lines())
        .contains(
            "tests on the default JDK:",
            "  a                8 passed, 0 failed, 2 skipped",
            "  b/c              5 passed, 0 failed, 0 skipped",
            "  in all           13 passed, 0 failed, 2 skipped",
            "ci: no JDK 25 was found; nothing was tested on it");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void the_time_of_the_tests_on_keycloak_is_told_by_itself() throws Exception {
    String took = suite(10, 0, 0, 0).replace("<testsuite ", "<testsuite time=\"21.5\" ");
    Outcome outcome = run(reporting("lib-keycloak", took), GOOD_STORY);
    assertThat(outcome.lines()).contains("time: tests on Keycloak 21 s, within the first leg");
  }

  @Test
  void jdk_25_runs_the_test_command_in_a_copy_and_its_totals_are_added() throws Exception {
    Files.createDirectories(repository.resolve("src/target"));
    Files.writeString(repository.resolve("src/target/built"), "by the other one");
    String tests =
        reporting("a", suite(10, 0, 0, 0))
            + "\necho on ${JAVA_HOME:-} with $(ls src) in $PWD"
            + "\necho configured: $(cat .mvn/maven.config)";
    Outcome outcome = run(tests, GOOD_STORY, "/jdk-25");
    assertThat(outcome.lines()).anyMatch(line -> line.startsWith("on /jdk-25 with in "));
    // What says nothing about a JDK is left out there, and nowhere else.
    assertThat(outcome.lines())
        .contains("configured:", "configured: -DexcludedGroups=once -P!other-defaults");
    assertThat(outcome.lines())
        .contains("tests on JDK 25:", "  in all           10 passed, 0 failed, 0 skipped");
    assertThat(outcome.lastLine()).isEqualTo("20 passed, 0 failed, 0 skipped");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void a_failure_on_jdk_25_fails() throws Exception {
    String tests =
        "if [ \"${JAVA_HOME:-}\" = /jdk-25 ]; then\n"
            + reporting("a", suite(10, 0, 0, 1))
            + "\nexit 3\nfi\n"
            + reporting("a", suite(10, 0, 0, 0));
    Outcome outcome = run(tests, GOOD_STORY, "/jdk-25");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.lastLine()).isEqualTo("19 passed, 1 failed, 0 skipped");
  }

  @Test
  void tests_that_were_skipped_for_want_of_node_chromium_or_keycloak_fail() throws Exception {
    List<String> wants =
        List.of(
            "needs Node 20.20, npm", "needs Chromium: there is none", "needs Keycloak: offline");
    for (String missing : wants) {
      String skipped =
          suite(10, 0, 1, 0) + "<testcase><skipped message=\"" + missing + "\"/></testcase>";
      Outcome outcome = run(reporting("a", skipped), GOOD_STORY);
      assertThat(outcome.code()).as(missing).isNotZero();
      assertThat(outcome.lastLine()).isEqualTo("9 passed, 0 failed, 1 skipped");
      String other = skipped.replace("needs ", "needs a moon and ");
      assertThat(run(reporting("a", other), GOOD_STORY).code()).isZero();
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_secret_in_the_output_fails_whatever_it_is() throws Exception {
    Map<String, String> secrets =
        Map.of(
            "sk_test_0", "an API key",
            "sk_live_Zm9v", "an API key",
            "x eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln", "a signed token",
            "wos-session=Fe26.2*1*00", "a cookie in WorkOS's form",
            "m1.0a1b2c3d.AAAABBBBCCCCDDDDEEEE", "a cookie in our form",
            "[rt_0000000AZZZZZZZZZZZZZZZZZZ]", "a code or token of the fake provider",
            "marker-refresh-token-1", "the secret of a test",
            "s3cret-refresh-1", "the secret of a test");
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      String tests = reporting("a", suite(1, 0, 0, 0)) + "\necho '" + secret.getKey() + "'";
      Outcome outcome = run(tests, GOOD_STORY);
      assertThat(outcome.code()).as(secret.getKey()).isNotZero();
      assertThat(outcome.lines()).contains("ci: the output of test holds " + secret.getValue());
    }
    assertThat(run("true", "echo sk_test_0; " + GOOD_STORY).lines())
        .contains("ci: the output of run holds an API key");
  }

  @Test
  @Tag("BAD-INPUT")
  void a_secret_in_a_report_or_a_log_fails_and_is_not_told() throws Exception {
    for (String file :
        List.of(
            "a/target/surefire-reports/x-output.txt",
            "a/target/surefire-reports/TEST-y.xml",
            "b/c/target/test-log.txt",
            "b/c/target/test-log-2.txt")) {
      String tests =
          reporting("a", suite(1, 0, 0, 0))
              + "\nmkdir -p $(dirname "
              + file
              + ")\necho 'DEBUG marker-of-'$USER_SUFFIX > "
              + file;
      Outcome outcome = run("USER_SUFFIX=nobody\n" + tests, GOOD_STORY);
      assertThat(outcome.code()).as(file).isNotZero();
      assertThat(outcome.lines())
          .contains("ci: ./" + file + " holds the secret of a test")
          .noneMatch(line -> line.contains("marker-of-nobody"));
      Files.delete(repository.resolve(file));
    }
  }

  @Test
  void a_secret_that_only_jdk_25_prints_fails() throws Exception {
    String tests =
        reporting("a", suite(1, 0, 0, 0))
            + "\nif [ \"${JAVA_HOME:-}\" = /jdk-25 ]; then echo 'Fe26.2*' > a/target/test-log.txt; fi";
    assertThat(run(tests, GOOD_STORY, "/jdk-25").code()).isNotZero();
    assertThat(run(tests, GOOD_STORY, "").code()).isZero();
  }

  @Test
  void what_only_looks_like_a_secret_and_an_old_log_are_none() throws Exception {
    Files.createDirectories(repository.resolve("old/target"));
    Files.writeString(repository.resolve("old/target/test-log.txt"), "Fe26.2*");
    String tests =
        reporting("a", suite(1, 0, 0, 0))
            + "\necho 'Secret[…] sk_test_ eyJ.eyJ m1. code_challenge rt_1 Fe26.2'";
    Outcome outcome = run(tests, GOOD_STORY);
    assertThat(outcome.lines()).noneMatch(line -> line.contains(" holds "));
    assertThat(outcome.code()).isZero();
  }

  @Test
  void two_builds_that_differ_fail() throws Exception {
    Files.writeString(repository.resolve(".ci/reproducible"), "exit 4\n");
    assertThat(run(reporting("a", suite(1, 0, 0, 0)), GOOD_STORY).code()).isEqualTo(4);
  }

  @Test
  void a_failed_test_command_fails_with_its_totals_and_is_not_followed_by_the_run()
      throws Exception {
    Outcome outcome = run(reporting("a", suite(10, 1, 2, 3)) + "\nexit 7", GOOD_STORY);
    assertThat(outcome.lastLine()).isEqualTo("4 passed, 4 failed, 2 skipped");
    assertThat(outcome.code()).isEqualTo(7);
    assertThat(outcome.lines()).noneMatch(line -> line.startsWith("story: "));
  }

  @Test
  void no_test_at_all_fails_and_old_reports_do_not_count() throws Exception {
    Outcome outcome = run("true", GOOD_STORY);
    assertThat(outcome.lastLine()).isEqualTo("0 passed, 0 failed, 0 skipped");
    assertThat(outcome.code()).isNotZero();
  }

  @Test
  void reports_of_failures_fail_even_if_the_command_passed() throws Exception {
    Outcome outcome = run(reporting("a", suite(2, 0, 0, 1)), GOOD_STORY);
    assertThat(outcome.lastLine()).isEqualTo("1 passed, 1 failed, 0 skipped");
    assertThat(outcome.code()).isNotZero();
  }

  @Test
  void a_story_that_is_short_empty_or_not_the_last_line_fails() throws Exception {
    String tests = reporting("a", suite(3, 0, 0, 0));
    for (String story :
        List.of(
            "echo story: 6 of 7 steps as expected",
            "echo story: 0 of 0 steps as expected",
            GOOD_STORY + "; echo more",
            "true",
            GOOD_STORY + "; exit 1")) {
      Outcome outcome = run(tests, story);
      assertThat(outcome.code()).as(story).isNotZero();
      assertThat(outcome.lastLine()).as(story).isEqualTo("3 passed, 0 failed, 0 skipped");
    }
  }

  @Test
  void colours_around_the_last_line_do_not_matter() throws Exception {
    String tests = reporting("a", suite(3, 0, 0, 0));
    for (String story :
        List.of(
            GOOD_STORY + "; printf '\\033[0m\\033[0m'",
            GOOD_STORY + "; printf '\\033[0m\\n'",
            "printf '\\033[1;32mstory: 7 of 7 steps as expected\\033[m\\n'")) {
      assertThat(run(tests, story).code()).as(story).isZero();
    }
    assertThat(run(tests, "printf '\\033[31mstory: 6 of 7 steps as expected\\033[m\\n'").code())
        .isNotZero();
  }

  @Test
  void a_readme_without_a_command_fails() throws Exception {
    assertThat(run("", GOOD_STORY).code()).isNotZero();
  }

  private Outcome run(String tests, String story) throws IOException, InterruptedException {
    return run(tests, story, "");
  }

  private Outcome run(String tests, String story, String jdk25)
      throws IOException, InterruptedException {
    Files.writeString(
        repository.resolve("README.md"),
        "# X\n\n## Run\n\n```sh\n" + story + "\n```\n\n## Test\n\n```sh\n" + tests + "\n```\n");
    Path output = repository.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder("bash", repository.resolve(".ci/run").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    script.environment().put("JDK25_HOME", jdk25);
    // Named, so that none is installed.
    script.environment().put("CHROMIUM", "/nowhere");
    Process process = script.start();
    int code = process.waitFor();
    return new Outcome(code, Files.readAllLines(output, StandardCharsets.UTF_8));
  }

  private static String reporting(String module, String suite) {
    String folder = module + "/target/surefire-reports";
    return "mkdir -p " + folder + "\necho '" + suite + "' > " + folder + "/TEST-x.xml";
  }

  private Path report(String module) {
    return repository.resolve(module + "/target/surefire-reports/TEST-x.xml");
  }

  private static String suite(int tests, int errors, int skipped, int failures) {
    return "<testsuite name=\"x\" time=\"0.1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\">"
        .formatted(tests, errors, skipped, failures);
  }
}
