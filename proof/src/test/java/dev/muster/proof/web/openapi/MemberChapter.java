package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;
import java.util.List;

/** Members and the organization as a whole. */
final class MemberChapter {
  private final Stage stage;
  private final Service service;
  private final OrganizationId team;
  private final UserId olga;
  private final String owner;
  private final UserId mia;

  MemberChapter(Stage stage) throws IOException {
    this.stage = stage;
    this.service = stage.service;
    team = service.organization("Team");
    olga = joined("olga", Service.OWNER);
    owner = stage.signIn(olga);
    mia = joined("mia", Service.MEMBER);
  }

  private UserId joined(String name, RoleSlug role) {
    UserId user = service.person(name);
    service.join(team, user, role);
    return user;
  }

  private Ask ask(String operation) {
    return stage.ask(operation).in(team).header(owner);
  }

  void drive() throws IOException {
    var members = ask("listMembers").read(200).path("members");
    assertThat(members).hasSize(2);
    ask("renameOrganization").json("{'name':'The team'}").expect(200);
    service.provider.faults().next(Operation.RENAME_ORGANIZATION, new Fault.Refusal("no"));
    ask("renameOrganization").json("{'name':'Other'}").expect(Problem.REFUSED);
    service.provider.faults().next(Operation.LIST_MEMBERS, new Fault.RefusedConnection());
    ask("listMembers").expect(Problem.UNAVAILABLE);
    roles();
    ends();
    limits();
    busy();
    stage.ask("leave").in(team).header(stage.signIn(mia)).expect(204);
    UserId heir = joined("heir", Service.MEMBER);
    var handedOn = ask("transfer").json("{'user':'" + heir.value() + "'}").read(200);
    assertThat(handedOn.path("complete").asBoolean()).isTrue();
    ask("deleteOrganization").expect(204);
  }

  private void roles() throws IOException {
    ask("changeRole").on(mia).json("{'role':'admin'}").expect(204);
    ask("changeRole").on(mia).json("{'role':'member'}").expect(204);
    ask("changeRole")
        .on(mia)
        .json("{'role':'juggler'}")
        .beyondTheSchema()
        .expect(Problem.INVALID_INPUT);
    ask("changeRole").with("user", "nobody").json("{'role':'member'}").expect(Problem.NOT_A_MEMBER);
    OrganizationId solo = service.organization("Solo");
    UserId sol = service.person("sol");
    service.join(solo, sol, Service.ADMIN);
    String session = stage.signIn(sol);
    stage
        .ask("changeRole")
        .in(solo)
        .on(sol)
        .header(session)
        .json("{'role':'member'}")
        .expect(Problem.LAST_ADMIN);
    stage.ask("leave").in(solo).header(session).expect(Problem.LAST_ADMIN);
  }

  private void ends() throws IOException {
    UserId tom = joined("tom", Service.MEMBER);
    ask("deactivateMember").on(tom).expect(204);
    ask("reactivateMember").on(tom).expect(204);
    ask("removeMember").on(tom).expect(204);
    for (String operation : List.of("deactivateMember", "removeMember")) {
      ask(operation).on(olga).expect(Problem.USE_LEAVE);
    }
  }

  private void limits() throws IOException {
    UserId rich = joined("rich", Service.MEMBER);
    for (int i = 0; i < Service.OWNED; i++) {
      service.join(service.organization("Rich " + i), rich, Service.OWNER);
    }
    ask("changeRole").on(rich).json("{'role':'owner'}").expect(Problem.OWNED_LIMIT_REACHED);
    ask("transfer").json("{'user':'" + rich.value() + "'}").expect(Problem.OWNED_LIMIT_REACHED);
    service.provider.dashboard().setRoles(team, rich, Service.OWNER);
    service.provider.dashboard().deactivate(team, rich);
    ask("reactivateMember").on(rich).expect(Problem.OWNED_LIMIT_REACHED);
    service.provider.dashboard().remove(team, rich);
    UserId away = joined("away", Service.MEMBER);
    service.provider.dashboard().deactivate(team, away);
    for (int i = 2; i < Service.SEATS; i++) {
      joined("more." + i, Service.MEMBER);
    }
    ask("reactivateMember").on(away).expect(Problem.LIMIT_REACHED);
  }

  private void busy() throws IOException {
    OrganizationId ending = service.organization("Ending");
    UserId ed = service.person("ed");
    UserId other = service.person("ed.other");
    UserId away = service.person("ed.away");
    service.join(ending, ed, Service.OWNER);
    service.join(ending, other, Service.MEMBER);
    service.join(ending, away, Service.MEMBER);
    service.provider.dashboard().deactivate(ending, away);
    String session = stage.signIn(ed);
    String leaver = stage.signIn(other);
    stage.ending(ending);
    Ask role = stage.ask("changeRole").json("{'role':'admin'}");
    Ask heir = stage.ask("transfer").json("{'user':'" + other.value() + "'}");
    for (Ask ask :
        List.of(
            role.on(other),
            heir,
            stage.ask("removeMember").on(other),
            stage.ask("deactivateMember").on(other),
            stage.ask("reactivateMember").on(away),
            stage.ask("deleteOrganization"))) {
      ask.in(ending).header(session).expect(Problem.BUSY);
    }
    stage.ask("leave").in(ending).header(leaver).expect(Problem.BUSY);
  }
}
