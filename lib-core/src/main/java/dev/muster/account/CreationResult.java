package dev.muster.account;

import dev.muster.membership.ConsistencyToken;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.session.SetCookie;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What creating an organization came to. Nothing ends as a quiet success. */
public sealed interface CreationResult {
  /**
   * The organization stands, its creator is a member, and the session works in it.
   *
   * @param organization its id
   * @param slug its slug
   * @param token what a check on any node can demand, so that it sees the creator as a member
   * @param cookies the rotated cookie
   */
  record Created(
      OrganizationId organization,
      OrganizationSlug slug,
      ConsistencyToken token,
      List<SetCookie> cookies)
      implements CreationResult {
    /** Checks and copies. */
    public Created {
      Objects.requireNonNull(organization, "organization");
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(token, "token");
      cookies = List.copyOf(cookies);
    }
  }

  /** An organization token, or a session that came with neither a cookie nor a token of ours. */
  record WrongCredential() implements CreationResult {}

  /** The slug belongs to somebody else. */
  record SlugTaken() implements CreationResult {}

  /**
   * The host's {@link dev.muster.name.SlugPolicy} gives this slug to nobody. Nothing was reserved
   * or asked for.
   */
  record SlugReserved() implements CreationResult {}

  /**
   * The user already owns as many organizations as allowed. Nothing was made.
   *
   * @param limit how many that are
   */
  record LimitReached(int limit) implements CreationResult {}

  /**
   * The provider refused, definitely. If it refused the organization, nothing was made and the slug
   * is free again. If it refused the creator as a member, the organization stands without one under
   * the slug, which stays the creator's: asking again goes on with it; where the host configured
   * the lifecycle of organizations, it was taken back.
   */
  record Refused() implements CreationResult {}

  /**
   * The organization stands, but the session could not be brought into it: sign in again.
   *
   * @param organization its id
   * @param cookies the cookies to clear
   */
  record ResetRequired(OrganizationId organization, List<SetCookie> cookies)
      implements CreationResult {
    /** Checks and copies. */
    public ResetRequired {
      Objects.requireNonNull(organization, "organization");
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * It is not known, or not finished. Asking again with the same slug goes on where this ended.
   *
   * @param organization the organization that was made already, or null if none is known to be
   * @param retryAfter the provider's hint, or null
   */
  record Unavailable(@Nullable OrganizationId organization, @Nullable Duration retryAfter)
      implements CreationResult {}
}
