package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * How long a suite on the kit takes, by how long as many empty tests take. JUnit runs in this
 * process, one suite of each form a round, in turn; prints the median of the rounds' ratios, and an
 * interval for it.
 */
public final class SuiteSpeed {
  static final int ROUNDS = 31;

  private static final int CLASSES = 50;
  private static final int TESTS_EACH = 20;
  private static final int WARM_UPS = 20;

  /** Of 31 ratios in order, the median lies between the 10th and the 22nd with 97 in 100. */
  private static final int RANK = 10;

  private SuiteSpeed() {}

  /** Prints, for each form, what a test costs, and its ratio to an empty one. */
  static void run() throws Exception {
    Map<SuiteForm, double[]> times = times(CLASSES, TESTS_EACH, WARM_UPS, ROUNDS);
    double[] empty = times.get(SuiteForm.EMPTY);
    for (SuiteForm form : SuiteForm.values()) {
      double[] ratios = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        ratios[i] = times.get(form)[i] / empty[i];
      }
      Arrays.sort(ratios);
      double[] sorted = times.get(form).clone();
      Arrays.sort(sorted);
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f µs a test, %.2f × an empty one, %.2f × to %.2f × with 97 %%%n",
          form.name().toLowerCase(Locale.ROOT),
          sorted[ROUNDS / 2],
          ratios[ROUNDS / 2],
          ratios[RANK - 1],
          ratios[ROUNDS - RANK]);
    }
  }

  /** The microseconds of a test, for each form and round. Who goes first changes with each. */
  static Map<SuiteForm, double[]> times(int classes, int testsEach, int warmUps, int rounds)
      throws Exception {
    SuiteForm[] forms = SuiteForm.values();
    Map<SuiteForm, GeneratedSuite> suites = new EnumMap<>(SuiteForm.class);
    Map<SuiteForm, double[]> times = new EnumMap<>(SuiteForm.class);
    Path folder = Files.createTempDirectory("muster-suites");
    Launcher launcher = LauncherFactory.create();
    for (SuiteForm form : forms) {
      suites.put(form, GeneratedSuite.of(form, classes, testsEach, folder));
      times.put(form, new double[rounds]);
    }
    for (int i = -warmUps; i < rounds; i++) {
      for (int j = 0; j < forms.length; j++) {
        SuiteForm form = forms[Math.floorMod(i + j, forms.length)];
        GeneratedSuite suite = suites.get(form);
        double micros = suite.run(launcher) / 1e3 / suite.size();
        if (i >= 0) {
          times.get(form)[i] = micros;
        } else if (System.getProperty("tell") != null) {
          System.out.println(form + " " + micros);
        }
      }
    }
    for (GeneratedSuite suite : suites.values()) {
      suite.close();
    }
    return times;
  }

  /** One check on a stage that is built by hand. */
  public static void byHand() {
    FakeIdentityProvider fake = FakeIdentityProvider.builder(new ProviderInstance("test")).build();
    UserId ann = fake.dashboard().createUser("u1@example.org").id();
    UserId ben = fake.dashboard().createUser("u2@example.org").id();
    OrganizationId acme = fake.dashboard().createOrganization("acme").id();
    fake.dashboard().join(acme, ann, new RoleSlug("admin"));
    fake.dashboard().join(acme, ben, new RoleSlug("member"));
    try (Muster muster =
        Muster.builder()
            .provider(fake)
            .roles(RoleMap.builder().role("admin").role("member").build())
            .build()) {
      Decision decision =
          muster.check(muster.vouchedByHost(ben), acme.value(), Requirement.member());
      if (!(decision instanceof Decision.Granted)) {
        throw new AssertionError(decision);
      }
    }
  }
}
