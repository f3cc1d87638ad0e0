package dev.muster.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one Keycloak of a test run, or the reason why there is none, told once. */
final class SharedKeycloak implements ExecutionCondition, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedKeycloak.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = held(context).missing();
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("it is there")
        : ConditionEvaluationResult.disabled(missing);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KeycloakServer.class;
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return held(context).server();
  }

  private static Held held(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(KeycloakServer.class, key -> open(), Held.class);
  }

  private static Held open() {
    try {
      return new Held(KeycloakServer.start(Path.of("target", "test-log-keycloak.txt")), "");
    } catch (NotHere e) {
      String missing = "needs Keycloak: " + e.getMessage();
      if (TOLD.compareAndSet(false, true)) {
        System.out.println("Tests on a real Keycloak are skipped: " + missing);
      }
      return new Held(null, missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closed by JUnit at the end of the run. */
  private record Held(@Nullable KeycloakServer server, String missing) implements AutoCloseable {
    @Override
    public void close() {
      if (server != null) {
        server.close();
      }
    }
  }
}
