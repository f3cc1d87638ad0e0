package dev.muster.workos.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WorkOS's own emulator as a process of this one, on a free loopback port. It ends with this
 * process. Its limit of requests counts by API key, so tests take a new key each. Safe for many
 * threads.
 */
public final class WorkOsEmulator implements Closeable {
  /** The oldest Node that it runs on. */
  public static final String NODE = "20.20";

  private static final NpmPackage PACKAGE =
      new NpmPackage(
          "workos@0.14.0",
          "workos-0.14.0.tgz",
          "d29f96ffbaab3f4cd8551b7fd32e8d1f8511916025f12d9910f2c315b604c7555"
              + "e7cf12b29752b636d4c9151f8da9bf9b0d945ed71049b77c67348e5402574ce");
  private static final String[] FILES = {"package.json", "package-lock.json", "start.mjs"};
  private static final int KEYS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI url;
  private final AtomicInteger keys = new AtomicInteger();

  private WorkOsEmulator(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one. The first start in a folder fetches it from the npm registry.
   *
   * @param folder where it is kept, {@code target/...}
   * @return the running emulator
   * @throws NpmPackage.NotHere if Node, npm or the registry is not there
   * @throws IOException if it does not start
   */
  public static WorkOsEmulator start(Path folder) throws IOException {
    requireNode();
    install(folder);
    ObjectNode seed = JSON.createObjectNode();
    ObjectNode apiKeys = seed.putObject("apiKeys");
    for (int i = 0; i < KEYS; i++) {
      apiKeys.putObject(key(i)).put("environment", "test");
    }
    Path seedFile = folder.resolve("seed.json");
    JSON.writeValue(seedFile.toFile(), seed);
    Process process =
        new ProcessBuilder("node", "start.mjs", "0", "seed.json")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("WorkOS's emulator did not start");
    }
    JsonNode up = JSON.readTree(line);
    return new WorkOsEmulator(process, URI.create(up.path("url").asText()));
  }

  /**
   * Where it listens.
   *
   * @return its base URL
   */
  public URI url() {
    return url;
  }

  /**
   * An API key that nobody has used yet.
   *
   * @return the key
   */
  public String newKey() {
    int next = keys.getAndIncrement();
    if (next >= KEYS) {
      throw new IllegalStateException("all keys of the emulator are in use");
    }
    return key(next);
  }

  private static String key(int number) {
    return "sk_test_" + number;
  }

  static void requireNode() throws IOException {
    String version = NpmPackage.run(Path.of("."), "node", "--version");
    String[] parts = version.replaceFirst("^v", "").split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    if (major < 20 || (major == 20 && Integer.parseInt(parts[1]) < 20)) {
      throw new NpmPackage.NotHere("node is " + version);
    }
  }

  private static synchronized void install(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream in =
          Objects.requireNonNull(WorkOsEmulator.class.getResourceAsStream(file), file)) {
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path done = folder.resolve("installed");
    if (Files.exists(done)) {
      return;
    }
    NpmPackage.run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    PACKAGE.unpackedIn(folder.resolve("workos"));
    Files.createFile(done);
  }

  /** Ends it: its standard input closes. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
