package dev.muster.oidc;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import java.time.Duration;
import java.util.Optional;

/**
 * <strong>SPI.</strong> How an issuer that knows organizations is asked for one, for {@link
 * OidcProvider.Builder#organizations}. Safe for many threads.
 *
 * <p>As a hint it reads the ID token that answers a refresh. The session is in the organization
 * that was asked for if the hint names it, or names none.
 */
public interface OidcOrganizations extends OrganizationHint {
  /**
   * The scope that a sign-in asks for, so that a refresh may ask for one organization. Does not
   * block.
   *
   * @return one word, sent beside the other scopes
   */
  String signInScope();

  /**
   * The scope that a refresh asks for in its place. May block for at most {@link #deadline}. Asked
   * before the refresh token is spent, so that a refusal leaves it good. Where the answer to the
   * refresh names no organization, this is what the session is in it by.
   *
   * @param user whose session it is
   * @param organization to work in
   * @return one word; empty if the user can't work in it now: definite
   * @throws ProviderException if that can't be told now
   */
  Optional<String> scopeOf(UserId user, OrganizationId organization);

  /**
   * Whether the issuer refuses a user while it can't be told whether it would, as one of a
   * directory that is silent. Asked after a refused refresh, which then is unavailable and no end
   * of the session. May block for at most {@link #deadline}. Default: it never does.
   *
   * @param user whose session it is
   * @return whether the refusal says nothing
   * @throws ProviderException if that can't be told now
   */
  default boolean isInDoubt(UserId user) {
    return false;
  }

  /**
   * How long each question takes at most. Does not block.
   *
   * @return the deadline
   */
  Duration deadline();
}
