package dev.muster.rest;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what is wrong with settings, so that all of it is said at once. For one thread. */
public final class SettingsCheck {
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

  private final String what;
  private final List<String> faults = new ArrayList<>();

  /**
   * Begins.
   *
   * @param what whose settings, such as {@code Clerk settings}
   */
  public SettingsCheck(String what) {
    this.what = what;
  }

  /**
   * Requires something.
   *
   * @param holds whether it is so
   * @param fault what to say if not; never a secret
   * @return this
   */
  public SettingsCheck require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
    return this;
  }

  /**
   * Requires a call deadline from 1 millisecond to 1 minute.
   *
   * @param deadline the deadline
   * @return this
   */
  public SettingsCheck requireCallDeadline(Duration deadline) {
    return require(
        deadline.compareTo(Duration.ofMillis(1)) >= 0 && deadline.compareTo(LONGEST_CALL) <= 0,
        "the call deadline must be from 1 ms to 1 minute, but was " + deadline);
  }

  /**
   * Ends.
   *
   * @throws IllegalArgumentException naming all faults, if there are any
   */
  public void orThrow() {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          what
              + " have "
              + faults.size()
              + (faults.size() == 1 ? " fault: " : " faults: ")
              + String.join("; ", faults));
    }
  }

  /**
   * Whether a text can stand in a header: printable ASCII without spaces.
   *
   * @param text the text
   * @return whether it can
   */
  public static boolean isPrintable(String text) {
    return PRINTABLE.matcher(text).matches();
  }

  /**
   * Whether paths can go below an address: https, or http on a loopback address, without user,
   * query and fragment.
   *
   * @param url the address
   * @return whether they can
   */
  public static boolean isBase(URI url) {
    String host = url.getHost();
    boolean bare =
        host != null
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null;
    boolean loopback = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
    return bare
        && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback));
  }

  /**
   * An address that is refused, for a message: its scheme and host, since the rest may hold a
   * password.
   *
   * @param url the address
   * @return what may be shown of it
   */
  public static String shown(URI url) {
    return url.getHost() == null ? "no host" : url.getScheme() + "://" + url.getHost();
  }
}
