package dev.muster.examples.cli;

import java.awt.Desktop;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;

/** Runs one command of the command line and ends the process with its {@link Exit}. */
public final class Main {
  private Main() {}

  /**
   * The program.
   *
   * @param args the command and what it takes
   */
  public static void main(String[] args) {
    System.exit(run(args, CredentialsFile::new));
  }

  static int run(String[] args, Function<Path, CredentialsFile> files) {
    World world =
        new World(
            printer(FileDescriptor.out),
            printer(FileDescriptor.err),
            System.getenv(),
            Clocks.system(),
            new SecureRandom(),
            HttpClient.newBuilder().connectTimeout(Wire.DEADLINE).build(),
            files,
            Main::browse);
    return ScopeCli.run(world, args);
  }

  private static PrintWriter printer(FileDescriptor where) {
    return new PrintWriter(new FileOutputStream(where), true, StandardCharsets.UTF_8);
  }

  /** Does its best: the address was printed already. */
  private static void browse(URI page) {
    try {
      if (Desktop.isDesktopSupported()) {
        Desktop.getDesktop().browse(page);
      }
    } catch (IOException | RuntimeException none) {
      System.err.println("No browser could be opened.");
    }
  }
}
