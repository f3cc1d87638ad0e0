package dev.muster.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a sign-in's callback came to. */
public sealed interface LoginResult {
  /**
   * The cookies to set or clear.
   *
   * @return empty if nothing changes
   */
  List<SetCookie> cookies();

  /**
   * Signed in.
   *
   * @param session who; in an organization if the sign-in could begin in one
   * @param returnTo a path of this origin to go to
   * @param cookies the session cookie, and the login cookie without this sign-in
   */
  record SignedIn(Session session, String returnTo, List<SetCookie> cookies)
      implements LoginResult {
    /** Checks and copies. */
    public SignedIn {
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(returnTo, "returnTo");
      cookies = List.copyOf(cookies);
    }
  }

  /** The state is not the one this browser was given. Nothing was exchanged. */
  record StateMismatch() implements LoginResult {
    @Override
    public List<SetCookie> cookies() {
      return List.of();
    }
  }

  /**
   * No sign-in is under way in this browser, or it took too long, or the callback names no state,
   * as where it was the provider that began: start again. Nothing was exchanged.
   *
   * @param cookies the login cookie, without sign-ins that took too long
   */
  record Restart(List<SetCookie> cookies) implements LoginResult {
    /** Copies. */
    public Restart {
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * The provider, or the person at it, said no.
   *
   * @param cookies the login cookie without this sign-in
   */
  record Refused(List<SetCookie> cookies) implements LoginResult {
    /** Copies. */
    public Refused {
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * The person is known to the provider, and the host has no account for them. The provider's
   * session was ended again.
   *
   * @param cookies the login cookie without this sign-in
   */
  record NoAccount(List<SetCookie> cookies) implements LoginResult {
    /** Copies. */
    public NoAccount {
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * The provider or the host gave no answer. The code may be spent, so the sign-in starts again
   * later.
   *
   * @param retryAfter the provider's hint, or null
   */
  record Unavailable(@Nullable Duration retryAfter) implements LoginResult {
    @Override
    public List<SetCookie> cookies() {
      return List.of();
    }
  }
}
