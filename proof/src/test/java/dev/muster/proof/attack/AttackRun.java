package dev.muster.proof.attack;

import dev.muster.testkit.fault.Operation;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One attacked host, and the judgement of what an attack came to on it. */
final class AttackRun implements AutoCloseable {
  /** How the fault begins of a protected handler that ran as often as it should not. */
  static final String RUN = "protected handlers run: ";

  private static final String OURS = "urn:muster:problem:";

  private final EmbeddedHost.Kind kind;
  private final Counts counts = new Counts();
  private final Town town;
  private final EmbeddedHost host;

  /** With the filter, or what is mounted in its place. */
  AttackRun(EmbeddedHost.Kind kind, Town town, BiConsumer<ServletContext, Town> mount)
      throws Exception {
    this(kind, town, mount, Map.of(409, "/orgs/acme/notes", 410, "/oops", 500, "/orgs/acme/notes"));
  }

  /** With other pages for errors. */
  AttackRun(
      EmbeddedHost.Kind kind,
      Town town,
      BiConsumer<ServletContext, Town> mount,
      Map<Integer, String> errorPages)
      throws Exception {
    this.kind = kind;
    this.town = town;
    ServletContainerInitializer start =
        (classes, context) -> {
          new Handlers(town.muster, counts).register(context);
          mount.accept(context, town);
        };
    host = kind.start(new EmbeddedHost.Site(start, errorPages));
  }

  /** All in which an attack came to something else than it should. */
  List<String> faults(Attack attack) throws Exception {
    Expected expected = attack.expected().get(kind);
    town.next();
    Seen seen = once(attack, attack.text());
    List<String> faults = new ArrayList<>(faults(seen, expected));
    faults.addAll(faultsOfAnswer(seen.answer(), attack));
    if (attack.twin() != null) {
      faults.addAll(differences(attack, attack.twin()));
    }
    return faults;
  }

  /** A second time, when nothing is left to be looked up that is due anyway. */
  private List<String> differences(Attack attack, String twin) throws Exception {
    town.next();
    Seen one = once(attack, attack.text());
    town.next();
    Seen other = once(attack, twin);
    return one.looksLike(other)
        ? List.of()
        : List.of("its twin is not treated alike: " + one + " and " + other);
  }

  /**
   * What a request came to.
   *
   * @param answer what came back
   * @param records what the audit holds
   * @param calls what the provider was asked
   * @param closed how often a protected handler ran
   * @param open how often a public one did
   */
  record Seen(Answer answer, List<String> records, List<Operation> calls, int closed, int open) {
    boolean looksLike(Seen other) {
      return answer.status() == other.answer.status()
          && answer.headers().equals(other.answer.headers())
          && answer.body().equals(other.answer.body())
          && records.equals(other.records)
          && calls.equals(other.calls);
    }
  }

  private Seen once(Attack attack, String text) throws Exception {
    String request = Attack.filled(text, town);
    attack.before().accept(town);
    return send(request);
  }

  /** What bytes come to, one for each letter. */
  Seen send(String request) throws Exception {
    town.reset();
    counts.reset();
    Answer answer = RawClient.send(host.port(), request);
    counts.awaitQuiet();
    return new Seen(
        answer,
        town.records(),
        List.copyOf(town.provider.calls().calls()),
        counts.closed.get(),
        counts.open.get());
  }

  private static List<String> faults(Seen seen, Expected expected) {
    List<String> faults = new ArrayList<>();
    if (!expected.statuses().contains(seen.answer().status())) {
      faults.add("status " + seen.answer().status() + " instead of " + expected.statuses());
    }
    if (!expected.records().equals(seen.records())) {
      faults.add("records " + seen.records() + " instead of " + expected.records());
    }
    if (expected.closed() != seen.closed()) {
      faults.add(RUN + seen.closed());
    }
    if (expected.open() != seen.open()) {
      faults.add("public handlers run: " + seen.open() + " instead of " + expected.open());
    }
    String body = seen.answer().body();
    String wanted = expected.problem() == null ? null : "\"" + expected.problem().code() + "\"";
    if (wanted == null ? body.contains(OURS) : !body.contains(wanted)) {
      faults.add("the body says " + body.substring(0, Math.min(90, body.length())));
    }
    if (expected.closed() == 0 && seen.answer().text().contains(Handlers.SECRET)) {
      faults.add("the answer shows what is protected");
    }
    return faults;
  }

  /** What no answer may do and what none may lack. */
  private List<String> faultsOfAnswer(Answer answer, Attack attack) {
    List<String> faults = new ArrayList<>();
    if (!answer.values("X-Injected").isEmpty()) {
      faults.add("a header was put in");
    }
    if (!answer.values("Set-Cookie").isEmpty()) {
      faults.add("a cookie is set");
    }
    if (town.forge.knocked()) {
      faults.add("somebody followed an address of the forger's");
    }
    if (answer.values("Location").stream().anyMatch(to -> !to.startsWith("/app/"))) {
      faults.add("leads elsewhere: " + answer.values("Location"));
    }
    boolean ours = answer.body().startsWith("{\"type\":\"" + OURS);
    if (answer.text().contains("echoed") && !answer.text().contains("Error 4")) {
      faults.add("the answer repeats what was sent");
    }
    // What is included into a page can set neither status nor header.
    if (ours && answer.status() != 200) {
      lacking(answer, "Cache-Control", "no-store", faults);
      lacking(answer, "Vary", "Cookie, Authorization", faults);
      lacking(answer, "Content-Type", "application/problem+json", faults);
      if (answer.status() == 401) {
        lacking(answer, "WWW-Authenticate", "Bearer realm=\"muster\"", faults);
      } else if (!answer.values("WWW-Authenticate").isEmpty()) {
        faults.add("a challenge without a 401");
      }
      if (answer.status() == 405) {
        lacking(answer, "Allow", "E", faults);
      }
      if (answer.status() == 503) {
        lacking(answer, "Retry-After", "", faults);
      }
    }
    if (answer.answers() > Math.max(1, attack.text().split("HTTP/", -1).length - 1)) {
      faults.add("answers: " + answer.answers());
    }
    return faults;
  }

  private static void lacking(Answer answer, String header, String value, List<String> faults) {
    if (answer.values(header).stream().noneMatch(said -> said.contains(value))) {
      faults.add("no " + header + " with " + value + ": " + answer.headers());
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
