package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All members of one organization as the provider lists them, each as evidence. Immutable. For
 * comparing and reporting: it is not recorded in the mirror, and serves no request.
 */
public final class Roster {
  private final ProviderInstance provider;
  private final OrganizationId organization;
  private final boolean organizationKnown;
  private final Moment asOf;
  private final Map<UserId, Evidence> members;

  private Roster(
      ProviderInstance provider,
      OrganizationId organization,
      boolean organizationKnown,
      Moment asOf,
      Map<UserId, Evidence> members) {
    this.provider = provider;
    this.organization = organization;
    this.organizationKnown = organizationKnown;
    this.asOf = asOf;
    this.members = members;
  }

  /**
   * Asks the provider for an organization and for all its members. Blocks on I/O.
   *
   * @param provider the provider
   * @param organization the organization
   * @param timeline the clocks
   * @return the roster; empty if the provider does not know the organization
   * @throws dev.muster.provider.ProviderException if the provider gave no full answer
   */
  public static Roster read(
      IdentityProvider provider, OrganizationId organization, Timeline timeline) {
    Objects.requireNonNull(organization, "organization");
    Moment asOf = timeline.now();
    boolean known = provider.findOrganization(organization).isPresent();
    Map<UserId, Evidence> members = new HashMap<>();
    if (known) {
      for (Membership membership : provider.listMembers(organization)) {
        // Of a former membership and a new one the new one counts.
        if (membership.isActive() && membership.organization().equals(organization)) {
          MembershipKey key =
              new MembershipKey(provider.instance(), organization, membership.user());
          members.put(membership.user(), new Evidence(key, membership, true, asOf, Source.LIVE, 0));
        }
      }
    }
    return new Roster(provider.instance(), organization, known, asOf, members);
  }

  /**
   * The users who are active members.
   *
   * @return their ids
   */
  public Set<UserId> members() {
    return Collections.unmodifiableSet(members.keySet());
  }

  /**
   * What the roster says of a user.
   *
   * @param user anybody
   * @return evidence of a member, or of none
   */
  public Evidence of(UserId user) {
    Evidence evidence = members.get(Objects.requireNonNull(user, "user"));
    return evidence != null
        ? evidence
        : new Evidence(
            new MembershipKey(provider, organization, user),
            null,
            organizationKnown,
            asOf,
            Source.LIVE,
            0);
  }
}
