package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do with roles, invitations and sessions at Clerk. Safe for many threads. */
public final class StubRest {
  private final Instance clerk;

  StubRest(Instance clerk) {
    this.clerk = clerk;
  }

  /**
   * Defines a role for all organizations, or changes what it permits.
   *
   * @param role its key
   * @param permissions the keys of what it permits, such as {@code org:notes:read}
   */
  public void defineRole(String role, String... permissions) {
    clerk.lockedAct(() -> clerk.roles.define(role, List.of(permissions)));
  }

  /**
   * Deletes a role that no member has.
   *
   * @param role its key
   */
  public void deleteRole(String role) {
    clerk.lockedAct(() -> clerk.roles.delete(role));
  }

  /**
   * Invites somebody.
   *
   * @param organization where to
   * @param email who
   * @param role the role that is given
   * @param inviter a member who may invite, or null
   * @return the invitation
   */
  public InvitationId invite(
      OrganizationId organization, String email, String role, @Nullable UserId inviter) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    form.put("email_address", email).put("role", role);
    form.put("inviter_user_id", inviter == null ? null : inviter.value());
    return new InvitationId(
        clerk
            .locked(
                () -> {
                  clerk.roles.ensure(role);
                  return clerk.invitations.create(organization.value(), new Form(form));
                })
            .id());
  }

  /**
   * Follows the link of an invitation and joins.
   *
   * @param invitation which
   * @param user who, signed in
   */
  public void acceptInvitation(InvitationId invitation, UserId user) {
    clerk.lockedAct(
        () -> {
          clerk.users.get(user.value());
          clerk.invitations.accept(clerk.invitations.get(invitation.value()), user.value());
        });
  }

  /**
   * Takes an invitation back.
   *
   * @param invitation which
   */
  public void revokeInvitation(InvitationId invitation) {
    clerk.lockedAct(() -> clerk.invitations.revoke(clerk.invitations.get(invitation.value())));
  }

  /**
   * Ends the time of an invitation.
   *
   * @param invitation which
   */
  public void expire(InvitationId invitation) {
    clerk.lockedAct(() -> clerk.invitations.expire(clerk.invitations.get(invitation.value())));
  }

  /**
   * Signs a user in.
   *
   * @param user who
   * @return the id of the session
   */
  public String signIn(UserId user) {
    return clerk.locked(() -> clerk.sessions.begin(user.value(), null)).id();
  }

  /**
   * Signs a user out.
   *
   * @param session the id of the session
   */
  public void signOut(String session) {
    clerk.lockedAct(() -> clerk.sessions.end(clerk.sessions.get(session), "ended"));
  }
}
