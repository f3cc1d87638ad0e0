package dev.muster.examples.notes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider's own server, or a stub of it, for one run, as a process. It is on the class path
 * where the tests are.
 */
final class ProviderProcess implements AutoCloseable {
  /** What can be started, by the name that the command line has for it. */
  static final Map<String, Kind> KINDS =
      Map.of(
          "workos-emulator",
          new Kind("dev.muster.workos.emulator.EmulatorMain", "workos", "WORKOS_CLIENT_ID"),
          "keycloak",
          new Kind("dev.muster.keycloak.server.KeycloakMain", "keycloak", "KEYCLOAK_CLIENT_SECRET"),
          "clerk-stub",
          new Kind("dev.muster.clerk.stub.ClerkStubMain", "clerk", "CLERK_WEBHOOK_SIGNING_SECRET"));

  private final Process process;
  private final Map<String, String> environment = new HashMap<>();

  private ProviderProcess(Process process) {
    this.process = process;
  }

  /**
   * Something that can be started.
   *
   * @param main the class that starts it, and prints how it is reached as {@code NAME=value}
   * @param provider the value of {@code NOTES_PROVIDER} for it
   * @param last the name of the last variable that it prints
   */
  record Kind(String main, String provider, String last) {}

  /** Starts it. It may fetch itself the first time. */
  static ProviderProcess start(Kind kind) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    // Where Maven keeps what a server is made of.
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("muster."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), kind.main()));
    ProviderProcess started =
        new ProviderProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(started.process.getInputStream(), StandardCharsets.UTF_8));
    started.environment.put("NOTES_PROVIDER", kind.provider());
    while (!started.environment.containsKey(kind.last())) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the provider did not start: " + kind.main());
      }
      String[] pair = line.split("=", 2);
      started.environment.put(pair[0], pair[pair.length - 1]);
    }
    return started;
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
