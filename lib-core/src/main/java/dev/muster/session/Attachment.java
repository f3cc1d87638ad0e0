package dev.muster.session;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What attaching a session to an organization came to. Nothing ends as a quiet success. */
public sealed interface Attachment {
  /**
   * The provider's session works in the organization: asked for, and verified.
   *
   * @param session the session now
   * @param cookies the rotated cookie
   */
  record Attached(Session session, List<SetCookie> cookies) implements Attachment {
    /** Checks and copies. */
    public Attached {
      Objects.requireNonNull(session, "session");
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * The provider definitely refused, or answered for another organization or none.
   *
   * @param cookies the cookies to clear
   */
  record ResetRequired(List<SetCookie> cookies) implements Attachment {
    /** Copies. */
    public ResetRequired {
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * The provider gave no answer. The cookie is kept; the next request attaches again.
   *
   * @param retryAfter the provider's hint, or null
   */
  record Unavailable(@Nullable Duration retryAfter) implements Attachment {}
}
