package dev.muster.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/**
 * What a person or a program is told. Whatever it is made of, a terminal gets no control character:
 * text is {@linkplain Plain plain}, and JSON is ASCII with escapes.
 */
final class Told {
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writerWithDefaultPrettyPrinter();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  Told(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** The command's answer, in one of its two forms. */
  void answer(JsonNode node, String... lines) {
    if (json) {
      out.println(text(node));
    } else {
      for (String line : lines) {
        out.println(Plain.text(line));
      }
    }
    out.flush();
  }

  /** Something beside the answer. */
  void note(String line) {
    err.println(Plain.text(line));
    err.flush();
  }

  int trouble(Trouble trouble) {
    int exit = trouble.exit().code();
    if (json) {
      ObjectNode error = JsonNodeFactory.instance.objectNode();
      ObjectNode told = error.putObject("error");
      told.put("exit", exit).put("code", trouble.code()).put("message", trouble.getMessage());
      trouble
          .place()
          .ifPresent(place -> told.put("organization", place.id()).put("slug", place.slug()));
      err.println(text(error));
    } else {
      err.println("scope-cli: " + Plain.text(trouble.getMessage()) + " [" + trouble.code() + "]");
    }
    err.flush();
    return exit;
  }

  /** Columns, the last one as long as it likes. */
  static String row(String... cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String cell = Plain.text(cells[i]);
      row.append(i == cells.length - 1 ? cell : String.format("%-20s  ", cell));
    }
    return row.toString().stripTrailing();
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
