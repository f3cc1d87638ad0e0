package dev.muster.servlet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reading of a host name as an organization's: one label before a domain. Pure. */
final class Subdomain {
  /** What a host name says in which no organization can be named. */
  private static final String NONSENSE = "";

  private static final int MAX_DOMAIN = 253;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  private Subdomain() {}

  /** What a host name says: nothing, a label, or nonsense. */
  static Optional<String> of(@Nullable String serverName, String domain) {
    String host = lowerCase(serverName == null ? "" : serverName);
    if (host.equals(domain)) {
      return Optional.empty();
    }
    String label =
        host.endsWith("." + domain)
            ? host.substring(0, host.length() - domain.length() - 1)
            : NONSENSE;
    return Optional.of(label.contains(".") ? NONSENSE : label);
  }

  /** Only of ASCII: a look-alike such as the Kelvin sign is no letter of a host name. */
  private static String lowerCase(String host) {
    StringBuilder lower = new StringBuilder(host);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  static Optional<String> fault(String domain) {
    boolean named =
        domain.length() <= MAX_DOMAIN
            && domain.matches(LABEL + "(?:\\." + LABEL + ")*")
            && !domain.matches("(?:.*\\.)?[0-9]+");
    return named
        ? Optional.empty()
        : Optional.of(
            "organization subdomain of `"
                + domain
                + "`: a domain is lower-case labels with dots, without a port, and no address");
  }
}
