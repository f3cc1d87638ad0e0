package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The scope that commands work in: listed, chosen, shown, renamed. */
@Command(
    name = "scope",
    description = {
      "The scope that commands work in: yourself, or one organization.",
      "An organization is worked in with a token of its own. list and use act as yourself, by"
          + " your sign-in; status presents the organization's token. set takes no such token:"
          + " it presents your sign-in, after the organization's token was seen to be good."
    },
    mixinStandardHelpOptions = true)
final class ScopeCommands implements Runnable {
  private final ScopeCli cli;

  ScopeCommands(ScopeCli cli) {
    this.cli = cli;
  }

  /** Which scope to use. */
  static final class Choice {
    @Parameters(paramLabel = "SLUG", description = "The organization, by slug or id.")
    private @Nullable String slug;

    @Option(names = "--personal", description = "Yourself, in no organization.")
    private boolean personal;
  }

  @Override
  public void run() {
    throw Trouble.of(Exit.USAGE, "no_command", "Which command? See: scope-cli scope --help");
  }

  @Command(description = "Lists where you can work.", mixinStandardHelpOptions = true)
  void list() {
    Work work = cli.work();
    JsonNode all = work.signedIn("GET", "/scopes", null);
    String active = work.place().map(Place::id).orElse("");
    List<String> lines = new ArrayList<>();
    if (!all.path("personal").isNull()) {
      String slug = all.path("personal").path("slug").asText("");
      lines.add((active.isEmpty() ? "* " : "  ") + Told.row("personal", slug));
    }
    for (JsonNode one : Reply.list(all, "organizations")) {
      String id = one.path("id").asText();
      lines.add(
          (id.equals(active) ? "* " : "  ") + Told.row(slugOr(one, id), role(one), name(one)));
    }
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("active", active.isEmpty() ? "personal" : active).setAll((ObjectNode) all);
    cli.told().answer(told, lines.toArray(String[]::new));
  }

  @Command(
      description = "Chooses the scope of the commands that follow, and gets its token.",
      mixinStandardHelpOptions = true)
  void use(@ArgGroup(multiplicity = "1") Choice choice) {
    Work work = cli.work();
    new ScopeChoice(work, cli.told()).use(choice.personal ? null : choice.slug);
  }

  @Command(description = "Shows the active scope.", mixinStandardHelpOptions = true)
  void status() {
    Work work = cli.work();
    if (work.place().isPresent()) {
      JsonNode scope = work.shown(work.organization());
      String id = scope.path("organization").asText();
      cli.told()
          .answer(
              scope, Told.row(slugOr(scope, id), role(scope), name(scope)), "Organization " + id);
      return;
    }
    JsonNode me = work.signedIn("GET", "/me", null);
    ObjectNode told = JsonNodeFactory.instance.objectNode().put("kind", "personal");
    told.put("slug", me.path("personal").path("slug").textValue());
    told.put("user", Reply.text(me, "user"));
    cli.told()
        .answer(
            told,
            Told.row("personal", told.path("slug").asText("")),
            "User " + told.path("user").asText());
  }

  @Command(description = "Gives the active scope another slug.", mixinStandardHelpOptions = true)
  void set(
      @Parameters(paramLabel = "SLUG") String slug,
      @Option(names = "--force", description = "Also if links with the old slug will break.")
          boolean force) {
    Work work = cli.work();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("slug", slug).put("force", force);
    JsonNode renamed;
    if (work.place().isPresent()) {
      Place place = work.organization();
      renamed = work.inOrganization(place, "PATCH", Urls.path("scopes", place.id()), body);
      String now = Reply.text(renamed, "slug");
      var unused = work.file().change(work.seen(), c -> renamed(c, place, now));
    } else {
      renamed = work.signedIn("PATCH", "/me", body);
    }
    cli.told().answer(renamed, "The scope is called " + Reply.text(renamed, "slug") + " now.");
  }

  private static Credentials renamed(Credentials now, Place place, String slug) {
    Place there = now.place();
    return there != null && there.id().equals(place.id()) ? now.at(there.called(slug)) : now;
  }

  static String slugOr(JsonNode of, String id) {
    return of.path("slug").asText(id);
  }

  static String role(JsonNode of) {
    return of.path("role").asText("no role");
  }

  static String name(JsonNode of) {
    return of.path("name").asText("");
  }
}
