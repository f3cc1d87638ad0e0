package dev.muster.account;

import dev.muster.name.AccountId;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.AccountStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the account room reports upwards. Holds ids and slugs only, and never an e-mail. */
public sealed interface AccountEvent {
  /**
   * An account that was there is a user's from now on, because both have one verified e-mail.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @param account the account
   */
  record AccountLinked(ProviderInstance provider, UserId user, AccountId account)
      implements AccountEvent {
    /** Checks the parts. */
    public AccountLinked {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(account, "account");
    }
  }

  /**
   * A user's first login made an account.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @param account the account
   */
  record AccountCreated(ProviderInstance provider, UserId user, AccountId account)
      implements AccountEvent {
    /** Checks the parts. */
    public AccountCreated {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(account, "account");
    }
  }

  /**
   * A user got no account.
   *
   * @param provider the provider instance
   * @param user the provider's id of the user
   * @param reason why
   */
  record AccountRefused(ProviderInstance provider, UserId user, AccountStore.Reason reason)
      implements AccountEvent {
    /** Checks the parts. */
    public AccountRefused {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A scope has another slug, or the personal one its first.
   *
   * @param provider the provider instance
   * @param user who renamed it
   * @param organization the organization, or null for the user's own scope
   * @param slug the slug now
   * @param before the slug before, or null for none
   */
  record ScopeRenamed(
      ProviderInstance provider,
      UserId user,
      @Nullable OrganizationId organization,
      OrganizationSlug slug,
      @Nullable OrganizationSlug before)
      implements AccountEvent {
    /** Checks the parts. */
    public ScopeRenamed {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(slug, "slug");
    }
  }
}
