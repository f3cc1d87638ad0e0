package dev.muster.servlet.account;

import dev.muster.decision.Problem;
import dev.muster.lifecycle.Invitations;
import dev.muster.name.InvitationId;
import dev.muster.name.RoleSlug;
import java.util.regex.Pattern;

/** Invitations into an organization, and accepting one. */
final class InvitationEndpoints {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");

  private final Invitations invitations;

  InvitationEndpoints(Invitations invitations) {
    this.invitations = invitations;
  }

  Answer list(Call call) {
    return Outcomes.of(
        invitations.list(call.pass()),
        all -> Answer.ok(Shapes.list("invitations", all, Shapes::invitation)));
  }

  Answer invite(Call call) {
    JsonBody body = call.body();
    String email = body.text("email");
    if (!EMAIL.matcher(email).matches()) {
      throw JsonBody.unfit();
    }
    return Outcomes.of(
        invitations.invite(call.pass(), email, new RoleSlug(body.text("role"))),
        invitation -> Answer.created(Shapes.invitation(invitation)));
  }

  Answer revoke(Call call) {
    return Outcomes.of(invitations.revoke(call.pass(), invitation(call)), revoked -> Answer.done());
  }

  Answer accept(Call call) {
    return Outcomes.of(
        invitations.accept(call.pass(), invitation(call)),
        token ->
            Answer.ok(Shapes.object().put("organization", token.key().organization().value())));
  }

  private static InvitationId invitation(Call call) {
    return call.named("invitation", InvitationId::new, Problem.INVITATION_NOT_FOUND);
  }
}
