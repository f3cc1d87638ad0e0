package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.Muster;
import dev.muster.account.OrganizationSwitch;
import dev.muster.account.RenameResult;
import dev.muster.account.ScopeName;
import dev.muster.account.ScopeNames;
import dev.muster.decision.Pass;
import dev.muster.scope.Scope;
import dev.muster.session.Sessions;
import dev.muster.token.OrganizationTokens;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One scope, an organization or the person: shown, renamed, used. */
final class ScopeEndpoints {
  private final ScopeNames names;
  private final @Nullable Sessions sessions;
  private final @Nullable OrganizationSwitch switching;
  private final @Nullable OrganizationTokens tokens;

  ScopeEndpoints(Muster muster, ScopeNames names) {
    this.names = names;
    this.sessions = muster.sessions().orElse(null);
    this.switching = muster.organizationSwitch().orElse(null);
    this.tokens = muster.organizationTokens().orElse(null);
  }

  Answer show(Call call) {
    Scope scope = call.pass().scope();
    return shown(call, name -> Answer.ok(Shapes.scope(scope, name)));
  }

  Answer showOrganization(Call call) {
    Pass pass = call.pass();
    return shown(
        call,
        name ->
            Answer.ok(
                Shapes.organization(
                    pass.organization(),
                    name.slug(),
                    name.displayName(),
                    pass.role().orElse(null))));
  }

  private Answer shown(Call call, Function<ScopeName, Answer> told) {
    return names.show(call.pass()).fold(told, Answer::unavailable);
  }

  Answer rename(Call call) {
    JsonBody body = call.body();
    RenameResult result = names.rename(call.pass(), body.slug(), body.flag("force"));
    return Outcomes.of(result, ScopeEndpoints::renamed);
  }

  static Answer renamed(RenameResult.Renamed renamed) {
    return Answer.ok(Shapes.object().put("slug", renamed.slug().value()));
  }

  /** Hands out what is needed to work there, by what the caller came with. */
  Answer use(Call call) {
    Pass pass = call.pass();
    String label = call.body().optional("label").orElse("");
    // What it is called is read first: what is done after that stands, and is told.
    return shown(call, name -> used(pass, label, Shapes.scope(pass.scope(), name)));
  }

  private Answer used(Pass pass, String label, ObjectNode scope) {
    ObjectNode told = Shapes.object();
    told.set("scope", scope);
    if (pass.scope() instanceof Scope.Personal) {
      return Answer.ok(told);
    }
    if (switching != null && sessions != null && sessions.issued(pass.scope().session())) {
      return Outcomes.of(
          switching.to(pass), switched -> new Answer.Told(200, told, switched.cookies()));
    }
    if (tokens == null) {
      return Answer.ok(told);
    }
    return Outcomes.of(
        tokens.issue(pass, label),
        issued -> {
          told.set("token", Shapes.issued(issued));
          return Answer.ok(told);
        });
  }
}
