package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleSynchronizer;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;

/** The chapters about roles: the provider's word, and the column of the host that follows it. */
final class RoleChapters {
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");

  private final Stage stage;

  RoleChapters(Stage stage) {
    this.stage = stage;
  }

  void roles(OrganizationId acme) throws Exception {
    stage.steps.step(
        "member",
        "DELETE /orgs/acme/notes/1",
        403,
        "insufficient_role",
        () -> stage.bob.delete(stage.at("/orgs/acme/notes/1")));
    String before = stage.column.of(acme, stage.bobsId);
    stage.side.setRole(acme, stage.bobsId, ADMIN);
    HttpResponse<String> raised = stage.bob.delete(stage.at("/orgs/acme/notes/1"));
    String after = stage.column.of(acme, stage.bobsId);
    stage.steps.step(
        "admin",
        "DELETE /orgs/acme/notes/1",
        204,
        "",
        () -> raised,
        "role column: " + before + " -> " + after,
        response -> before.equals("member") && after.equals("admin"));
    stage.side.setRole(acme, stage.bobsId, new RoleSlug("wizard"));
    HttpResponse<String> unknown = stage.bob.get(stage.at("/orgs/acme/notes"));
    String kept = stage.column.of(acme, stage.bobsId);
    stage.steps.step(
        "wizard",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> unknown,
        "unknown slug, role kept: " + kept,
        response -> kept.equals("admin"));
    String high = stage.column.of(acme, stage.bobsId);
    stage.side.setRole(acme, stage.bobsId, MEMBER);
    stage.heard.takeRoleChange();
    HttpResponse<String> demoted = stage.bob.delete(stage.at("/orgs/acme/notes/1"));
    String low = stage.column.of(acme, stage.bobsId);
    String told = stage.heard.takeRoleChange();
    stage.steps.step(
        "demoted",
        "DELETE /orgs/acme/notes/1",
        403,
        "insufficient_role",
        () -> demoted,
        "role column: " + high + " -> " + low + "; told: " + told,
        response -> high.equals("admin") && told.equals("admin -> member, origin PROVIDER"));
  }

  /** Somebody raises bob in the host's own table, past Muster: twice, to see both ways back. */
  void writtenByHand(OrganizationId acme) throws Exception {
    stage.column.write(acme, stage.bobsId, "admin");
    String found = words(stage.drift().compare(acme));
    String untouched = stage.column.of(acme, stage.bobsId);
    stage.steps.look(
        "operator",
        "dry run of the drift report",
        "would change: " + found + "; role column still: " + untouched,
        found.equals("bob admin -> member") && untouched.equals("admin"));
    var unused = stage.drift().correct(acme);
    String corrected = stage.column.of(acme, stage.bobsId);
    String told = stage.heard.takeRoleChange();
    String left = words(stage.drift().compare(acme));
    stage.steps.look(
        "operator",
        "correction of the drift",
        "role column: admin -> " + corrected + "; told: " + told + "; would change: " + left,
        corrected.equals("member")
            && told.equals("admin -> member, origin RECORD")
            && left.equals("nothing"));
    stage.column.write(acme, stage.bobsId, "admin");
    stage.clock.forward(RoleSynchronizer.RECHECK);
    HttpResponse<String> checked = stage.bob.delete(stage.at("/orgs/acme/notes/1"));
    String after = stage.column.of(acme, stage.bobsId);
    String heard = stage.heard.takeRoleChange();
    stage.steps.step(
        "member",
        "DELETE /orgs/acme/notes/1",
        403,
        "insufficient_role",
        () -> checked,
        "a role written by hand; role column: admin -> " + after + "; told: " + heard,
        response -> after.equals("member") && heard.equals("admin -> member, origin RECORD"));
  }

  private String words(RoleDrift.Result result) {
    return result.fold(
        report ->
            report.differences().isEmpty()
                ? "nothing"
                : report.differences().stream().map(this::words).collect(Collectors.joining(", ")),
        failure -> "not known: " + failure.cause());
  }

  private String words(RoleDrift.Difference difference) {
    String who = difference.key().user().equals(stage.bobsId) ? "bob" : "somebody else";
    return who + " " + Heard.words(difference.plan());
  }
}
