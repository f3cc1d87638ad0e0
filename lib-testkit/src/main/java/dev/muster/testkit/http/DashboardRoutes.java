package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.User;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Operation;

/** What people do at the provider, and what a test does to it, for a test in another process. */
final class DashboardRoutes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final FakeIdentityProvider provider;
  private final FakeDashboard dashboard;
  private final FaultRoutes faults;

  DashboardRoutes(FakeIdentityProvider provider) {
    this.provider = provider;
    this.dashboard = provider.dashboard();
    this.faults = new FaultRoutes(provider.faults());
  }

  Answer answer(Request request) {
    if (request.is("GET", "dashboard", "*")) {
      return look(request.path().get(1));
    }
    return request.is("POST", "dashboard", "*")
        ? act(request.path().get(1), request)
        : Answer.noSuchRoute();
  }

  private Answer look(String what) {
    ArrayNode data = JSON.arrayNode();
    switch (what) {
      case "users" -> dashboard.users().forEach(user -> data.add(AnswerWriter.user(user)));
      case "organizations" ->
          dashboard.organizations().forEach(o -> data.add(AnswerWriter.organization(o)));
      case "roles" -> dashboard.roles().forEach(role -> data.add(AnswerWriter.role(role)));
      case "events" -> dashboard.events().forEach(event -> data.add(EventWire.write(event)));
      case "calls" -> {
        return Answer.ok(calls());
      }
      default -> {
        return Answer.noSuchRoute();
      }
    }
    ObjectNode answer = JSON.objectNode();
    answer.set("data", data);
    return Answer.ok(answer);
  }

  private ObjectNode calls() {
    ObjectNode node = JSON.objectNode().put("total", provider.calls().total());
    ObjectNode counts = node.putObject("counts");
    for (Operation operation : Operation.values()) {
      counts.put(operation.name(), provider.calls().count(operation));
    }
    ArrayNode latest = node.putArray("calls");
    provider.calls().calls().forEach(operation -> latest.add(operation.name()));
    return node;
  }

  private Answer act(String act, Request request) {
    return switch (act) {
      case "create-user" -> Answer.ok(AnswerWriter.user(created(request)));
      case "change-email" -> {
        dashboard.changeEmail(
            request.user(), request.text("email"), request.json().path("verified").asBoolean(true));
        yield Answer.done();
      }
      case "create-organization" ->
          Answer.ok(AnswerWriter.organization(dashboard.createOrganization(request.text("name"))));
      case "rename" -> {
        dashboard.rename(request.organization(), request.text("name"));
        yield Answer.done();
      }
      case "delete-organization" -> {
        dashboard.deleteOrganization(request.organization());
        yield Answer.done();
      }
      case "delete-user" -> {
        dashboard.deleteUser(request.user());
        yield Answer.done();
      }
      case "end-sessions" -> {
        dashboard.endSessions(request.user());
        yield Answer.done();
      }
      case "define-role" -> {
        dashboard.defineRole(new RoleSlug(request.text("role")));
        yield Answer.done();
      }
      case "delete-role" -> {
        dashboard.deleteRole(new RoleSlug(request.text("role")));
        yield Answer.done();
      }
      case "change-permissions" -> {
        changePermissions(new RoleSlug(request.text("role")), request);
        yield Answer.done();
      }
      case "forget-events" -> {
        dashboard.forgetEvents();
        yield Answer.done();
      }
      case "reset-calls" -> {
        provider.calls().reset();
        yield Answer.done();
      }
      default -> member(act, request);
    };
  }

  private User created(Request request) {
    String email = request.textOrNull("email");
    return email == null
        ? dashboard.createUserWithoutEmail()
        : dashboard.createUser(email, request.json().path("verified").asBoolean(true));
  }

  private void changePermissions(RoleSlug role, Request request) {
    if (request.textOrNull("organization") == null) {
      dashboard.changePermissions(role);
    } else {
      dashboard.changePermissions(request.organization(), role);
    }
  }

  private Answer member(String act, Request request) {
    return switch (act) {
      case "invite" ->
          Answer.ok(
              AnswerWriter.invitation(
                  dashboard.invite(
                      request.organization(),
                      request.text("email"),
                      new RoleSlug(request.text("role")))));
      case "accept" -> membership(dashboard.accept(request.organization(), request.user()));
      case "join" ->
          membership(dashboard.join(request.organization(), request.user(), request.roles()));
      case "set-roles" ->
          membership(dashboard.setRoles(request.organization(), request.user(), request.roles()));
      case "deactivate" -> membership(dashboard.deactivate(request.organization(), request.user()));
      case "reactivate" -> membership(dashboard.reactivate(request.organization(), request.user()));
      case "remove" -> {
        dashboard.remove(request.organization(), request.user());
        yield Answer.done();
      }
      default -> faults.act(act, request);
    };
  }

  private static Answer membership(Membership membership) {
    return Answer.ok(AnswerWriter.membership(membership));
  }
}
