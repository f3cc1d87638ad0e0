package dev.muster.account;

import dev.muster.name.OrganizationId;
import dev.muster.session.Session;
import dev.muster.session.SetCookie;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What switching to an organization came to. Nothing ends as a quiet success. */
public sealed interface SwitchResult {
  /**
   * The cookies to set or clear.
   *
   * @return empty if nothing changes
   */
  default List<SetCookie> cookies() {
    return List.of();
  }

  /**
   * Takes the branch for this outcome.
   *
   * @param switched for {@link Switched}
   * @param reset for {@link ResetRequired}
   * @param wrongCredential for {@link WrongCredential}
   * @param unavailable for {@link Unavailable}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(
      Function<Switched, T> switched,
      Function<ResetRequired, T> reset,
      Function<WrongCredential, T> wrongCredential,
      Function<Unavailable, T> unavailable) {
    if (this instanceof Switched s) {
      return switched.apply(s);
    }
    if (this instanceof ResetRequired r) {
      return reset.apply(r);
    }
    return this instanceof Unavailable u
        ? unavailable.apply(u)
        : wrongCredential.apply((WrongCredential) this);
  }

  /**
   * The provider's session works in the organization: asked for, and verified.
   *
   * @param session the session now
   * @param organization where it works
   * @param cookies the rotated cookie
   */
  record Switched(Session session, OrganizationId organization, List<SetCookie> cookies)
      implements SwitchResult {
    /** Checks and copies. */
    public Switched {
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(organization, "organization");
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * The provider definitely refused, or answered for another organization or none: sign in again.
   *
   * @param organization what was asked for
   * @param cookies the cookies to clear
   */
  record ResetRequired(OrganizationId organization, List<SetCookie> cookies)
      implements SwitchResult {
    /** Checks and copies. */
    public ResetRequired {
      Objects.requireNonNull(organization, "organization");
      cookies = List.copyOf(cookies);
    }
  }

  /** The session did not come with a cookie, so there is nothing to switch. */
  record WrongCredential() implements SwitchResult {}

  /**
   * The provider gave no answer. The cookie is kept; asking again switches again.
   *
   * @param organization what was asked for
   * @param retryAfter the provider's hint, or null
   */
  record Unavailable(OrganizationId organization, @Nullable Duration retryAfter)
      implements SwitchResult {
    /** Checks the organization. */
    public Unavailable {
      Objects.requireNonNull(organization, "organization");
    }
  }
}
