package dev.muster.examples.notes.story;

import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays steps: prints one line each, and counts those that went as expected. */
final class Steps {
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");

  private final PrintStream out;
  private final Heard heard;
  private int played;
  private int asExpected;

  Steps(PrintStream out, Heard heard) {
    this.out = out;
    this.heard = heard;
  }

  /** What a step does. */
  interface Act {
    HttpResponse<String> play() throws Exception;
  }

  /** What a step demands beside status and code. */
  interface Demand {
    boolean holds(HttpResponse<String> response) throws Exception;
  }

  /** A step that must answer a status and, for a problem, a code. */
  void step(String who, String what, int status, String code, Act act) throws Exception {
    step(who, what, status, code, act, "", response -> true);
  }

  /** A step that must answer as given, and meet a demand that is put in words. */
  void step(String who, String what, int status, String code, Act act, String words, Demand demand)
      throws Exception {
    HttpResponse<String> response = act.play();
    String rested = heard.takeLast();
    String got = code(response).orElse("");
    boolean right = response.statusCode() == status && got.equals(code) && demand.holds(response);
    heard.takeLast();
    String line =
        String.format(
            Locale.ROOT,
            "step %02d  %-56s  %-9s  %d %-22s  %s",
            ++played,
            what,
            who,
            response.statusCode(),
            got,
            rested);
    out.println(words.isEmpty() ? line : line + "  " + words);
    if (right) {
      asExpected++;
    } else {
      out.println("        differs: expected " + status + " " + code + " " + words);
    }
  }

  /** A step without a request, of which somebody sees the outcome. */
  void look(String who, String what, String outcome, boolean right) {
    out.println(
        String.format(Locale.ROOT, "step %02d  %-56s  %-9s  %s", ++played, what, who, outcome));
    if (right) {
      asExpected++;
    } else {
      out.println("        differs");
    }
  }

  /** A step that this provider can't play, and why; counts for nothing. */
  void untold(String who, String what, String why) {
    out.println(
        String.format(Locale.ROOT, "step --  %-56s  %-9s  not told here: %s", what, who, why));
  }

  /** The last line; true if every step went as expected. */
  boolean end() {
    out.println(
        asExpected == played
            ? "story: " + played + " of " + played + " steps as expected"
            : "story: " + (played - asExpected) + " of " + played + " steps differ");
    return asExpected == played;
  }

  /** How many cookies an answer sets or clears. */
  static int cookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").size();
  }

  /** Whether an answer of {@code /me} says that the session works in an organization. */
  static boolean worksIn(HttpResponse<String> response, String slug) {
    String here = "\"organization\":\\{\"id\":\"[^\"]+\",\"slug\":\"" + slug + "\"";
    return Pattern.compile(here).matcher(response.body()).find();
  }

  /** A text of an answer's JSON; empty if it has none by that name. */
  static String field(HttpResponse<String> response, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(response.body());
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Status and code of an answer. */
  static String told(HttpResponse<String> response) {
    return response.statusCode() + " " + code(response).orElse("");
  }

  static Optional<String> code(HttpResponse<String> response) {
    Matcher matcher = CODE.matcher(response.body());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
