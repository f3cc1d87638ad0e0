package dev.muster.examples.notes.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One browser for all tests of a run, started when the first test needs it and closed with the run;
 * without it the tests are skipped, and that is told once.
 */
final class Chromium implements ExecutionCondition, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Chromium.class);
  private static final Path PROGRAM =
      Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
  private static final String MISSING =
      "needs Chromium: there is no " + PROGRAM + "; the variable CHROMIUM may name another";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Files.isExecutable(PROGRAM)) {
      return ConditionEvaluationResult.enabled("it is there");
    }
    context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            "told",
            key -> {
              System.out.println("Tests of the pages are skipped: " + MISSING);
              return true;
            });
    return ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Browser.class, key -> Running.start(), Running.class)
        .browser();
  }

  /** Closed by JUnit at the end of the run. */
  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
    static Running start() {
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      BrowserType.LaunchOptions options =
          new BrowserType.LaunchOptions()
              .setExecutablePath(PROGRAM)
              // People's browsers keep pages for Back.
              .setIgnoreDefaultArgs(List.of("--disable-back-forward-cache"))
              .setArgs(
                  List.of(
                      "--no-sandbox",
                      "--disable-gpu",
                      "--disable-quic",
                      "--no-first-run",
                      "--disable-background-networking",
                      "--disable-component-update",
                      "--disable-sync"));
      return new Running(playwright, playwright.chromium().launch(options));
    }

    @Override
    public void close() {
      playwright.close();
    }
  }
}
