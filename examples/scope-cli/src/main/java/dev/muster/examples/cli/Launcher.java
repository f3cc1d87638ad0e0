package dev.muster.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a script that runs {@link Main} with the class path of this very process. */
final class Launcher {
  private Launcher() {}

  /**
   * The program.
   *
   * @param args where the script goes
   * @throws IOException if it can't be written
   */
  public static void main(String[] args) throws IOException {
    Path script = Path.of(args[0]);
    Files.writeString(
        script,
        "#!/bin/sh\nexec "
            + quoted(System.getProperty("java.home") + "/bin/java")
            + " -Dorg.slf4j.simpleLogger.defaultLogLevel=off -cp "
            + quoted(System.getProperty("java.class.path"))
            + " "
            + Main.class.getName()
            + " \"$@\"\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " can't be made executable");
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
