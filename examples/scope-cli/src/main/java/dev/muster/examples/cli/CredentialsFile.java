package dev.muster.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The one file with secrets: nobody else can read it from the moment it exists, it is whole at
 * every moment, and one that others could read is not believed. Safe for many threads and
 * processes; blocks on the disk, and on whoever holds the lock.
 */
final class CredentialsFile {
  private static final Set<PosixFilePermission> OWN =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path path;
  private final Lock lock;

  CredentialsFile(Path path) {
    this(path, ProcessLock.beside(path, ".lock"));
  }

  /* For tests that leave out the lock. */
  CredentialsFile(Path path, Lock lock) {
    this.path = path.toAbsolutePath();
    this.lock = lock;
  }

  Path path() {
    return path;
  }

  Optional<Credentials> read() {
    try {
      if (PrivateFiles.arePosix(path) && !OWN.containsAll(Files.getPosixFilePermissions(path))) {
        throw Trouble.of(
            Exit.LOCAL,
            "credentials_unsafe",
            path
                + " is open to others. Its tokens may be known: run scope-cli logout --local,"
                + " and sign in again");
      }
      return Optional.of(CredentialsJson.read(Files.readString(path)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw local("can't be read");
    }
  }

  Credentials require() {
    return read()
        .orElseThrow(
            () ->
                Trouble.of(
                    Exit.NOT_SIGNED_IN, "not_signed_in", "Not signed in. Run: scope-cli login"));
  }

  /** Does some work while no other thread or process writes. */
  <T> T alone(Supplier<T> work) {
    return lock.during(work);
  }

  /** Changes what there is, if it is still of whom it was. */
  Credentials change(Credentials seen, UnaryOperator<Credentials> change) {
    return alone(
        () -> {
          Credentials changed = change.apply(requireSame(seen));
          write(changed);
          return changed;
        });
  }

  /** What there is now, of the same person: a command goes on as nobody else. */
  Credentials requireSame(Credentials seen) {
    Credentials now = require();
    if (!now.isOfSame(seen)) {
      throw Trouble.of(Exit.LOCAL, "signed_in_anew", "Somebody signed in meanwhile. Try again");
    }
    return now;
  }

  void write(Credentials credentials) {
    Path folder = PrivateFiles.folderOf(path);
    try {
      PrivateFiles.makeFolder(folder);
      Path fresh = Files.createTempFile(folder, ".credentials", ".tmp", PrivateFiles.forFile(path));
      try {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer bytes =
              ByteBuffer.wrap(CredentialsJson.write(credentials).getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException failed) {
      throw local("can't be written");
    }
  }

  boolean delete() {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException failed) {
      throw local("can't be deleted");
    }
  }

  private Trouble local(String what) {
    return Trouble.of(Exit.LOCAL, "credentials_file", path + " " + what);
  }
}
