package dev.muster.session;

import dev.muster.name.OrganizationId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> What a host does between a sign-in and its cookie: lets the user in, and
 * says where. Safe for many threads; may block on the store and the provider, each within its
 * deadline.
 */
@FunctionalInterface
public interface Arrival {
  /**
   * Asked once for each sign-in.
   *
   * @param session who has signed in; proves no membership
   * @param returnTo the path of this origin to go on to
   * @return whether the user comes in
   */
  Welcome welcome(Session session, String returnTo);

  /**
   * Everybody comes in, and stays in the organization that the provider chose, or in none.
   *
   * @return an arrival that asks nobody
   */
  static Arrival open() {
    return (session, returnTo) -> new Welcome.In(null);
  }

  /** What came of it. */
  sealed interface Welcome {
    /**
     * The user comes in.
     *
     * @param organization what to bring the session into, if the provider agrees; null to leave it
     *     where it is
     */
    record In(@Nullable OrganizationId organization) implements Welcome {}

    /** The host has no account for the user: definite. */
    record NoAccount() implements Welcome {}

    /**
     * It can't be found out now.
     *
     * @param retryAfter when to come back, or null
     */
    record Unavailable(@Nullable Duration retryAfter) implements Welcome {}
  }
}
