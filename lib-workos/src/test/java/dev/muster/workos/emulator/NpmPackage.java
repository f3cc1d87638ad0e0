package dev.muster.workos.emulator;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A package of the npm registry, fetched once into a folder and used only if its bytes are the ones
 * that were reviewed.
 *
 * @param name name and version, as npm takes them
 * @param file the archive's file name
 * @param sha512 of the archive, in hex
 */
public record NpmPackage(String name, String file, String sha512) {
  private static final long PATIENCE_MINUTES = 3;

  /**
   * Fetches the archive, checks it and unpacks it into the folder {@code package} of a folder.
   *
   * @param folder to hold it; made if it is not there
   * @return the folder {@code package}
   * @throws NotHere if npm or its registry is not there
   * @throws IOException if the archive is another one
   */
  public Path unpackedIn(Path folder) throws IOException {
    Path unpacked = folder.resolve("package");
    if (!Files.isDirectory(unpacked)) {
      Files.createDirectories(folder);
      run(folder, "npm", "pack", "--silent", name);
      if (!sha512.equals(digest(folder.resolve(file)))) {
        Files.delete(folder.resolve(file));
        throw new IOException("the archive of " + name + " is not the one that was reviewed");
      }
      run(folder, "tar", "xzf", file);
    }
    return unpacked;
  }

  static String run(Path folder, String... command) throws IOException {
    File log = Files.createTempFile("muster-npm", ".log").toFile();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new NotHere(command[0] + " did not end");
      }
      String output = Files.readString(log.toPath(), StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0) {
        throw new NotHere(String.join(" ", command) + " failed");
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotHere("interrupted");
    } catch (NotHere e) {
      throw e;
    } catch (IOException e) {
      throw new NotHere(command[0] + " is not installed");
    } finally {
      Files.deleteIfExists(log.toPath());
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }

  /** A tool or the registry is missing on this machine: tests that need it are skipped. */
  public static final class NotHere extends IOException {
    private static final long serialVersionUID = 1L;

    NotHere(String what) {
      super(what);
    }
  }
}
