package dev.muster.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Test classes of one form, written and compiled for a measurement: plain methods, as many a class
 * as people write, so that JUnit does the same work for every form.
 */
final class GeneratedSuite implements AutoCloseable {
  private final int size;
  private final URLClassLoader loader;
  private final LauncherDiscoveryRequest request;

  private GeneratedSuite(int size, URLClassLoader loader, LauncherDiscoveryRequest request) {
    this.size = size;
    this.loader = loader;
    this.request = request;
  }

  static GeneratedSuite of(SuiteForm form, int classes, int testsEach, Path folder)
      throws Exception {
    Path root = Files.createDirectories(folder.resolve(form.name().toLowerCase(Locale.ROOT)));
    List<String> command =
        new ArrayList<>(
            List.of(
                "-proc:none", "-d", root.toString(), "-cp", System.getProperty("java.class.path")));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      String name = "Suite" + i + "Test";
      names.add(name);
      command.add(
          Files.writeString(root.resolve(name + ".java"), form.source(name, testsEach)).toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null || compiler.run(null, null, null, command.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the suite " + form + " does not compile; it needs a JDK");
    }
    URLClassLoader loader =
        new URLClassLoader(new URL[] {root.toUri().toURL()}, GeneratedSuite.class.getClassLoader());
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String name : names) {
      request.selectors(DiscoverySelectors.selectClass(loader.loadClass(name)));
    }
    return new GeneratedSuite(classes * testsEach, loader, request.build());
  }

  /** Runs every test once; answers with the nanoseconds from the request to the last listener. */
  long run(Launcher launcher) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    long begin = System.nanoTime();
    launcher.execute(request, listener);
    long took = System.nanoTime() - begin;
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsSucceededCount() != size) {
      throw new IllegalStateException(
          summary.getTestsSucceededCount() + " of " + size + " tests succeeded",
          summary.getFailures().isEmpty() ? null : summary.getFailures().get(0).getException());
    }
    return took;
  }

  int size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
