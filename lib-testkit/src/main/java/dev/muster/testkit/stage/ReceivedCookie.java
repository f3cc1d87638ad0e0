package dev.muster.testkit.stage;

import dev.muster.provider.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of one {@code Set-Cookie} header, read as a browser reads it (RFC 6265bis, 5.6 and
 * 5.7). No text is refused: what browsers take no notice of has a {@link #fault()}. It does not
 * know the address of the request, and so not whether a {@code Domain} is the host's. Does not
 * print the cookie's value. Immutable; never blocks.
 */
public final class ReceivedCookie {
  // Not java.net.HttpCookie: that one throws on garbage, reads the machine's clock, and knows
  // neither the prefixes nor SameSite.
  private static final int MOST_OF_AN_ATTRIBUTE = 1024;

  private final String name;
  private final Secret value;
  private final Map<String, String> attributes;
  private final @Nullable String fault;

  private ReceivedCookie(String header, String name, String value, Map<String, String> attributes) {
    this.name = name;
    this.value = Secret.of(value);
    this.attributes = attributes;
    fault = CookieRules.fault(header, this);
  }

  /**
   * Reads a header.
   *
   * @param header its value, whatever it holds
   * @return what it says
   */
  public static ReceivedCookie of(String header) {
    String[] parts = header.split(";", -1);
    Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < parts.length; i++) {
      int sign = parts[i].indexOf('=');
      String attribute = (sign < 0 ? parts[i] : parts[i].substring(0, sign)).strip();
      String text = sign < 0 ? "" : parts[i].substring(sign + 1).strip();
      boolean better = isRead(attribute, text) || !isRead(attribute, attributes.get(attribute));
      if (text.length() <= MOST_OF_AN_ATTRIBUTE && better) {
        attributes.put(attribute, text);
      }
    }
    int sign = parts[0].indexOf('=');
    return new ReceivedCookie(
        header,
        sign < 0 ? "" : parts[0].substring(0, sign).strip(),
        parts[0].substring(sign + 1).strip(),
        attributes);
  }

  /**
   * Whether a {@code Clear-Site-Data} header takes all cookies away.
   *
   * @param header its value; its quotes are demanded, and who forgets them means the same
   * @return whether it names {@code "cookies"} or {@code "*"}
   */
  public static boolean areAllClearedBy(String header) {
    return Arrays.stream(header.split(","))
        .map(type -> type.replace("\"", "").strip().toLowerCase(Locale.ROOT))
        .anyMatch(type -> type.equals("cookies") || type.equals("*"));
  }

  /**
   * The cookie's name.
   *
   * @return in its own case; empty if the header names none
   */
  public String name() {
    return name;
  }

  /**
   * The cookie's value.
   *
   * @return maybe empty
   */
  public Secret value() {
    return value;
  }

  /**
   * Whether an attribute is there, in any form.
   *
   * @param attribute such as {@code Secure}, in any case
   * @return whether it is
   */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /**
   * An attribute as it is written.
   *
   * @param attribute such as {@code SameSite}, in any case
   * @return its text, of several the last that a browser can read; null if it is not there
   */
  public @Nullable String get(String attribute) {
    return attributes.get(attribute);
  }

  /**
   * Which paths it is sent to.
   *
   * @return the path; null if the header names none, and then it depends on the request's
   */
  public @Nullable String path() {
    String path = get("Path");
    return path != null && path.startsWith("/") ? path : null;
  }

  /**
   * The domain whose subdomains get it too.
   *
   * @return in small letters, without a leading dot; null if it is for the host alone
   */
  public @Nullable String domain() {
    String domain = get("Domain");
    String bare = domain == null ? "" : domain.replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
    return bare.isEmpty() ? null : bare;
  }

  /**
   * How long it is kept.
   *
   * @return as it is written, at most what a duration can hold; null if no number is given
   */
  public @Nullable Duration maxAge() {
    String seconds = get("Max-Age");
    return seconds == null ? null : CookieRules.seconds(seconds);
  }

  /**
   * Why browsers take no notice of it: it has no name, is too long, holds control characters, or
   * breaks the rule of its prefix, {@code __Host-} or {@code __Secure-}.
   *
   * @return in a few words, which do not hold the value; null if they do take notice
   */
  public @Nullable String fault() {
    return fault;
  }

  /**
   * What a browser does with it. {@code Max-Age} outweighs {@code Expires}; an empty value alone
   * clears nothing.
   *
   * @param now the browser's time
   * @return what becomes of the cookie of this name, domain and path
   */
  public Effect effect(Instant now) {
    if (fault != null) {
      return Effect.IGNORED;
    }
    Duration age = maxAge();
    if (age != null) {
      return age.isNegative() || age.isZero() ? Effect.CLEARED : Effect.KEPT;
    }
    String expires = get("Expires");
    Instant end = expires == null ? null : CookieDate.parse(expires);
    return end == null || end.isAfter(now) ? Effect.KEPT : Effect.CLEARED;
  }

  /**
   * Whether what the browser held may be lost by it: it is cleared or left empty, or its only end
   * is a date that can't be read.
   *
   * @param now the browser's time; {@link Instant#MAX} if nobody knows, and then any date counts
   * @return whether it may be
   */
  public boolean takesAway(Instant now) {
    boolean unreadable = maxAge() == null && has("Expires") && !isRead("Expires", get("Expires"));
    return switch (effect(now)) {
      case IGNORED -> false;
      case CLEARED -> true;
      case KEPT -> unreadable || value.reveal().isEmpty();
    };
  }

  /** Whether a browser can read an attribute of this text. */
  private static boolean isRead(String attribute, @Nullable String text) {
    if (text == null) {
      return false;
    }
    return switch (attribute.toLowerCase(Locale.ROOT)) {
      case "max-age" -> CookieRules.seconds(text) != null;
      case "expires" -> CookieDate.parse(text) != null;
      default -> true;
    };
  }

  /** The name. */
  @Override
  public String toString() {
    return "ReceivedCookie[" + name + "]";
  }

  /** What becomes of a cookie. */
  public enum Effect {
    /** The browser keeps it and sends it, maybe with an empty value. */
    KEPT,
    /** The browser drops it. */
    CLEARED,
    /** The header changes nothing. */
    IGNORED
  }
}
