package dev.muster.workos.emulator;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One thing from the npm registry for all tests of a run, opened when the first test needs it and
 * closed with the run; or the reason why it is not there, told once.
 *
 * @param <T> what it is
 */
abstract class Shared<T> implements ExecutionCondition, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Shared.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final Class<T> type;

  Shared(Class<T> type) {
    this.type = type;
  }

  abstract T open() throws IOException;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = held(context).missing();
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("it is there")
        : ConditionEvaluationResult.disabled(missing);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return held(context).thing();
  }

  private Held held(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE).computeIfAbsent(type, key -> hold(), Held.class);
  }

  private Held hold() {
    // The other processes of a run share the folders that things are unpacked to.
    try (FileChannel door = FileChannel.open(Path.of("target", "npm.lock"), CREATE, WRITE)) {
      var unused = door.lock();
      return new Held(open(), "");
    } catch (NpmPackage.NotHere e) {
      String missing =
          "needs Node " + WorkOsEmulator.NODE + ", npm and its registry: " + e.getMessage();
      if (TOLD.compareAndSet(false, true)) {
        System.out.println("Tests with WorkOS's own parts are skipped: " + missing);
      }
      return new Held(null, missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closed by JUnit at the end of the run. */
  private record Held(@Nullable Object thing, String missing) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (thing instanceof Closeable process) {
        process.close();
      }
    }
  }
}
