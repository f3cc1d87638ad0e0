package dev.muster.benchmarks;

/** What the tests of a generated suite are: their class's annotation, argument, and body. */
enum SuiteForm {
  /** Nothing but JUnit. */
  EMPTY("empty tests", "", "", ""),
  /** The extension, and no test that asks it for anything. */
  REGISTERED("@MusterTest, asked for nothing", Parts.MUSTER_TEST, "", ""),
  /** A kit that is made and closed. */
  UNUSED("a kit that is not used", Parts.MUSTER_TEST, Parts.KIT, ""),
  /** Who is where, and one check. */
  CHECK("a fixture and a check", Parts.MUSTER_TEST, Parts.KIT, Parts.CHECK),
  /** The same on a kit that the host configured. */
  SETUP("the same with the host's own setup", Parts.MUSTER_TEST_SETUP, Parts.KIT, Parts.CHECK);

  private final String title;
  private final String annotation;
  private final String argument;
  private final String body;

  SuiteForm(String title, String annotation, String argument, String body) {
    this.title = title;
    this.annotation = annotation;
    this.argument = argument;
    this.body = body;
  }

  /** What the report calls it. */
  String title() {
    return title;
  }

  /** A test class of this form. */
  String source(String name, int tests) {
    StringBuilder text = new StringBuilder();
    text.append(annotation).append("\nclass ").append(name).append(" {\n");
    for (int i = 0; i < tests; i++) {
      text.append("@org.junit.jupiter.api.Test void test_")
          .append(i)
          .append('(')
          .append(argument)
          .append(") { ")
          .append(body)
          .append(" }\n");
    }
    return text.append("}\n").toString();
  }

  /** Code, in full names so that it needs no imports. */
  private static final class Parts {
    static final String MUSTER_TEST = "@dev.muster.testkit.junit.MusterTest";
    static final String MUSTER_TEST_SETUP =
        MUSTER_TEST + "(dev.muster.benchmarks.SuiteSetup.class)";
    static final String KIT = "dev.muster.testkit.stage.MusterKit kit";
    static final String CHECK =
        "kit.org(\"acme\").admin(\"u1\").member(\"u2\");"
            + " if (!(kit.actingAs(\"u2\").in(\"acme\")"
            + ".check(dev.muster.decision.Requirement.member())"
            + " instanceof dev.muster.decision.Decision.Granted)) { throw new AssertionError(); }";
  }
}
