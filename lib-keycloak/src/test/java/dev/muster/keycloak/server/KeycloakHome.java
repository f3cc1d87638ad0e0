package dev.muster.keycloak.server;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak's folder, unpacked and built once. It is in the build folder of the module that these
 * classes come from, so that all modules share it; the system property {@code muster.keycloak}
 * names another place.
 */
final class KeycloakHome {
  private static final long PATIENCE_MINUTES = 5;
  private static final String TETHER = "dev/muster/keycloak/server/Tethered.class";

  private final Path folder;
  private final Path tether;

  private KeycloakHome(Path folder, Path tether) {
    this.folder = folder;
    this.tether = tether;
  }

  static KeycloakHome get() throws IOException {
    Path shared = shared();
    Files.createDirectories(shared);
    Path home = shared.resolve("keycloak-" + KeycloakArchive.VERSION);
    // Processes wait for one another; threads of this one start one server, or meet its failure.
    try (FileChannel door = FileChannel.open(shared.resolve("lock"), CREATE, WRITE)) {
      var unused = door.lock();
      KeycloakHome ready = new KeycloakHome(home, shared.resolve("tether"));
      ready.writeTether();
      if (!Files.isDirectory(home)) {
        Path begun = Files.createTempDirectory(shared, "begun");
        unzip(KeycloakArchive.find(), begun);
        Path unpacked = begun.resolve(home.getFileName());
        new KeycloakHome(unpacked, ready.tether).build(shared.resolve("build.txt"));
        // Whole or not there.
        Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(begun);
      }
      return ready;
    }
  }

  /** The command that runs Keycloak's own program, with arguments of the JVM and of the program. */
  List<String> java(List<String> jvm, List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String opened :
        List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Duser.language=en");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add(
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
    command.add("-Dkc.home.dir=" + folder);
    command.addAll(jvm);
    command.add("-cp");
    command.add(
        folder.resolve("lib/quarkus-run.jar") + System.getProperty("path.separator") + tether);
    command.add(Tethered.class.getName());
    command.addAll(program);
    return command;
  }

  /** Which database and which features are decided here, before a start. */
  private void build(Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                java(List.of(), List.of("build", "--db=dev-mem", "--health-enabled=true")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("Keycloak was not built: see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private void writeTether() throws IOException {
    Path copy = tether.resolve(TETHER);
    Files.createDirectories(copy.getParent());
    try (InputStream in =
        Objects.requireNonNull(KeycloakHome.class.getResourceAsStream("/" + TETHER))) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void unzip(Path archive, Path into) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("the archive points outside of itself");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }

  private static Path shared() throws IOException {
    String chosen = System.getProperty("muster.keycloak");
    if (chosen != null) {
      return Path.of(chosen).toAbsolutePath();
    }
    try {
      Path build =
          Path.of(KeycloakHome.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .getParent();
      return (build.endsWith("target") ? build : Path.of("target").toAbsolutePath())
          .resolve("keycloak");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
