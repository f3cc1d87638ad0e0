package dev.muster.workos.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** WorkOS's own library for Node, in a process that ends with this one. One call at a time. */
public final class NodeLibrary implements Closeable {
  /* It has no dependencies: what it needs is inside. */
  private static final NpmPackage PACKAGE =
      new NpmPackage(
          "@workos-inc/node@11.0.0",
          "workos-inc-node-11.0.0.tgz",
          "b30513e826e4b9541730eb54a48ef42d9f2eb234a0f0e5dc28c8ca76860b7aa0"
              + "80a512343a8f7b97e9d9d252b36791b18f181c55918654ad36e61ef3f56c8226");
  private static final String SCRIPT = "cookies.mjs";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private NodeLibrary(Process process) {
    this.process = process;
    in = process.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static NodeLibrary start(Path folder) throws IOException {
    WorkOsEmulator.requireNode();
    PACKAGE.unpackedIn(folder.resolve("library"));
    try (InputStream script =
        Objects.requireNonNull(NodeLibrary.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.copy(script, folder.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
    }
    return new NodeLibrary(
        new ProcessBuilder("node", SCRIPT)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /**
   * Lets it do something.
   *
   * @param act what {@code cookies.mjs} calls it
   * @param told what it is told
   * @return what it answered: {@code value}, or {@code error}
   */
  public synchronized JsonNode does(String act, ObjectNode told) {
    try {
      in.write(told.put("act", act) + "\n");
      in.flush();
      String line = out.readLine();
      if (line == null) {
        throw new IOException("WorkOS's library for Node has ended");
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it: its standard input closes. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
