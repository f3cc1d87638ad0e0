package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * WorkOS's own sealed session cookie, which its SDKs for Node and Java read and write too. Safe for
 * many threads; made by {@link WorkOsProvider#cookies}.
 *
 * <p>What the cookie holds of the user is written twice, as each of the two SDKs spells it; where
 * that is too long for a cookie, as Node's does alone.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Only a text that was sealed under one of the passwords and has not ended opens. Access counts
 * as the access token inside says, verified as at sign-in: past its end the session asks for a
 * refresh, and without WorkOS's keys it is unchecked. A token of another issuer, or of a signature
 * that is not WorkOS's, is no session.
 */
public final class WorkOsCookies implements SessionFormat {
  /** The shortest password that seals: 32 characters. */
  public static final int MIN_PASSWORD_LENGTH = 32;

  /** What a browser keeps of one cookie, less its name. */
  private static final int ROOM = 4096 - 128;

  private final IronSeal seal;
  private final int passwords;
  private final Function<String, TokenCheck> tokens;
  private final InstantSource clock;

  private WorkOsCookies(
      List<Secret> passwords, Function<String, TokenCheck> tokens, InstantSource clock) {
    this.seal = new IronSeal(passwords, clock);
    this.passwords = passwords.size();
    this.tokens = tokens;
    this.clock = clock;
  }

  static WorkOsCookies of(
      List<Secret> passwords, Function<String, TokenCheck> tokens, InstantSource clock) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < passwords.size(); i++) {
      if (passwords.get(i).reveal().length() < MIN_PASSWORD_LENGTH) {
        faults.add(
            "password " + (i + 1) + " must have " + MIN_PASSWORD_LENGTH + " characters or more");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "WorkOS cookies have "
              + faults.size()
              + (faults.size() == 1 ? " fault: " : " faults: ")
              + String.join("; ", faults));
    }
    return new WorkOsCookies(passwords, tokens, clock);
  }

  @Override
  public Secret seal(ProviderSession session) {
    Objects.requireNonNull(session, "session");
    Secret both = seal.seal(CookieBody.of(session, true));
    return both.reveal().length() <= ROOM ? both : seal.seal(CookieBody.of(session, false));
  }

  @Override
  public Optional<Opened> open(Secret cookie) {
    Objects.requireNonNull(cookie, "cookie");
    try {
      return seal.open(cookie).flatMap(text -> session(Answers.json(text, "cookie")));
    } catch (Unavailable holdsNoSession) {
      return Optional.empty();
    }
  }

  /** How many passwords; none of them. */
  @Override
  public String toString() {
    return "WorkOsCookies[" + passwords + (passwords == 1 ? " password]" : " passwords]");
  }

  private Optional<Opened> session(JsonNode body) {
    String accessToken = Answers.filled(body, "accessToken");
    Secret refreshToken = Secret.of(Answers.filled(body, "refreshToken"));
    CookieClaims claims = CookieClaims.of(accessToken);
    // An explicit null is of our own seal: the session is in none, whatever its token remembers.
    boolean inNone = body.path("organizationId").isNull();
    JsonNode email = body.path("impersonator").path("email");
    String impersonator = email.isTextual() ? email.textValue() : null;
    return access(accessToken, claims)
        .map(
            access ->
                new Opened(
                    claims.user(),
                    claims.sessionId(),
                    inNone ? null : claims.organization(),
                    refreshToken,
                    claims.actor() == null ? impersonator : claims.actor(),
                    access));
  }

  private Optional<Access> access(String accessToken, CookieClaims claims) {
    return tokens
        .apply(accessToken)
        .fold(
            good -> Optional.of(new Access.Until(good.expiresAt())),
            fault -> ended(fault, claims),
            () -> Optional.of(new Access.Unchecked(null)));
  }

  /* A key that WorkOS no longer publishes is what a token of some days ago was signed with. */
  private Optional<Access> ended(TokenFault fault, CookieClaims claims) {
    Instant end = claims.endBefore(clock.instant());
    return end != null && (fault == TokenFault.EXPIRED || fault == TokenFault.UNKNOWN_KEY)
        ? Optional.of(new Access.Until(end))
        : Optional.empty();
  }
}
