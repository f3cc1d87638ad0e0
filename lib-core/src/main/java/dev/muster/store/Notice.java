package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changed, as the change log tells every node: what to forget, never what is true now. */
public sealed interface Notice {
  /**
   * Which provider instance it is about.
   *
   * @return the provider instance
   */
  ProviderInstance provider();

  /**
   * A key of the mirror changed its meaning.
   *
   * @param key whose
   * @param epoch the epoch since
   */
  record OfMembership(MembershipKey key, long epoch) implements Notice {
    /** Checks the key. */
    public OfMembership {
      Objects.requireNonNull(key, "key");
    }

    @Override
    public ProviderInstance provider() {
      return key.provider();
    }
  }

  /**
   * Organization access tokens of a holder were revoked or suspended, one of them or all.
   *
   * @param holder whose
   */
  record OfTokens(TokenHolder holder) implements Notice {
    /** Checks the holder. */
    public OfTokens {
      Objects.requireNonNull(holder, "holder");
    }

    @Override
    public ProviderInstance provider() {
      if (holder instanceof TokenHolder.OfMembership of) {
        return of.key().provider();
      }
      if (holder instanceof TokenHolder.OfOrganization of) {
        return of.provider();
      }
      if (holder instanceof TokenHolder.OfUser of) {
        return of.provider();
      }
      return ((TokenHolder.OfSession) holder).provider();
    }
  }

  /**
   * An organization ended, or got another name or slug.
   *
   * @param provider the provider instance
   * @param organization the organization
   * @param ended whether it ended
   */
  record OfOrganization(ProviderInstance provider, OrganizationId organization, boolean ended)
      implements Notice {
    /** Checks the parts. */
    public OfOrganization {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }

  /**
   * A slug changed hands.
   *
   * @param provider the provider instance
   * @param slug one that was given up or taken
   */
  record OfSlug(ProviderInstance provider, OrganizationSlug slug) implements Notice {
    /** Checks the parts. */
    public OfSlug {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(slug, "slug");
    }
  }

  /**
   * A session was ended.
   *
   * @param provider the provider instance
   * @param user whose
   * @param session the provider's id of it
   */
  record OfSession(ProviderInstance provider, UserId user, String session) implements Notice {
    /** Checks the parts. */
    public OfSession {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * A role of the provider changed, and with it every holder.
   *
   * @param provider the provider instance
   * @param role its slug
   * @param organization the one organization that has it, or null for a role of all
   */
  record OfRole(ProviderInstance provider, RoleSlug role, @Nullable OrganizationId organization)
      implements Notice {
    /** Checks the parts. */
    public OfRole {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(role, "role");
    }
  }
}
