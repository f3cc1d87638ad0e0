package dev.muster.store;

import dev.muster.name.ChangeId;
import dev.muster.name.InvitationId;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of an organization through Muster that is under way: recorded before the provider is
 * asked, so that one that was cut off anywhere can be finished or undone.
 */
public sealed interface Change {
  /**
   * Which change.
   *
   * @return its id
   */
  ChangeId id();

  /**
   * Where.
   *
   * @return the provider instance
   */
  ProviderInstance provider();

  /**
   * A membership is being ended. Its key has an intent tombstone, and its tokens are suspended.
   *
   * @param id which change; also the id of the removal
   * @param key whose membership
   * @param membership which membership
   * @param kind why
   */
  record Removal(ChangeId id, MembershipKey key, MembershipId membership, Kind kind)
      implements Change {
    /** Checks the parts. */
    public Removal {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(kind, "kind");
    }

    @Override
    public ProviderInstance provider() {
      return key.provider();
    }

    /**
     * The removal in the mirror.
     *
     * @return the id of its tombstone, which is the change's
     */
    public RemovalId removal() {
      return new RemovalId(id.value());
    }

    /** Why a membership is being ended. */
    public enum Kind {
      /** Somebody else removes the member. */
      REMOVE,
      /** The member leaves. */
      LEAVE,
      /** The membership is made inactive. */
      DEACTIVATE
    }
  }

  /**
   * A member is being given another role.
   *
   * @param id which change
   * @param key whose membership
   * @param membership which membership
   * @param to the provider's role
   */
  record RoleChange(ChangeId id, MembershipKey key, MembershipId membership, RoleSlug to)
      implements Change {
    /** Checks the parts. */
    public RoleChange {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(to, "to");
    }

    @Override
    public ProviderInstance provider() {
      return key.provider();
    }
  }

  /**
   * A user is becoming an active member, and has a seat from now on.
   *
   * @param id which change
   * @param key who, where
   * @param invitation the invitation that is being accepted, or null if an inactive membership is
   *     made active again
   */
  record Joining(ChangeId id, MembershipKey key, @Nullable InvitationId invitation)
      implements Change {
    /** Checks the parts. */
    public Joining {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(key, "key");
    }

    @Override
    public ProviderInstance provider() {
      return key.provider();
    }
  }

  /**
   * An organization is being created. Its slug is reserved in the {@link DirectoryStore}.
   *
   * @param id which change
   * @param provider where
   * @param holder who creates it, and will own it
   * @param slug its slug
   * @param externalId the key under which the provider makes it at most once
   * @param name its display name
   */
  record Creation(
      ChangeId id,
      ProviderInstance provider,
      UserId holder,
      OrganizationSlug slug,
      String externalId,
      String name)
      implements Change {
    /** Checks the parts. */
    public Creation {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(holder, "holder");
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(externalId, "externalId");
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * An organization is being deleted.
   *
   * @param id which change
   * @param provider where
   * @param organization which
   */
  record Deletion(ChangeId id, ProviderInstance provider, OrganizationId organization)
      implements Change {
    /** Checks the parts. */
    public Deletion {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }
}
