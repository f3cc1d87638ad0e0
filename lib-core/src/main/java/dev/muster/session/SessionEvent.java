package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.util.Objects;

/** What the session room reports upwards. Holds ids only. */
public sealed interface SessionEvent {
  /**
   * Somebody signed in.
   *
   * @param user who
   * @param session the provider's session id
   */
  record SignedIn(UserId user, String session) implements SessionEvent {
    /** Checks the parts. */
    public SignedIn {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * Somebody acts as a user. Told at sign-in, and when a session with a token is first seen.
   *
   * @param user who is acted as
   * @param session the provider's session id
   * @param impersonator who acts, as the provider names one
   */
  record Impersonated(UserId user, String session, String impersonator) implements SessionEvent {
    /** Checks the parts. */
    public Impersonated {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(impersonator, "impersonator");
    }
  }

  /**
   * A session was moved into an organization.
   *
   * @param user whose
   * @param session the provider's session id
   * @param organization where to
   */
  record Attached(UserId user, String session, OrganizationId organization)
      implements SessionEvent {
    /** Checks the parts. */
    public Attached {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(organization, "organization");
    }
  }

  /**
   * Somebody signed out here.
   *
   * @param user who
   * @param session the provider's session id
   * @param endedAtProvider false if the provider could not be told
   */
  record SignedOut(UserId user, String session, boolean endedAtProvider) implements SessionEvent {
    /** Checks the parts. */
    public SignedOut {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * The provider had ended a session.
   *
   * @param user whose
   * @param session the provider's session id
   */
  record Ended(UserId user, String session) implements SessionEvent {
    /** Checks the parts. */
    public Ended {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * The provider does not accept our own key.
   *
   * @param provider the provider
   */
  record ProviderMisconfigured(ProviderInstance provider) implements SessionEvent {
    /** Checks the provider. */
    public ProviderMisconfigured {
      Objects.requireNonNull(provider, "provider");
    }
  }
}
