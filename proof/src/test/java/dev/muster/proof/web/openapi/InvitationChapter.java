package dev.muster.proof.web.openapi;

import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.io.IOException;

/** Invitations, and the tokens of who came. */
final class InvitationChapter {
  private final Stage stage;
  private final Service service;
  private final OrganizationId club;
  private final String owner;

  InvitationChapter(Stage stage) throws IOException {
    this.stage = stage;
    this.service = stage.service;
    club = service.organization("Club");
    UserId iris = service.person("iris");
    service.join(club, iris, Service.OWNER);
    owner = stage.signIn(iris);
  }

  private Ask ask(String operation) {
    return stage.ask(operation).in(club).header(owner);
  }

  void drive() throws IOException {
    String jo = stage.signIn(service.person("jo"));
    String kay = stage.signIn(service.person("kay"));
    String invitation = invite("jo").read(201).path("id").asText();
    ask("listInvitations").expect(200);
    accept(invitation, kay).expect(Problem.INVITATION_NOT_FOUND);
    accept(invitation, jo).expect(200);
    accept(invitation, jo).expect(Problem.INVITATION_NOT_PENDING);
    ask("revokeInvitation").with("invitation", invitation).expect(Problem.INVITATION_NOT_PENDING);
    ask("revokeInvitation").with("invitation", "none").expect(Problem.INVITATION_NOT_FOUND);
    String taken = invite("kay").read(201).path("id").asText();
    ask("revokeInvitation").with("invitation", taken).expect(204);
    ask("invite")
        .json("{'email':'kay@example.com','role':'owner'}")
        .expect(Problem.OWNED_LIMIT_REACHED);
    ask("invite")
        .json("{'email':'kay@example.com','role':'juggler'}")
        .beyondTheSchema()
        .expect(Problem.INVALID_INPUT);
    limits();
    tokens(jo);
  }

  private Ask invite(String name) {
    return ask("invite").json("{'email':'" + name + "@example.com','role':'member','more':[]}");
  }

  private Ask accept(String invitation, String session) {
    return stage.ask("acceptInvitation").with("invitation", invitation).header(session);
  }

  private void limits() throws IOException {
    String ian = stage.signIn(service.person("ian"));
    OrganizationId full = service.organization("Full");
    for (int i = 0; i < Service.SEATS; i++) {
      service.join(full, service.person("full." + i), Service.ADMIN);
    }
    accept(fromOutside(full), ian).expect(Problem.LIMIT_REACHED);
    OrganizationId over = service.organization("Over");
    service.join(over, service.person("over"), Service.ADMIN);
    String there = fromOutside(over);
    stage.ending(over);
    accept(there, ian).expect(Problem.BUSY);
  }

  private String fromOutside(OrganizationId organization) {
    return service
        .provider
        .dashboard()
        .invite(organization, "ian@example.com", Service.MEMBER)
        .id()
        .value();
  }

  private void tokens(String member) throws IOException {
    String id = "";
    for (int i = 0; i < Service.TOKENS; i++) {
      id = token(member).read(201).path("id").asText();
    }
    token(member).expect(Problem.LIMIT_REACHED);
    stage.ask("listTokens").in(club).header(member).expect(200);
    revoke(id, member).expect(204);
    revoke("none", member).expect(Problem.NOT_FOUND);
    stage.ask("issueToken").in(club).header(member).expect(201);
  }

  private Ask token(String member) {
    return stage.ask("issueToken").in(club).header(member).json("{'label':'laptop','more':1}");
  }

  private Ask revoke(String id, String member) {
    return stage.ask("revokeToken").in(club).with("token", id).header(member);
  }
}
