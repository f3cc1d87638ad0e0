package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.FakeEvent.OfSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fake provider's codes and sessions. One lock, held for memory work only; it may look into the
 * directory while it holds it, never the other way round.
 */
final class Sessions {
  static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final Directory directory;
  private final Ids ids;
  private final InstantSource clock;
  private final EventLog log;
  private final Duration accessLifetime;
  private final Duration sessionLifetime;
  private final Map<String, Grant> codes = new HashMap<>();
  private final Map<String, Session> byToken = new HashMap<>();
  private final Map<String, Session> byId = new HashMap<>();

  Sessions(
      Directory directory,
      Ids ids,
      InstantSource clock,
      EventLog log,
      Duration accessLifetime,
      Duration sessionLifetime) {
    this.directory = directory;
    this.ids = ids;
    this.clock = clock;
    this.log = log;
    this.accessLifetime = accessLifetime;
    this.sessionLifetime = sessionLifetime;
  }

  /** A code for a user who signed in. */
  synchronized String grant(UserId user, URI redirectUri, String codeChallenge) {
    String code = ids.next("code");
    Instant end = clock.instant().plus(CODE_LIFETIME);
    codes.put(code, new Grant(user, redirectUri, codeChallenge, end));
    return code;
  }

  /** Whoever shows a code uses it up, whether or not the rest is right. */
  synchronized ProviderSession exchange(Secret code, Secret codeVerifier, URI redirectUri) {
    Grant grant = codes.remove(code.reveal());
    if (grant == null
        || !clock.instant().isBefore(grant.end())
        || !grant.redirectUri().equals(redirectUri)
        || !matches(grant.codeChallenge(), codeVerifier.reveal())
        || directory.user(grant.user()).isEmpty()) {
      throw new Rejected("invalid_grant");
    }
    Session session =
        new Session(ids.next("session"), grant.user(), clock.instant().plus(sessionLifetime));
    byId.put(session.id, session);
    log.add(FakeEvent.Type.SESSION_CREATED, new OfSession(session.id, session.user));
    return rotate(session, null);
  }

  /** An organization that refuses the user leaves the token as it was. */
  synchronized RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
    Session session = byToken.get(token.reveal());
    if (session == null || hasEnded(session)) {
      return new RefreshOutcome.Ended();
    }
    if (!token.reveal().equals(session.currentToken)) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    if (organization != null
        && !directory
            .membership(organization, session.user)
            .map(Membership::isActive)
            .orElse(false)) {
      return new RefreshOutcome.OrganizationRefused();
    }
    return new RefreshOutcome.Rotated(rotate(session, organization));
  }

  synchronized void end(String sessionId) {
    Session session = byId.get(sessionId);
    if (session != null) {
      end(session);
    }
  }

  synchronized void endAll(UserId user) {
    byId.values().stream().filter(s -> s.user.equals(user)).forEach(this::end);
  }

  private void end(Session session) {
    if (!session.ended) {
      session.ended = true;
      log.add(FakeEvent.Type.SESSION_REVOKED, new OfSession(session.id, session.user));
    }
  }

  private ProviderSession rotate(Session session, @Nullable OrganizationId organization) {
    String token = ids.next("rt");
    session.currentToken = token;
    byToken.put(token, session);
    return new ProviderSession(
        session.user, session.id, organization, Secret.of(token), accessLifetime);
  }

  private boolean hasEnded(Session session) {
    return session.ended
        || !clock.instant().isBefore(session.end)
        || directory.user(session.user).isEmpty();
  }

  private static boolean matches(String challenge, String verifier) {
    if (!VERIFIER.matcher(verifier).matches()) {
      return false;
    }
    byte[] hash;
    try {
      hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
    String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    return Secret.of(expected).equals(Secret.of(challenge));
  }

  private record Grant(UserId user, URI redirectUri, String codeChallenge, Instant end) {}

  private static final class Session {
    private final String id;
    private final UserId user;
    private final Instant end;
    private String currentToken = "";
    private boolean ended;

    private Session(String id, UserId user, Instant end) {
      this.id = id;
      this.user = user;
      this.end = end;
    }
  }
}
