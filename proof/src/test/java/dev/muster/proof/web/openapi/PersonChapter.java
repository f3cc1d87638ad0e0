package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.decision.Problem;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;

/** Who am I, where can I work, and working there. */
final class PersonChapter {
  private final Stage stage;
  private final Service service;
  private final UserId pam;
  private final String cookie;
  private final OrganizationId first;
  private String slug = "";

  PersonChapter(Stage stage) throws IOException {
    this.stage = stage;
    this.service = stage.service;
    pam = service.person("pam");
    first = service.organization("Pams place");
    service.join(first, pam, Service.ADMIN);
    cookie = stage.signIn(pam);
  }

  void drive() throws IOException {
    slug = ask("showOrganization").in(first).read(200).path("slug").asText();
    names();
    creations();
    switches();
    scopes();
    uses();
    lists();
  }

  private Ask ask(String operation) {
    return stage.ask(operation).header(cookie);
  }

  private void names() throws IOException {
    ask("nameMe").json("{'slug':'pam-herself','more':1}").expect(200);
    ask("nameMe").json("{'slug':'pam-again'}").expect(Problem.FORCE_REQUIRED);
    ask("nameMe").json("{'slug':'pam-again','force':true}").expect(200);
    ask("nameMe").json("{'slug':'" + slug + "','force':true}").expect(Problem.CONFLICT);
    ask("nameMe")
        .json("{'slug':'" + Service.RESERVED + "','force':true}")
        .beyondTheSchema()
        .expect(Problem.INVALID_INPUT);
    ask("nameMe")
        .json("{'slug':'pam-again','more':'" + "x".repeat(16 * 1024) + "'}")
        .beyondTheSchema()
        .expect(Problem.INVALID_INPUT);
  }

  private void creations() throws IOException {
    JsonNode one = create("pams-one").read(201);
    assertThat(one.path("role").asText()).isEqualTo("owner");
    create("pams-one").expect(201);
    create("pams-two").expect(201);
    create("pams-three").expect(Problem.OWNED_LIMIT_REACHED);
    String program = Stage.bearer(service.person("wes"));
    stage.ask("createOrganization").header(program).json("{'slug':'wess','name':'W'}").expect(201);
    String zoe = stage.signIn(service.person("zoe"));
    stage
        .ask("createOrganization")
        .header(zoe)
        .json("{'slug':'pams-one','name':'Mine'}")
        .expect(Problem.CONFLICT);
    service.provider.faults().next(Operation.REFRESH, new Fault.Refusal("no"));
    stage
        .ask("createOrganization")
        .header(zoe)
        .json("{'slug':'zoes','name':'Zoes'}")
        .expect(Problem.SESSION_RESET_REQUIRED);
    String yan = stage.signIn(service.person("yan"));
    service.provider.faults().next(Operation.ADD_MEMBER, new Fault.RefusedConnection());
    stage
        .ask("createOrganization")
        .header(yan)
        .json("{'slug':'yans','name':'Yans'}")
        .expect(Problem.UNAVAILABLE);
    service.provider.faults().next(Operation.CREATE_ORGANIZATION, new Fault.Refusal("no"));
    stage
        .ask("createOrganization")
        .header(yan)
        .json("{'slug':'yans-other','name':'Yans'}")
        .expect(Problem.REFUSED);
  }

  private Ask create(String as) {
    return ask("createOrganization").json("{'slug':'" + as + "','name':'A name'}");
  }

  private void switches() throws IOException {
    ask("switchOrganization").in(first).expect(200);
    String max = stage.signIn(joined("max"));
    service.provider.faults().next(Operation.REFRESH, new Fault.Refusal("no"));
    stage.ask("switchOrganization").in(first).header(max).expect(Problem.SESSION_RESET_REQUIRED);
    service.provider.faults().next(Operation.REFRESH, new Fault.RefusedConnection());
    ask("switchOrganization").in(first).expect(Problem.UNAVAILABLE);
  }

  private UserId joined(String name) {
    UserId user = service.person(name);
    service.join(first, user, Service.MEMBER);
    return user;
  }

  private void scopes() throws IOException {
    var organization = ask("showScope").in(first).read(200);
    assertThat(organization.path("kind").asText()).isEqualTo("organization");
    var person = ask("showScope").with("organization", "pam-again").read(200);
    assertThat(person.path("kind").asText()).isEqualTo("personal");
    ask("renameScope").in(first).json("{'slug':'pams-new'}").expect(Problem.FORCE_REQUIRED);
    ask("renameScope").in(first).json("{'slug':'pams-new','force':true}").expect(200);
    ask("renameScope").in(first).json("{'slug':'pams-one','force':true}").expect(Problem.CONFLICT);
  }

  private void uses() throws IOException {
    var moved = ask("useScope").in(first).read(200);
    assertThat(moved.has("token")).isFalse();
    ask("useScope").with("organization", "pam-again").expect(200);
    UserId ned = joined("ned");
    Ask bearer = stage.ask("useScope").in(first).header(Stage.bearer(ned));
    var handed = bearer.json("{'label':'laptop'}").read(200);
    assertThat(handed.path("token").path("expiresIn").asInt()).isPositive();
    String token = "Authorization: Bearer " + handed.path("token").path("token").asText();
    stage.ask("useScope").in(first).header(token).expect(Problem.WRONG_CREDENTIAL);
    for (int more = 1; more < Service.TOKENS; more++) {
      stage.ask("useScope").in(first).header(Stage.bearer(ned)).expect(200);
    }
    stage.ask("useScope").in(first).header(Stage.bearer(ned)).expect(Problem.LIMIT_REACHED);
    String kim = stage.signIn(joined("kim"));
    service.provider.faults().next(Operation.REFRESH, new Fault.Refusal("no"));
    stage.ask("useScope").in(first).header(kim).expect(Problem.SESSION_RESET_REQUIRED);
  }

  private void lists() throws IOException {
    String nobody = stage.signIn(service.person("nobody.yet"));
    for (String list : new String[] {"showMe", "listOrganizations", "listScopes"}) {
      ask(list).expect(200);
      stage.ask(list).header(nobody).expect(200);
      service.provider.faults().next(Operation.LIST_MEMBERSHIPS, new Fault.RefusedConnection());
      ask(list).expect(Problem.UNAVAILABLE);
    }
    UserId lou = joined("lou");
    String session = stage.signIn(lou);
    String token = stage.token(session, first);
    var bound = stage.ask("showMe").header(token).read(200);
    assertThat(bound.path("personal").isNull()).isTrue();
    service.provider.dashboard().remove(first, lou);
    service.muster.invalidate(new MembershipKey(service.provider.instance(), first, lou));
    var gone = stage.ask("showMe").header(session).read(200);
    assertThat(gone.path("organization").isNull()).isTrue();
  }
}
