package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.Muster;
import dev.muster.account.ScopeNames;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationSlug;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeChoices;
import java.util.function.Function;

/** Who am I, what am I called, and where can I work. */
final class MeEndpoints {
  private final Muster muster;
  private final ScopeNames names;

  MeEndpoints(Muster muster, ScopeNames names) {
    this.muster = muster;
    this.names = names;
  }

  Answer show(Call call) {
    Scope scope = call.pass().scope();
    return offered(
        call,
        all -> {
          ObjectNode me = Shapes.object().put("user", scope.session().user().value());
          me.set("personal", Shapes.personal(all.personal()));
          me.set("organization", here(scope, all));
          me.setAll(organizations(all));
          return me;
        });
  }

  /** The session's organization, if the provider still lists it. */
  private static JsonNode here(Scope scope, ScopeChoices.Result.Offered all) {
    return scope.fold(
        personal -> JsonNodeFactory.instance.nullNode(),
        there ->
            all.organizations().stream()
                .filter(choice -> choice.id().equals(there.id()))
                .findFirst()
                .<JsonNode>map(Shapes::organization)
                .orElseGet(JsonNodeFactory.instance::nullNode));
  }

  Answer name(Call call) {
    JsonBody body = call.body();
    OrganizationSlug slug = body.slug();
    boolean force = body.flag("force");
    if (call.pass().scope() instanceof Scope.Organization) {
      // The path says the person, and a header or the host name says an organization.
      return Answer.refused(Problem.SELECTOR_CONFLICT);
    }
    return Outcomes.of(names.rename(call.pass(), slug, force), ScopeEndpoints::renamed);
  }

  Answer scopes(Call call) {
    return offered(
        call,
        all -> {
          ObjectNode scopes = Shapes.object();
          scopes.set("personal", Shapes.personal(all.personal()));
          scopes.setAll(organizations(all));
          return scopes;
        });
  }

  Answer organizations(Call call) {
    return offered(call, MeEndpoints::organizations);
  }

  private Answer offered(Call call, Function<ScopeChoices.Result.Offered, ObjectNode> told) {
    return muster
        .scopes(call.pass().scope().session())
        .<Answer>fold(all -> Answer.ok(told.apply(all)), Answer::unavailable);
  }

  private static ObjectNode organizations(ScopeChoices.Result.Offered all) {
    return Shapes.list("organizations", all.organizations(), Shapes::organization);
  }
}
