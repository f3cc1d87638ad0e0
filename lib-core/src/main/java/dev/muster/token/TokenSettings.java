package dev.muster.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a host issues organization access tokens. Immutable; each method answers a changed copy.
 *
 * @param prefix what each of them begins with, such as {@code acme_org_}
 * @param otherKinds what the host's other kinds of tokens begin with; here they are the wrong kind
 * @param lifetime how long each lives, whatever it is used for
 * @param cap how many of them a user may have in one organization at a time
 * @param keepExpired how long an expired one is kept, so that its bearer is told which organization
 *     it was for
 */
public record TokenSettings(
    String prefix, Set<String> otherKinds, Duration lifetime, int cap, Duration keepExpired) {
  /** How long a token lives by default: 2 hours. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofHours(2);

  /** How many tokens a user may have in one organization by default: 10. */
  public static final int DEFAULT_CAP = 10;

  /** How long an expired token is kept by default: a day. */
  public static final Duration DEFAULT_KEEP_EXPIRED = Duration.ofDays(1);

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,29}_");
  private static final Duration MAX_LIFETIME = Duration.ofDays(90);
  private static final Duration MAX_KEEP = Duration.ofDays(366);
  private static final int MAX_CAP = 1_000;

  /** Copies. What is wrong with the values is said when the Muster is built. */
  public TokenSettings {
    Objects.requireNonNull(prefix, "prefix");
    otherKinds = Set.copyOf(otherKinds);
    Objects.requireNonNull(lifetime, "lifetime");
    Objects.requireNonNull(keepExpired, "keepExpired");
  }

  /**
   * The defaults.
   *
   * @param prefix lower-case letters, digits and underscores, at most 31, the last an underscore
   * @return the settings
   */
  public static TokenSettings of(String prefix) {
    return new TokenSettings(prefix, Set.of(), DEFAULT_LIFETIME, DEFAULT_CAP, DEFAULT_KEEP_EXPIRED);
  }

  /**
   * Names the host's other kinds of tokens, so that they are told apart from garbage.
   *
   * @param prefixes what they begin with
   * @return the settings
   */
  public TokenSettings withOtherKinds(String... prefixes) {
    return new TokenSettings(prefix, Set.of(prefixes), lifetime, cap, keepExpired);
  }

  /**
   * How long a token lives.
   *
   * @param lifetime more than zero, at most 90 days
   * @return the settings
   */
  public TokenSettings withLifetime(Duration lifetime) {
    return new TokenSettings(prefix, otherKinds, lifetime, cap, keepExpired);
  }

  /**
   * How many tokens a user may have in one organization.
   *
   * @param cap from 1 to 1,000
   * @return the settings
   */
  public TokenSettings withCap(int cap) {
    return new TokenSettings(prefix, otherKinds, lifetime, cap, keepExpired);
  }

  /**
   * How long an expired token is kept.
   *
   * @param keep from zero to 366 days
   * @return the settings
   */
  public TokenSettings withKeepExpired(Duration keep) {
    return new TokenSettings(prefix, otherKinds, lifetime, cap, keep);
  }

  /**
   * What is wrong with the values.
   *
   * @return each fault, naming the value and its bound; empty if there is none
   */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (String one : prefixes()) {
      if (!PREFIX.matcher(one).matches()) {
        faults.add(
            "token prefix must be 2 to 31 of a-z, 0-9 and _, from a letter to a _, but was `"
                + one.substring(0, Math.min(one.length(), 40))
                + "`");
      }
    }
    for (String other : otherKinds) {
      if (other.startsWith(prefix) || prefix.startsWith(other)) {
        faults.add(
            "token prefix `" + prefix + "` can't be told from the other kind `" + other + "`");
      }
    }
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
      faults.add("token lifetime must be more than zero and at most 90 days, but was " + lifetime);
    }
    if (cap < 1 || cap > MAX_CAP) {
      faults.add("token cap must be from 1 to " + MAX_CAP + ", but was " + cap);
    }
    if (keepExpired.isNegative() || keepExpired.compareTo(MAX_KEEP) > 0) {
      faults.add("expired tokens must be kept from zero to 366 days, but was " + keepExpired);
    }
    return faults;
  }

  private List<String> prefixes() {
    List<String> all = new ArrayList<>(otherKinds);
    all.add(prefix);
    return all;
  }
}
