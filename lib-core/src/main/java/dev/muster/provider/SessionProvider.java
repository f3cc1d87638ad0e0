package dev.muster.provider;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> What a provider may also have: sign-in by authorization code, and sessions
 * that are refreshed with a single-use token. Safe for many threads; blocks on I/O within the
 * provider's call deadline. No method is ever retried by Muster, since a code and a refresh token
 * count once.
 */
public interface SessionProvider {
  /**
   * Where to send the browser to sign in. Blocks only where the provider must first learn where its
   * page is.
   *
   * @param request what to ask for
   * @return the provider's authorization address
   * @throws ProviderException if the page can't be found now
   */
  URI authorizationUri(AuthorizationRequest request);

  /**
   * Exchanges a code for a session.
   *
   * @param code the code of the callback
   * @param codeVerifier the PKCE verifier behind the challenge that was sent
   * @param redirectUri the redirect URI that was sent
   * @return the session
   * @throws ProviderException.Rejected if the code is not good
   * @throws ProviderException for any other failure
   */
  ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri);

  /**
   * Exchanges a refresh token for a new session state, in the given organization or in none.
   *
   * @param refreshToken the current token; not good any more after this call
   * @param organization the organization to work in, or null for none
   * @return what became of the session
   * @throws ProviderException if the provider gave no answer
   */
  RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization);

  /**
   * Ends a session. Ending one that has ended, or was never there, succeeds.
   *
   * @param sessionId the provider's session id
   * @param refreshToken the latest one that the caller has, spent or not, for a provider that knows
   *     its sessions by it
   * @throws ProviderException if the provider gave no answer
   */
  void endSession(String sessionId, Secret refreshToken);

  /**
   * A request for sign-in.
   *
   * @param redirectUri where the provider sends the browser back to
   * @param state the value that comes back with the code
   * @param codeChallenge the PKCE challenge, method S256
   */
  record AuthorizationRequest(URI redirectUri, String state, String codeChallenge) {
    /** Checks the parts. */
    public AuthorizationRequest {
      Objects.requireNonNull(redirectUri, "redirectUri");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(codeChallenge, "codeChallenge");
    }

    /** Without the state. */
    @Override
    public String toString() {
      return "AuthorizationRequest[" + redirectUri + "]";
    }
  }

  /**
   * The state of a session after an exchange.
   *
   * @param user who signed in
   * @param sessionId the provider's id of the session
   * @param organization the organization the session works in, or null for none
   * @param refreshToken the next refresh token
   * @param accessLifetime how long, from the request on, the session counts without a refresh
   * @param impersonator who acts as the user, or null if the user acts; recorded, and widens
   *     nothing
   * @param answer the provider's own answer, for a cookie in the provider's own format; null where
   *     there is no such format
   */
  record ProviderSession(
      UserId user,
      String sessionId,
      @Nullable OrganizationId organization,
      Secret refreshToken,
      Duration accessLifetime,
      @Nullable String impersonator,
      @Nullable Secret answer) {
    /** Checks the parts. */
    public ProviderSession {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(sessionId, "sessionId");
      Objects.requireNonNull(refreshToken, "refreshToken");
      Objects.requireNonNull(accessLifetime, "accessLifetime");
    }

    /**
     * A session in which the user acts, of a provider without a cookie format of its own.
     *
     * @param user who signed in
     * @param sessionId the provider's id of the session
     * @param organization the organization the session works in, or null for none
     * @param refreshToken the next refresh token
     * @param accessLifetime how long, from the request on, the session counts without a refresh
     */
    public ProviderSession(
        UserId user,
        String sessionId,
        @Nullable OrganizationId organization,
        Secret refreshToken,
        Duration accessLifetime) {
      this(user, sessionId, organization, refreshToken, accessLifetime, null, null);
    }
  }

  /** What became of a session at a refresh. */
  sealed interface RefreshOutcome {
    /**
     * The session goes on.
     *
     * @param session its new state
     */
    record Rotated(ProviderSession session) implements RefreshOutcome {
      /** Checks the session. */
      public Rotated {
        Objects.requireNonNull(session, "session");
      }
    }

    /** The session has ended: definite. */
    record Ended() implements RefreshOutcome {}

    /**
     * The token was exchanged before: either a race between two requests or two nodes, or a theft.
     */
    record AlreadyExchanged() implements RefreshOutcome {}

    /**
     * The session stands, but not for this organization: definite. Where none was asked for, it
     * goes on nowhere.
     */
    record OrganizationRefused() implements RefreshOutcome {}
  }
}
