package dev.muster.keycloak.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Keycloak's archive, a Maven artifact: taken from the local repository, else fetched into it by
 * Maven itself.
 */
final class KeycloakArchive {
  /** Which Keycloak: the root pom pins it. */
  static final String VERSION = version();

  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";
  private static final long PATIENCE_MINUTES = 5;

  private KeycloakArchive() {}

  static Path find() throws IOException {
    Path repository =
        Path.of(
            Objects.requireNonNullElse(
                System.getProperty("muster.repository"),
                System.getProperty("user.home") + "/.m2/repository"));
    String file = "keycloak-quarkus-dist-" + VERSION + ".zip";
    Path archive =
        repository.resolve("org/keycloak/keycloak-quarkus-dist").resolve(VERSION).resolve(file);
    if (!Files.exists(archive)) {
      fetch(repository);
    }
    if (!Files.exists(archive)) {
      throw new NotHere(file + " is not in Maven's local repository");
    }
    return archive;
  }

  private static void fetch(Path repository) throws IOException {
    String home = System.getProperty("muster.maven");
    Path maven = home == null ? Path.of("mvn") : Path.of(home, "bin", "mvn");
    File output = Files.createTempFile("muster-keycloak", ".log").toFile();
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      maven.toString(),
                      "-B",
                      "-ntp",
                      "-q",
                      "-Dmaven.repo.local=" + repository,
                      PLUGIN + ":get",
                      "-Dtransitive=false",
                      "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip"))
              .directory(output.getParentFile())
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new NotHere("Maven did not end");
      }
      if (process.exitValue() != 0) {
        throw new NotHere("Maven can't get keycloak-quarkus-dist " + VERSION);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotHere("interrupted");
    } catch (NotHere e) {
      throw e;
    } catch (IOException e) {
      throw new NotHere("no " + maven + " to get it with");
    } finally {
      Files.deleteIfExists(output.toPath());
    }
  }

  private static String version() {
    Properties pinned = new Properties();
    try (InputStream in =
        Objects.requireNonNull(KeycloakArchive.class.getResourceAsStream("keycloak.properties"))) {
      pinned.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("the version of Keycloak can't be read", e);
    }
    return pinned.getProperty("version");
  }
}
