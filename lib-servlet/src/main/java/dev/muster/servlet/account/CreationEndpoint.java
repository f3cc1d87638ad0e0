package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.account.OrganizationCreation;
import dev.muster.decision.Pass;
import dev.muster.name.OrganizationSlug;
import dev.muster.scope.OrganizationChoice;
import java.util.List;

/** Makes an organization, with the caller as its administrator and the session in it. */
final class CreationEndpoint {
  private final Muster muster;
  private final OrganizationCreation creation;

  CreationEndpoint(Muster muster, OrganizationCreation creation) {
    this.muster = muster;
    this.creation = creation;
  }

  Answer create(Call call) {
    JsonBody body = call.body();
    OrganizationSlug slug = body.slug();
    String name = body.text("name");
    Pass pass = call.pass();
    return Outcomes.of(
        creation.create(pass, slug, name),
        created -> new Answer.Told(201, told(pass, created, name), created.cookies()));
  }

  /** As the provider lists it; where it does not yet, what is known stands all the same. */
  private ObjectNode told(Pass pass, CreationResult.Created created, String name) {
    return muster
        .scopes(pass.scope().session())
        .fold(all -> all.organizations(), failure -> List.<OrganizationChoice>of())
        .stream()
        .filter(choice -> choice.id().equals(created.organization()))
        .findFirst()
        .map(Shapes::organization)
        .orElseGet(() -> Shapes.organization(created.organization(), created.slug(), name, null));
  }
}
