package dev.muster.testkit.assertion;

import dev.muster.provider.Secret;
import dev.muster.testkit.stage.ReceivedCookie;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on one {@code Set-Cookie} header: what a browser makes of it (RFC 6265bis). No message
 * holds the cookie's value. An {@code Expires} needs a clock, {@link #judgedBy}: without one it
 * proves nothing, but that a date of 1 January 1970 is over. For one thread; never blocks.
 */
public final class SetCookieAssert extends AbstractAssert<SetCookieAssert, Secret> {
  private static final String HOST = "__Host-";

  private final ReceivedCookie cookie;
  private CookieTime time = CookieTime.UNKNOWN;

  SetCookieAssert(String header) {
    super(Secret.of(header), SetCookieAssert.class);
    this.cookie = ReceivedCookie.of(header);
  }

  /**
   * Judges dates by a clock, such as the kit's, from here on.
   *
   * @param clock the browser's; read now
   * @return this
   */
  public SetCookieAssert judgedBy(InstantSource clock) {
    return judgedBy(CookieTime.of(clock));
  }

  SetCookieAssert judgedBy(CookieTime asked) {
    time = asked;
    return this;
  }

  /**
   * The cookie's name.
   *
   * @param name in exactly this case
   * @return this
   */
  public SetCookieAssert hasName(String name) {
    Objects.requireNonNull(name, "name");
    return check(cookie.name().equals(name), "have the name " + Quoted.of(name));
  }

  /**
   * A browser keeps it, with a value. It ignores one that breaks the rule of its prefix, {@code
   * __Host-} or {@code __Secure-}.
   *
   * @return this
   */
  public SetCookieAssert isSet() {
    return check(time.sets(cookie), "be set");
  }

  /**
   * A browser drops it: by a {@code Max-Age} of zero or less, else by an {@code Expires} that is
   * over. It drops the cookie of just this name, {@code Path} and {@code Domain}, so assert these
   * too; and none if the rule of the name's prefix is broken.
   *
   * @return this
   */
  public SetCookieAssert isCleared() {
    return check(time.clears(cookie), "be cleared");
  }

  /**
   * It is sent over HTTPS only.
   *
   * @return this
   */
  public SetCookieAssert isSecure() {
    return check(cookie.has("Secure"), "be Secure");
  }

  /**
   * No script of a page can read it.
   *
   * @return this
   */
  public SetCookieAssert isHttpOnly() {
    return check(cookie.has("HttpOnly"), "be HttpOnly");
  }

  /**
   * Whether foreign sites' requests carry it.
   *
   * @param value {@code Strict}, {@code Lax} or {@code None}, in any case
   * @return this
   */
  public SetCookieAssert hasSameSite(String value) {
    Objects.requireNonNull(value, "value");
    return check(
        value.equalsIgnoreCase(cookie.get("SameSite")), "have SameSite=" + Quoted.of(value));
  }

  /**
   * Which paths it is sent to.
   *
   * @param path in exactly this case
   * @return this
   */
  public SetCookieAssert hasPath(String path) {
    Objects.requireNonNull(path, "path");
    return check(path.equals(cookie.path()), "have Path=" + Quoted.of(path));
  }

  /**
   * The domain whose subdomains get it too.
   *
   * @param domain in any case; a dot before it does not matter
   * @return this
   */
  public SetCookieAssert hasDomain(String domain) {
    Objects.requireNonNull(domain, "domain");
    return check(CookieText.isOfDomain(cookie, domain), "have Domain=" + Quoted.of(domain));
  }

  /**
   * It is sent to the host that set it, and to none of its subdomains.
   *
   * @return this
   */
  public SetCookieAssert hasNoDomain() {
    return check(cookie.domain() == null, "have no Domain");
  }

  /**
   * It keeps the rules of the prefix {@code __Host-}, without which browsers refuse it: the name
   * begins so, it is Secure, of {@code Path=/}, and names no domain.
   *
   * @return this
   */
  public SetCookieAssert isHostPrefixed() {
    boolean so = cookie.name().startsWith(HOST) && cookie.fault() == null;
    return check(so, "be named __Host-…, Secure, of Path=/ and of no Domain");
  }

  /**
   * It is what a cookie of a session must be: Secure, HttpOnly, and SameSite Lax or Strict.
   *
   * @return this
   */
  public SetCookieAssert isGuarded() {
    String sameSite = cookie.get("SameSite");
    boolean so =
        cookie.has("Secure")
            && cookie.has("HttpOnly")
            && ("Lax".equalsIgnoreCase(sameSite) || "Strict".equalsIgnoreCase(sameSite));
    return check(so, "be Secure, HttpOnly and SameSite=Lax or Strict");
  }

  /**
   * How long a browser keeps it.
   *
   * @param age exactly; told in whole seconds
   * @return this
   */
  public SetCookieAssert hasMaxAge(Duration age) {
    Objects.requireNonNull(age, "age");
    return check(age.equals(cookie.maxAge()), "have a Max-Age of " + age);
  }

  /**
   * A browser keeps it no longer than this. One without {@code Max-Age} has no such bound.
   *
   * @param age inclusive
   * @return this
   */
  public SetCookieAssert hasMaxAgeAtMost(Duration age) {
    Objects.requireNonNull(age, "age");
    Duration told = cookie.maxAge();
    boolean so = told != null && told.compareTo(age) <= 0;
    return check(so, "have a Max-Age of at most " + age);
  }

  /**
   * The cookie's value.
   *
   * @param value exactly
   * @return this
   */
  public SetCookieAssert hasValue(Secret value) {
    Objects.requireNonNull(value, "value");
    return check(cookie.value().equals(value), "have the given value");
  }

  /**
   * It is set, to another value than this one, such as after a rotation.
   *
   * @param value the value before
   * @return this
   */
  public SetCookieAssert hasValueOtherThan(Secret value) {
    Objects.requireNonNull(value, "value");
    boolean so = time.sets(cookie) && !cookie.value().equals(value);
    return check(so, "be set to another value than the given one");
  }

  private SetCookieAssert check(boolean so, String expected) {
    if (!so) {
      String name = cookie.name().isEmpty() ? "without a name" : Quoted.of(cookie.name());
      throw failure(
          "%s",
          "expected the cookie "
              + name
              + " to "
              + expected
              + ", but it is "
              + CookieText.of(cookie, time));
    }
    return this;
  }
}
