package dev.muster.examples.notes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** WorkOS's own emulator for one run, as a process. It is on the class path where the tests are. */
final class Emulator implements AutoCloseable {
  private static final String MAIN = "dev.muster.workos.emulator.EmulatorMain";
  private static final String LAST = "WORKOS_CLIENT_ID";

  private final Process process;
  private final Map<String, String> environment = new HashMap<>();

  private Emulator(Process process) {
    this.process = process;
  }

  /** Starts it. It needs Node and npm, and fetches itself the first time. */
  static Emulator start() throws IOException {
    Emulator emulator =
        new Emulator(
            new ProcessBuilder(
                    List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(emulator.process.getInputStream(), StandardCharsets.UTF_8));
    while (!emulator.environment.containsKey(LAST)) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("WorkOS's emulator did not start");
      }
      String[] pair = line.split("=", 2);
      emulator.environment.put(pair[0], pair[pair.length - 1]);
    }
    return emulator;
  }

  /** How to reach it. */
  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
