package dev.muster.store;

import dev.muster.provider.Membership;
import java.time.Instant;
import java.util.Objects;

/**
 * What one provider read said of a membership key. {@code asOf} is the store's own time, as {@link
 * MembershipStore#find} returned it before the provider request was sent: no clock but the store's
 * is compared.
 */
public sealed interface Observation {
  /**
   * Store time before the provider request was sent.
   *
   * @return the time
   */
  Instant asOf();

  /**
   * The provider stated a membership.
   *
   * @param membership as stated
   * @param asOf store time before the request
   */
  record Seen(Membership membership, Instant asOf) implements Observation {
    /** Checks the parts. */
    public Seen {
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(asOf, "asOf");
    }
  }

  /**
   * The provider answered that there is none, and that it knows the organization.
   *
   * @param asOf store time before the request
   */
  record Absent(Instant asOf) implements Observation {
    /** Checks the parts. */
    public Absent {
      Objects.requireNonNull(asOf, "asOf");
    }
  }
}
