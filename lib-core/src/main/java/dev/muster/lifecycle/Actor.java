package dev.muster.lifecycle;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.ChangeStore.Subject;
import org.jspecify.annotations.Nullable;

/** Who changes an organization, on the strength of a pass. */
record Actor(
    ProviderInstance provider, OrganizationId organization, UserId user, @Nullable Role role) {
  /** The membership of anybody in the actor's organization. */
  MembershipKey key(UserId of) {
    return new MembershipKey(provider, organization, of);
  }

  /** Where all changes of the actor's organization are counted. */
  Subject subject() {
    return new Subject.OfOrganization(provider, organization);
  }
}
