package dev.muster.jdbi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One migration script. Each of its statements may run again and changes nothing then.
 *
 * @param version its number in the name, {@code V1__...}
 * @param name its file name
 * @param text its text, with line feeds
 */
record Script(int version, String name, String text) {
  /** The scripts of a database, in order. */
  static List<Script> of(Dialect dialect) {
    return dialect.scripts().stream().map(name -> load(dialect.folder(), name)).toList();
  }

  /** The statements, without comments. A statement ends with a semicolon at the end of a line. */
  List<String> statements() {
    String code =
        text.lines()
            .filter(line -> !line.strip().startsWith("--"))
            .collect(Collectors.joining("\n"));
    return Arrays.stream(code.split(";\\s*(?:\n|$)"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  String checksum() {
    return sha256(text);
  }

  /** SHA-256 of a text, in hex. */
  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Script load(String folder, String name) {
    try (InputStream in = Script.class.getResourceAsStream(folder + "/" + name)) {
      if (in == null) {
        throw new IllegalStateException("script " + name + " is missing in the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
      return new Script(Integer.parseInt(name.substring(1, name.indexOf("__"))), name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
