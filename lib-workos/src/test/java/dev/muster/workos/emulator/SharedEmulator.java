package dev.muster.workos.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one emulator of a test run, closed with it; or the reason why there is none. */
final class SharedEmulator implements ExecutionCondition, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedEmulator.class);
  private static final Path FOLDER = Path.of("target", "workos-emulator");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = shared(context).missing();
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("WorkOS's emulator runs")
        : ConditionEvaluationResult.disabled(missing);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == WorkOsEmulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context).emulator();
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Shared.class, key -> open(), Shared.class);
  }

  private static Shared open() {
    try {
      return new Shared(WorkOsEmulator.start(FOLDER), "");
    } catch (NpmPackage.NotHere e) {
      String missing =
          "needs Node " + WorkOsEmulator.NODE + ", npm and its registry: " + e.getMessage();
      System.out.println("Tests on WorkOS's emulator are skipped: " + missing);
      return new Shared(null, missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closed by JUnit at the end of the run. */
  private static final class Shared implements AutoCloseable {
    private final @Nullable WorkOsEmulator emulator;
    private final String missing;

    Shared(@Nullable WorkOsEmulator emulator, String missing) {
      this.emulator = emulator;
      this.missing = missing;
    }

    String missing() {
      return missing;
    }

    WorkOsEmulator emulator() {
      if (emulator == null) {
        throw new IllegalStateException(missing);
      }
      return emulator;
    }

    @Override
    public void close() {
      if (emulator != null) {
        emulator.close();
      }
    }
  }
}
