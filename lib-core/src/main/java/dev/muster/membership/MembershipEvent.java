package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import java.util.Objects;

/** What the membership room reports upwards. Holds ids only. */
public sealed interface MembershipEvent {
  /**
   * The provider does not accept our own key: every check is undecided until an operator acts.
   *
   * @param provider the provider
   */
  record ProviderMisconfigured(ProviderInstance provider) implements MembershipEvent {
    /** Checks the provider. */
    public ProviderMisconfigured {
      Objects.requireNonNull(provider, "provider");
    }
  }

  /**
   * A membership that the mirror held has ended.
   *
   * @param key whose
   * @param epoch the mirror's epoch of the end
   */
  record MembershipEnded(MembershipKey key, long epoch) implements MembershipEvent {
    /** Checks the key. */
    public MembershipEnded {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * The provider does not know an organization in which the mirror holds a member: a deleted
   * organization, or the wrong provider or key. Nothing was ended.
   *
   * @param provider the provider
   * @param organization the organization
   */
  record OrganizationUnknown(ProviderInstance provider, OrganizationId organization)
      implements MembershipEvent {
    /** Checks the parts. */
    public OrganizationUnknown {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }

  /**
   * What the provider states of a mirrored organization, such as its name, changed, and the mirror
   * followed.
   *
   * @param provider the provider
   * @param organization the organization
   */
  record OrganizationChanged(ProviderInstance provider, OrganizationId organization)
      implements MembershipEvent {
    /** Checks the parts. */
    public OrganizationChanged {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }
}
