package dev.muster.provider;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the provider states it. It grants nothing, whatever its state: only the
 * membership that comes of it counts.
 *
 * @param id its id
 * @param organization where to
 * @param email who is invited, as it was written; not a key
 * @param state where it stands
 * @param inviter who invites, or null where the provider does not know
 * @param expiresAt when it can't be accepted any more, or null where the provider tells none
 */
public record Invitation(
    InvitationId id,
    OrganizationId organization,
    String email,
    State state,
    @Nullable UserId inviter,
    @Nullable Instant expiresAt) {
  /**
   * Checks the parts.
   *
   * @throws NullPointerException if a part other than {@code inviter} and {@code expiresAt} is null
   */
  public Invitation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(state, "state");
  }

  /** Without the e-mail: it is not for logs. */
  @Override
  public String toString() {
    return "Invitation[" + id + ", " + organization + ", " + state + "]";
  }

  /** Where an invitation stands. */
  public enum State {
    /** Sent, and can be accepted. */
    PENDING,
    /** Accepted; the membership says the rest. */
    ACCEPTED,
    /** Too old to be accepted. */
    EXPIRED,
    /** Taken back. */
    REVOKED,
    /** A word this version does not know. Can't be accepted. */
    UNKNOWN
  }
}
