package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> A sealed form of the session cookie that is not Muster's own, so that a
 * service of another make can read and write the same cookie. Safe for many threads. Opening blocks
 * only where keys must be read first, within their reader's deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Only a text that was sealed under one of the format's keys opens, and whatever else it is
 * given, opening answers nothing and throws nothing. Access counts only as long as the provider's
 * own signature says.
 */
public interface SessionFormat {
  /**
   * Seals a session.
   *
   * @param session as the provider answered
   * @return the cookie's value, of characters that a cookie may hold
   * @throws ProviderException.Unavailable if the answer lacks what the format needs
   */
  Secret seal(ProviderSession session);

  /**
   * Opens a cookie.
   *
   * @param cookie its value, whatever it is
   * @return the session in it; empty if nobody with a key sealed it, or if it holds no session
   */
  Optional<Opened> open(Secret cookie);

  /**
   * A session in a cookie.
   *
   * @param user who
   * @param sessionId the provider's id of the session
   * @param organization the organization the session works in, or null for none
   * @param refreshToken the next refresh token
   * @param impersonator who acts as the user, or null
   * @param access whether it counts without a refresh
   */
  record Opened(
      UserId user,
      String sessionId,
      @Nullable OrganizationId organization,
      Secret refreshToken,
      @Nullable String impersonator,
      Access access) {
    /** Checks the parts. */
    public Opened {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(sessionId, "sessionId");
      Objects.requireNonNull(refreshToken, "refreshToken");
      Objects.requireNonNull(access, "access");
    }
  }

  /** Whether a session counts without a refresh. */
  sealed interface Access {
    /**
     * The provider vouched for it.
     *
     * @param end until when; a time that has passed asks for a refresh
     */
    record Until(Instant end) implements Access {
      /** Checks the end. */
      public Until {
        Objects.requireNonNull(end, "end");
      }
    }

    /**
     * That can't be checked now.
     *
     * @param retryAfter when to come back, or null
     */
    record Unchecked(@Nullable Duration retryAfter) implements Access {}
  }
}
