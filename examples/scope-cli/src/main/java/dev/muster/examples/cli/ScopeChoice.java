package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a scope the active one. The one before stays active until the new one is had. */
final class ScopeChoice {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Work work;
  private final Told told;

  ScopeChoice(Work work, Told told) {
    this.work = work;
    this.told = told;
  }

  void use(@Nullable String slug) {
    Place former = work.seen().place();
    Place next = slug == null ? personal() : organization(slug);
    var unused = work.file().change(work.seen(), now -> now.at(next));
    if (!work.end(former)) {
      told.note("The former token could not be ended now; it ends by itself.");
    }
    if (next == null) {
      told.answer(JSON.objectNode().put("scope", "personal"), "Active scope: personal.");
    } else {
      ObjectNode scope = JSON.objectNode().put("scope", "organization");
      scope.put("organization", next.id()).put("slug", next.slug());
      told.answer(scope, "Active scope: " + next + ".");
    }
  }

  private @Nullable Place personal() {
    JsonNode me = work.signedIn("GET", "/me", null);
    if (!me.path("personal").isObject()) {
      throw Trouble.of(Exit.REFUSED, "no_personal_scope", "The server has no personal scope.");
    }
    return null;
  }

  private @Nullable Place organization(String slug) {
    Instant since = work.clock().instant();
    JsonNode answer =
        work.signedIn(
            "POST", Urls.path("scopes", slug, "use"), JSON.objectNode().put("label", "scope-cli"));
    return Places.isPersonal(answer) ? null : Places.read(answer, since);
  }
}
