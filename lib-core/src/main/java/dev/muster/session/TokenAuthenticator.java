package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> Tells who a bearer token of a request is (RFC 6750). Safe for many threads.
 * Blocks only where keys must be read first, within their reader's deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Whatever the text is, the answer is an outcome and no exception. A token that is no good and a
 * check that could not be made are two outcomes.
 */
@FunctionalInterface
public interface TokenAuthenticator {
  /**
   * Checks a token.
   *
   * @param token what stands after the scheme, whatever it is
   * @return what came of it
   */
  Outcome authenticate(Secret token);

  /** What a check of a token came to. */
  sealed interface Outcome {
    /**
     * The token is good now. It says who; it proves no membership.
     *
     * @param user who
     * @param sessionId the provider's id of the session, or of the token where it has none
     * @param organization the organization the session works in, a hint, or null
     * @param impersonator who acts as the user, or null; recorded, and widens nothing
     */
    record Verified(
        UserId user,
        String sessionId,
        @Nullable OrganizationId organization,
        @Nullable String impersonator)
        implements Outcome {
      /** Checks the parts. */
      public Verified {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(sessionId, "sessionId");
      }
    }

    /** The token is no good: definite. */
    record Bad() implements Outcome {}

    /**
     * It can't be checked now.
     *
     * @param retryAfter when to come back, or null
     */
    record Unavailable(@Nullable Duration retryAfter) implements Outcome {}
  }
}
