package dev.muster.session;

import dev.muster.name.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a credential came to. Carries the cookies to set; a caller sends them on every route. */
public sealed interface Authentication {
  /**
   * The cookies to set or clear.
   *
   * @return empty if nothing changed
   */
  List<SetCookie> cookies();

  /**
   * Somebody.
   *
   * @param session who
   * @param cookies the rotated cookie, if it was rotated
   */
  record Authenticated(Session session, List<SetCookie> cookies) implements Authentication {
    /** Checks and copies. */
    public Authenticated {
      Objects.requireNonNull(session, "session");
      cookies = List.copyOf(cookies);
    }
  }

  /** Nothing was presented. */
  record Anonymous() implements Authentication {
    @Override
    public List<SetCookie> cookies() {
      return List.of();
    }
  }

  /**
   * What was presented is not good: garbage, tampered with, too old, or of a kind that nobody here
   * verifies. The cookie stays as it is; signing in replaces it.
   *
   * @param organization the organization that it was for, if it is known for which; else null
   */
  record Invalid(@Nullable OrganizationId organization) implements Authentication {
    /** A credential that names no organization. */
    public Invalid() {
      this(null);
    }

    @Override
    public List<SetCookie> cookies() {
      return List.of();
    }
  }

  /** A credential of another kind than the ones that are taken here, known by its form. */
  record WrongKind() implements Authentication {
    @Override
    public List<SetCookie> cookies() {
      return List.of();
    }
  }

  /**
   * The provider ended the session: definite.
   *
   * @param cookies the cookies to clear
   */
  record Ended(List<SetCookie> cookies) implements Authentication {
    /** Copies. */
    public Ended {
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * It can't be checked now. The cookie is kept.
   *
   * @param retryAfter the provider's hint when to come back, or null
   */
  record Unavailable(@Nullable Duration retryAfter) implements Authentication {
    @Override
    public List<SetCookie> cookies() {
      return List.of();
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param authenticated for {@link Authenticated}
   * @param anonymous for {@link Anonymous}
   * @param invalid for {@link Invalid}
   * @param wrongKind for {@link WrongKind}
   * @param ended for {@link Ended}
   * @param unavailable for {@link Unavailable}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(
      Function<Authenticated, T> authenticated,
      Function<Anonymous, T> anonymous,
      Function<Invalid, T> invalid,
      Function<WrongKind, T> wrongKind,
      Function<Ended, T> ended,
      Function<Unavailable, T> unavailable) {
    if (this instanceof Authenticated a) {
      return authenticated.apply(a);
    }
    if (this instanceof Anonymous a) {
      return anonymous.apply(a);
    }
    if (this instanceof WrongKind w) {
      return wrongKind.apply(w);
    }
    if (this instanceof Ended e) {
      return ended.apply(e);
    }
    return this instanceof Unavailable u ? unavailable.apply(u) : invalid.apply((Invalid) this);
  }
}
