package dev.muster.testkit;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one check that keeps a fake out of production. */
final class ProductionGuard {
  static final String PROPERTY = "muster.production";
  static final String VARIABLE = "MUSTER_PRODUCTION";

  /** The settings of this process. */
  static final ProductionGuard OF_THIS_PROCESS =
      new ProductionGuard(System::getProperty, System::getenv);

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;

  ProductionGuard(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  void refuseInProduction() {
    if (says(properties.apply(PROPERTY))) {
      throw refusal("system property `" + PROPERTY + "`");
    }
    if (says(environment.apply(VARIABLE))) {
      throw refusal("environment variable `" + VARIABLE + "`");
    }
  }

  private static boolean says(@Nullable String value) {
    return value != null && value.strip().toLowerCase(Locale.ROOT).equals("true");
  }

  private static IllegalStateException refusal(String setting) {
    return new IllegalStateException(
        "a fake provider must not run in production, and the " + setting + " says that this is it");
  }
}
