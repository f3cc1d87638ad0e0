package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user in one organization, from where, and as of when. Immutable. Made only
 * by an {@link EvidenceReader}.
 */
public final class Evidence {
  private final MembershipKey key;
  private final @Nullable Membership membership;
  private final boolean organizationKnown;
  private final Moment asOf;
  private final Source source;
  private final long epoch;

  Evidence(
      MembershipKey key,
      @Nullable Membership membership,
      boolean organizationKnown,
      Moment asOf,
      Source source,
      long epoch) {
    this.key = key;
    this.membership = membership;
    this.organizationKnown = organizationKnown;
    this.asOf = asOf;
    this.source = source;
    this.epoch = epoch;
  }

  Evidence from(Source other) {
    return new Evidence(key, membership, organizationKnown, asOf, other, epoch);
  }

  /**
   * Whom and what this is about.
   *
   * @return the key
   */
  public MembershipKey key() {
    return key;
  }

  /**
   * Whether the user was an active member as of {@link #asOf()}.
   *
   * @return true only for an active membership of exactly this key
   */
  public boolean isMember() {
    return membership != null && membership.isActive();
  }

  /**
   * The status the provider stated.
   *
   * @return the status, or empty if there was no membership
   */
  public Optional<MembershipStatus> status() {
    return Optional.ofNullable(membership).map(Membership::status);
  }

  /**
   * The provider's roles of an active member.
   *
   * @return the slugs; empty for a non-member
   */
  public List<RoleSlug> roles() {
    return membership != null && membership.isActive() ? membership.roles() : List.of();
  }

  /**
   * Whether the provider that said "no" knows the organization at all. A provider that does not may
   * be the wrong one, or the right one with a wrong key: its "no" denies, and ends nothing.
   *
   * @return false only for a "no" from a provider that does not know the organization
   */
  public boolean isOrganizationKnown() {
    return organizationKnown;
  }

  /**
   * When this is known to have held: just before the request to the provider was sent.
   *
   * @return the moment, on this process's timeline
   */
  public Moment asOf() {
    return asOf;
  }

  /**
   * Where it came from.
   *
   * @return the source
   */
  public Source source() {
    return source;
  }

  /**
   * The mirror's epoch of the key.
   *
   * @return 0 if the mirror holds nothing
   */
  public long epoch() {
    return epoch;
  }

  @Override
  public String toString() {
    return "Evidence[" + key + ", " + status() + ", " + source + ", epoch " + epoch + "]";
  }
}
