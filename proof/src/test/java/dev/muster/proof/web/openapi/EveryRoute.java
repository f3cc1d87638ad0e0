package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.token.TokenFormat;
import java.io.IOException;
import java.util.List;

/** What the filter answers, on each operation that is behind it. */
final class EveryRoute {
  private final Stage stage;
  private final OrganizationId acme;
  private final OrganizationId globex;
  private final String ann;
  private final String token;
  private final String bob;
  private final String stranger;

  EveryRoute(Stage stage) throws IOException {
    this.stage = stage;
    Service service = stage.service;
    acme = service.organization("Acme");
    globex = service.organization("Globex");
    UserId member = service.person("ann");
    service.join(acme, member, Service.MEMBER);
    ann = stage.signIn(member);
    token = stage.token(ann, acme);
    bob = stage.signIn(service.person("bob"));
    UserId odd = service.person("stranger");
    service.join(acme, odd, new RoleSlug("juggler"));
    stranger = stage.signIn(odd);
    stage.ask("nameMe").header(ann).json("{'slug':'anns-own'}").expect(200);
  }

  void drive() throws IOException {
    for (ApiOperation operation : stage.recorder.document().operations().values()) {
      if (!operation.isPublic()) {
        badRequests(operation);
        nobody(operation);
        forbidden(operation);
        elsewhere(operation);
      }
    }
  }

  /** A good request for Acme. */
  private Ask ask(ApiOperation operation) {
    return in(acme.value(), operation);
  }

  private Ask in(String organization, ApiOperation operation) {
    Ask ask = stage.ask(operation.id());
    for (String variable : List.of("user", "invitation", "token")) {
      ask.with(variable, variable + "_1");
    }
    if (names(operation)) {
      ask.with("organization", organization);
    } else if (!organization.equals(acme.value())) {
      ask.header(Stage.HEADER + ": " + organization);
    }
    String body = Samples.BODIES.get(operation.id());
    return body == null ? ask : ask.json(body);
  }

  private static boolean names(ApiOperation operation) {
    return operation.template().contains("{organization}");
  }

  private void badRequests(ApiOperation operation) throws IOException {
    ask(operation).header(ann).spelledOtherwise().expect(Problem.NON_CANONICAL_TARGET);
    ask(operation)
        .header(ann, Stage.HEADER + ": " + globex.value(), Stage.HEADER + ": " + acme.value())
        .expect(Problem.SELECTOR_CONFLICT);
  }

  private void nobody(ApiOperation operation) throws IOException {
    ask(operation).expect(Problem.UNAUTHENTICATED);
    ask(operation).header("Authorization: Bearer nobody").expect(Problem.INVALID_CREDENTIAL);
    ask(operation).header("Authorization: Bearer down").expect(Problem.UNAVAILABLE);
  }

  private void forbidden(ApiOperation operation) throws IOException {
    in(globex.value(), operation).header(bob).expect(Problem.NOT_A_MEMBER);
    odd(operation).expect(Problem.INSUFFICIENT_ROLE);
    String key = new TokenFormat("acme_pat_").write(new byte[32]).reveal();
    ask(operation).header("Authorization: Bearer " + key).expect(Problem.WRONG_CREDENTIAL);
    // Where no token is taken, it does not matter of which organization it is.
    assertThat(Recorder.code(in(globex.value(), operation).header(token).expect(403)))
        .isIn(Problem.WRONG_ORGANIZATION.code(), Problem.WRONG_CREDENTIAL.code());
    if (!operation.method().equals("GET")) {
      ask(operation).header(ann, "Sec-Fetch-Site: cross-site").expect(Problem.REFUSED);
    }
    if (stage.recorder.document().answers(operation.id()).get(403).toString().contains("Nowhere")) {
      in("anns-own", operation).header(ann).expect(Problem.ORGANIZATION_REQUIRED);
    }
  }

  /** By somebody whose role at the provider means nothing here. */
  private Ask odd(ApiOperation operation) {
    Ask ask = ask(operation).header(stranger);
    return names(operation) ? ask : ask.header(Stage.HEADER + ": " + acme.value());
  }

  /** Of a host with pages, and of one that hides organizations. */
  private void elsewhere(ApiOperation operation) throws IOException {
    in(globex.value(), operation).at(stage.hiding).header(bob).expect(Problem.NOT_FOUND);
    if (operation.method().equals("GET")) {
      String navigation = "Sec-Fetch-Mode: navigate";
      ask(operation).at(stage.paged).header(navigation).expect(302);
      var page = odd(operation).at(stage.paged).header(navigation).expect(403);
      assertThat(page.values("content-type").get(0)).startsWith("text/html");
    }
  }
}
