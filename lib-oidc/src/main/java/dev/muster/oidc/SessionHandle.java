package dev.muster.oidc;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * An issuer need not send an ID token with a refresh, and its `sid` may span several sign-ins. So
 * what the host keeps as the refresh token holds the session's own id and its user too. The host
 * seals it; nobody outside can write one.
 */
/** A session as the host keeps it: its id, its user and the issuer's refresh token. */
record SessionHandle(String sessionId, UserId user, String refreshToken) {
  private static final String VERSION = "oidc1";

  /** The handle of a sign-in. A code is issued once, so its hash names the session and no other. */
  static SessionHandle begun(String issuer, Secret code, UserId user, String refreshToken) {
    byte[] hash = TokenHash.sha256("session\n" + issuer + "\n" + code.reveal());
    return new SessionHandle("oidc_" + HexFormat.of().formatHex(hash, 0, 16), user, refreshToken);
  }

  /** The same under the issuer's id of the session, if there is one. */
  SessionHandle named(@Nullable String sid) {
    return sid == null ? this : new SessionHandle(sid, user, refreshToken);
  }

  SessionHandle next(String rotated) {
    return new SessionHandle(sessionId, user, rotated);
  }

  Secret seal() {
    return Secret.of(
        String.join(".", VERSION, text(sessionId), text(user.value()), text(refreshToken)));
  }

  /** The handle in a text; empty if it is none. */
  static Optional<SessionHandle> read(Secret sealed) {
    String[] parts = sealed.reveal().split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SessionHandle(plain(parts[1]), new UserId(plain(parts[2])), plain(parts[3])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(String plain) {
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String plain(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SessionHandle[" + user + "]";
  }
}
