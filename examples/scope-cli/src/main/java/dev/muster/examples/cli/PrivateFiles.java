package dev.muster.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that are private when they come to be, and not a moment later. */
final class PrivateFiles {
  private static final FileAttribute<?>[] NONE = {};

  private PrivateFiles() {}

  static boolean arePosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static FileAttribute<?>[] forFile(Path path) {
    return with(path, "rw-------");
  }

  static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, with(folder, "rwx------"));
  }

  static Path folderOf(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw Trouble.of(Exit.USAGE, "no_file", path + " is no file");
    }
    return folder;
  }

  private static FileAttribute<?>[] with(Path path, String permissions) {
    return arePosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NONE;
  }
}
