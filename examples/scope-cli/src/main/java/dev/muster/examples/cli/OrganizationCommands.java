package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The active organization: its members and invitations; and new ones. */
@Command(
    name = "org",
    description = {
      "The active organization, its members and invitations; and new organizations.",
      "status presents the organization's token. What changes members, or lists them, takes no"
          + " such token: it presents your sign-in and names the organization, after the"
          + " organization's token was seen to be good. create and accept act as yourself."
    },
    mixinStandardHelpOptions = true)
final class OrganizationCommands implements Runnable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ScopeCli cli;

  OrganizationCommands(ScopeCli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    throw Trouble.of(Exit.USAGE, "no_command", "Which command? See: scope-cli org --help");
  }

  @Command(
      description = "Creates an organization. The active scope stays what it is.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(paramLabel = "SLUG") String slug, @Parameters(paramLabel = "NAME") String name) {
    JsonNode made =
        cli.work()
            .signedIn(
                "POST", "/organizations", JSON.objectNode().put("slug", slug).put("name", name));
    String called = ScopeCommands.slugOr(made, Reply.text(made, "id"));
    cli.told()
        .answer(
            made,
            "Created " + called + " (" + Reply.text(made, "id") + ").",
            "To work there: scope-cli scope use " + called);
  }

  @Command(description = "Shows the active organization.", mixinStandardHelpOptions = true)
  void status() {
    Work work = cli.work();
    JsonNode one = work.details(work.organization());
    String id = Reply.text(one, "id");
    cli.told()
        .answer(
            one,
            Told.row(
                ScopeCommands.slugOr(one, id), ScopeCommands.role(one), ScopeCommands.name(one)),
            "Organization " + id);
  }

  @Command(description = "Lists the members.", mixinStandardHelpOptions = true)
  void members() {
    JsonNode all = inActive("GET", null, "members");
    List<String> lines = new ArrayList<>();
    for (JsonNode one : Reply.list(all, "members")) {
      lines.add(
          Told.row(
              one.path("email").asText("(no e-mail)"),
              ScopeCommands.role(one),
              one.path("status").asText(""),
              one.path("user").asText("")));
    }
    cli.told().answer(all, lines.toArray(String[]::new));
  }

  @Command(description = "Invites somebody.", mixinStandardHelpOptions = true)
  void invite(
      @Parameters(paramLabel = "EMAIL") String email,
      @Option(
              names = "--role",
              defaultValue = "member",
              description = "The provider's role. Default: ${DEFAULT-VALUE}.")
          String role) {
    JsonNode made =
        inActive("POST", JSON.objectNode().put("email", email).put("role", role), "invitations");
    cli.told()
        .answer(
            made, "Invited " + Reply.text(made, "email") + " (" + Reply.text(made, "id") + ").");
  }

  @Command(
      description = "Accepts an invitation, as yourself. The active scope stays what it is.",
      mixinStandardHelpOptions = true)
  void accept(@Parameters(paramLabel = "INVITATION") String invitation) {
    JsonNode told =
        cli.work().signedIn("POST", Urls.path("invitations", invitation, "accept"), null);
    cli.told().answer(told, "You are a member of " + Reply.text(told, "organization") + " now.");
  }

  @Command(description = "Removes a member.", mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "USER") String user) {
    var unused = inActive("DELETE", null, "members", user);
    cli.told().answer(JSON.objectNode().put("removed", user), "Removed " + user + ".");
  }

  @Command(
      description = "Leaves. The active scope stays what it is, and is good for nothing any more.",
      mixinStandardHelpOptions = true)
  void leave() {
    Work work = cli.work();
    Place place = work.organization();
    var unused =
        work.inOrganization(place, "POST", Urls.path("organizations", place.id(), "leave"), null);
    cli.told()
        .answer(
            JSON.objectNode().put("left", place.id()),
            "You left " + place + ". It is still the active scope: choose another one.");
  }

  @Command(description = "Hands the organization over.", mixinStandardHelpOptions = true)
  void transfer(@Parameters(paramLabel = "USER") String user) {
    JsonNode told = inActive("POST", JSON.objectNode().put("user", user), "transfer");
    cli.told()
        .answer(
            told,
            told.path("complete").asBoolean()
                ? user + " owns it now."
                : user + " owns it too. You will be an owner no more shortly.");
  }

  private JsonNode inActive(String method, @Nullable ObjectNode body, String... path) {
    Work work = cli.work();
    Place place = work.organization();
    return work.inOrganization(
        place, method, Urls.path("organizations", place.id()) + Urls.path(path), body);
  }
}
