package dev.muster.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses that may be called: https, or http on this machine. */
final class Address {
  static final String RULE = "must be https, or http on a loopback address";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Address() {}

  /** The address, if a call of it stays between the two of us. */
  static Optional<URI> of(String text) {
    try {
      return Optional.of(new URI(text)).filter(Address::isSafe);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static boolean isSafe(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return false;
    }
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host));
  }
}
