package dev.muster.account;

import dev.muster.decision.Pass;
import dev.muster.name.OrganizationId;
import dev.muster.session.Attachment;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import java.util.Objects;

/**
 * Moves a browser's session to another organization. Safe for many threads; blocks on the provider.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Membership first: the pass proves it. Then the provider is asked to move the session, and its
 * answer must name the organization. A switch to where the session is already asks all the same.
 */
public final class OrganizationSwitch {
  private final Sessions sessions;

  /**
   * Switching for one host.
   *
   * @param sessions attaches the session
   */
  public OrganizationSwitch(Sessions sessions) {
    this.sessions = Objects.requireNonNull(sessions, "sessions");
  }

  /**
   * Switches to the organization of a pass.
   *
   * @param pass that the user is a member there; any requirement will do
   * @return what it came to
   * @throws IllegalStateException if the pass is personal
   */
  public SwitchResult to(Pass pass) {
    OrganizationId organization = pass.organization();
    Session session = pass.scope().session();
    if (!sessions.issued(session)) {
      return new SwitchResult.WrongCredential();
    }
    Attachment attachment = sessions.attach(session, organization);
    if (attachment instanceof Attachment.Attached attached) {
      return new SwitchResult.Switched(attached.session(), organization, attached.cookies());
    }
    return attachment instanceof Attachment.ResetRequired reset
        ? new SwitchResult.ResetRequired(organization, reset.cookies())
        : new SwitchResult.Unavailable(
            organization, ((Attachment.Unavailable) attachment).retryAfter());
  }
}
