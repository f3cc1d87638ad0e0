package dev.muster.proof.attack;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of attacks.
 *
 * @param id its name
 * @param kind its class
 * @param text what is sent; a word in double angle brackets is one of the {@link Town}'s
 * @param expected what it comes to, by server
 * @param before what is done to the town first
 * @param twin what else is sent, that must be answered alike with as many calls of the provider
 */
record Attack(
    String id,
    Kind kind,
    String text,
    Map<EmbeddedHost.Kind, Expected> expected,
    Consumer<Town> before,
    @Nullable String twin) {
  private static final Pattern WORD = Pattern.compile("<<([a-z0-9-]+)>>");

  /** The classes of attacks. */
  enum Kind {
    /** Another spelling of a target. */
    PATHS,
    /** Another way to a handler than a request. */
    DISPATCH,
    /** Another method. */
    METHODS,
    /** A request of which two parties could read two. */
    MESSAGES,
    /** A credential that is none, or too many of them. */
    CREDENTIALS,
    /** An organization that is not one's own. */
    ORGANIZATIONS,
    /** What an answer gives away or fails to say. */
    RESPONSES,
    /** The same where a host has opened something by name. */
    LOOSENED,
    /** No attack: what must be let in. */
    CONTROL
  }

  /** A request with a host name, that asks the server to close. */
  static String request(String line, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: notes.example\r\n"
        + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
        + "Connection: close\r\n\r\n";
  }

  static String filled(String text, Town town) {
    Matcher words = WORD.matcher(text);
    return words.replaceAll(found -> Matcher.quoteReplacement(town.word(found.group(1))));
  }
}
