package dev.muster.proof.attack;

import dev.muster.decision.Problem;
import dev.muster.oidc.IssuerKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads attacks from rows of text: {@code name | on Jetty | on Tomcat | on Undertow | request}.
 *
 * <p>What it comes to, in words: the code of the problem that our filter tells; {@code granted} or
 * {@code open} for a handler that runs; {@code opens} for a public handler that leads on, {@code
 * passed} for a check that was granted on the way, {@code runs} for a protected handler that runs
 * once more; the code with hyphens for a problem that a handler tells; {@code heard:} before it for
 * one that the audit alone is told; {@code silent} for no body of ours; numbers for other statuses,
 * 0 for none. Numbers alone: the server refuses.
 *
 * <p>A request: {@code METHOD target && header && header}. {@code @word} is a bearer token and
 * {@code $word} the session cookie. With {@code raw} in front it is all that is sent. {@code \xHH}
 * is a byte, {@code ~~} leads to the twin.
 */
final class Rows {
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

  private Rows() {}

  /** The attacks of all kinds, each kind in a resource of its name. */
  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (Attack.Kind kind : Attack.Kind.values()) {
      String name = "/attacks/" + kind.name().toLowerCase(Locale.ROOT) + ".txt";
      try (InputStream rows = Objects.requireNonNull(Rows.class.getResourceAsStream(name), name)) {
        new String(rows.readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .filter(row -> !row.isBlank() && !row.startsWith("#"))
            .forEach(row -> all.add(attack(kind, row)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static Attack attack(Attack.Kind kind, String row) {
    String[] cells = row.split(" \\| ", 5);
    if (cells.length != 5) {
      throw new IllegalArgumentException("no row: " + row);
    }
    Map<EmbeddedHost.Kind, Expected> expected = new EnumMap<>(EmbeddedHost.Kind.class);
    int cell = 1;
    for (EmbeddedHost.Kind host : EmbeddedHost.Kind.values()) {
      expected.put(host, expected(cells[cell++].trim()));
    }
    String[] twins = cells[4].split(" ~~ ", -1);
    String id = cells[0].trim();
    return new Attack(
        id,
        kind,
        request(twins[0]),
        expected,
        before(id),
        twins.length > 1 ? request(twins[1]) : null);
  }

  /** What the name says is the case when the request is sent. */
  private static Consumer<Town> before(String id) {
    if (id.startsWith("outage-")) {
      return town -> town.provider.faults().down();
    }
    // A read of keys for the sake of an id that nobody knows is made once in a while only.
    return id.contains("kid-") ? town -> town.clock.advance(IssuerKeys.READ_INTERVAL) : town -> {};
  }

  private static Expected expected(String cell) {
    TreeSet<Integer> statuses = new TreeSet<>();
    List<String> records = new ArrayList<>();
    Problem problem = null;
    int status = 0;
    int closed = 0;
    int open = 0;
    for (String word : cell.split(" ", -1)) {
      if (word.matches("[0-9]+")) {
        statuses.add(Integer.valueOf(word));
        continue;
      }
      switch (word) {
        case "opens" -> open++;
        case "runs" -> closed++;
        case "passed" -> records.add(Town.GRANTED);
        case "silent" -> problem = null;
        case "open" -> {
          status = 200;
          open++;
        }
        case "granted" -> {
          status = 200;
          closed++;
          records.add(Town.GRANTED);
        }
        default -> {
          if (word.startsWith("heard:")) {
            records.add(problem(word.substring("heard:".length())).code());
            continue;
          }
          problem = problem(word.replace('-', '_'));
          if (word.contains("-")) {
            continue;
          }
          status = problem.status();
          records.add(word);
        }
      }
    }
    if (statuses.isEmpty()) {
      statuses.add(status);
    }
    return new Expected(statuses, problem, records, closed, open);
  }

  private static Problem problem(String code) {
    return Arrays.stream(Problem.values())
        .filter(problem -> problem.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no problem `" + code + "`"));
  }

  private static String request(String cell) {
    String text = bytes(cell.strip());
    if (text.startsWith("raw ")) {
      return text.substring("raw ".length());
    }
    String[] parts = text.split(" && ", -1);
    String[] headers = new String[parts.length - 1];
    for (int i = 1; i < parts.length; i++) {
      headers[i - 1] = header(parts[i]);
    }
    return Attack.request(parts[0], headers);
  }

  private static String header(String text) {
    if (text.startsWith("@")) {
      return "Authorization: Bearer <<" + text.substring(1) + ">>";
    }
    return text.startsWith("$") ? "Cookie: <<name>>=<<" + text.substring(1) + ">>" : text;
  }

  private static String bytes(String text) {
    return BYTE.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
