package dev.muster.keycloak.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A real Keycloak as a process of this one, on free loopback ports, with its data in memory. It
 * ends with this process. Safe for many threads; tests take a realm each, {@link #newRealm}.
 */
public final class KeycloakServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;
  private static final int POLL_MILLIS = 200;
  private static final int TRIES = 3;

  private final Process process;
  private final URI url;
  private final KeycloakAdmin admin;

  private KeycloakServer(Process process, URI url, KeycloakAdmin admin) {
    this.process = process;
    this.url = url;
    this.admin = admin;
  }

  /**
   * Starts one. The first start unpacks and builds it, which takes about half a minute more.
   *
   * @param log the file that gets what it prints
   * @return the running server
   * @throws NotHere if its archive can't be had
   * @throws IOException if it does not start
   */
  public static KeycloakServer start(Path log) throws IOException {
    KeycloakHome home = KeycloakHome.get();
    for (int left = TRIES; ; left--) {
      try {
        return start(home, log);
      } catch (IOException e) {
        // Another process may have taken a port meanwhile.
        if (left == 1) {
          throw e;
        }
      }
    }
  }

  private static KeycloakServer start(KeycloakHome home, Path log) throws IOException {
    int port;
    int management;
    try (ServerSocket one = free();
        ServerSocket other = free()) {
      port = one.getLocalPort();
      management = other.getLocalPort();
    }
    Files.createDirectories(log.toAbsolutePath().getParent());
    String password = "marker-" + UUID.randomUUID();
    ProcessBuilder builder =
        new ProcessBuilder(
                home.java(
                    List.of("-Dkc.config.built=true"),
                    List.of(
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-host=127.0.0.1",
                        "--http-management-port=" + management)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", password));
    Process process = builder.start();
    try {
      await(process, URI.create("http://127.0.0.1:" + management + "/health/ready"), log);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    URI url = URI.create("http://127.0.0.1:" + port);
    return new KeycloakServer(process, url, new KeycloakAdmin(url, "admin", password));
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
   * What its administrator may do.
   *
   * @return calls to its admin API
   */
  public KeycloakAdmin admin() {
    return admin;
  }

  /**
   * A new realm of its own, with organizations and events.
   *
   * @return the realm
   */
  public KeycloakRealm newRealm() {
    return KeycloakRealm.create(this, "r" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static ServerSocket free() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void await(Process process, URI ready, Path log) throws IOException {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    HttpRequest asked = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - end > 0) {
          break;
        }
        try {
          if (http.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // It does not listen yet.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("Keycloak did not start: see " + log);
  }

  /** Ends it at once: its data is in memory. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
