package dev.muster.examples.notes.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node, as a process of its own. For one thread. */
public final class NodeProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<@Nullable String> firstLine;

  private NodeProcess(Process process) {
    this.process = process;
    firstLine = CompletableFuture.supplyAsync(() -> firstLine(process));
  }

  /** Starts a node on this process's own class path, and does not wait for it. */
  static NodeProcess start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.logFile=System.err",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.dev.muster=off",
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName()));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new NodeProcess(builder.start());
  }

  /**
   * Where the node listens. Waits until it is up, for a minute at most.
   *
   * @return its address
   * @throws Exception if it does not come up
   */
  public URI address() throws Exception {
    String line = firstLine.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null || !line.startsWith(NodeMain.UP)) {
      throw new IllegalStateException("a node did not come up, but said " + line);
    }
    return URI.create(line.substring(NodeMain.UP.length()));
  }

  /**
   * Ends the process at once, as a machine that loses its power does.
   *
   * @throws InterruptedException if this thread is interrupted
   */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets the node end by itself; after ten seconds it is killed. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException dead) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable String firstLine(Process process) {
    try {
      return new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(process.getInputStream()), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException dead) {
      return null;
    }
  }
}
