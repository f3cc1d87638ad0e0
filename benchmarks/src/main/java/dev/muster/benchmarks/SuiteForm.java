package dev.muster.benchmarks;

/** What the tests of a generated suite are: their class's annotation, argument, and body. */
enum SuiteForm {
  /** Nothing but JUnit. */
  EMPTY("", "", ""),
  /** The stage of docs/testing.md as it is built by hand. */
  HAND("", "", "dev.muster.benchmarks.SuiteSpeed.byHand();");

  private final String annotation;
  private final String argument;
  private final String body;

  SuiteForm(String annotation, String argument, String body) {
    this.annotation = annotation;
    this.argument = argument;
    this.body = body;
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
}
