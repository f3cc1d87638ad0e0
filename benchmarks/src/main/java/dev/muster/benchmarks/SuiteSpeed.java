package dev.muster.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * How long a suite on the kit takes, by how long as many empty tests take. JUnit runs in this
 * process, one suite of each form a round, in turn; prints the median of the rounds' ratios, and an
 * interval for it.
 */
final class SuiteSpeed {
  static final int ROUNDS = 31;

  private static final double GOAL = 3;
  private static final int CLASSES = 50;
  private static final int TESTS_EACH = 20;
  private static final int WARM_UPS = 30;

  /** Of 31 ratios in order, the median lies between the 10th and the 22nd with 97 in 100. */
  private static final int RANK = 10;

  private SuiteSpeed() {}

  /** Prints what a test of each form costs, and its ratio to an empty one. */
  static void run() throws Exception {
    Map<SuiteForm, double[]> times = times(CLASSES, TESTS_EACH, WARM_UPS, ROUNDS);
    System.out.printf(
        "%d tests in %d classes, %d rounds after %d warm-ups%n",
        CLASSES * TESTS_EACH, CLASSES, ROUNDS, WARM_UPS);
    double[] empty = times.get(SuiteForm.EMPTY);
    for (SuiteForm form : SuiteForm.values()) {
      double[] micros = times.get(form);
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, round -> micros[round] / empty[round]);
      Arrays.sort(ratios);
      double median = ratios[ROUNDS / 2];
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f µs a test; %.2f × an empty one, %.2f × to %.2f × with 97 %%%s%n",
          form.title(),
          Arrays.stream(micros).sorted().toArray()[ROUNDS / 2],
          median,
          ratios[RANK - 1],
          ratios[ROUNDS - RANK],
          form != SuiteForm.CHECK ? "" : "; goal ≤ 3 ×: " + (median <= GOAL ? "met" : "gap"));
    }
  }

  /** The microseconds of a test, for each form and round. Who goes first changes with each. */
  static Map<SuiteForm, double[]> times(int classes, int testsEach, int warmUps, int rounds)
      throws Exception {
    SuiteForm[] forms = SuiteForm.values();
    Map<SuiteForm, GeneratedSuite> suites = new EnumMap<>(SuiteForm.class);
    Map<SuiteForm, double[]> times = new EnumMap<>(SuiteForm.class);
    Path folder = Files.createTempDirectory("muster-suites");
    try {
      for (SuiteForm form : forms) {
        suites.put(form, GeneratedSuite.of(form, classes, testsEach, folder));
        times.put(form, new double[rounds]);
      }
      Launcher launcher = LauncherFactory.create();
      for (int i = -warmUps; i < rounds; i++) {
        for (int j = 0; j < forms.length; j++) {
          SuiteForm form = forms[Math.floorMod(i + j, forms.length)];
          GeneratedSuite suite = suites.get(form);
          double micros = suite.run(launcher) / 1e3 / suite.size();
          if (i >= 0) {
            times.get(form)[i] = micros;
          }
        }
      }
    } finally {
      for (GeneratedSuite suite : suites.values()) {
        suite.close();
      }
      delete(folder);
    }
    return times;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
