package dev.muster.docs.snippets;

// @start region=kit-host
import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.session.Session;
import java.util.List;

final class Invoices {
  private final Muster muster;

  Invoices(Muster muster) {
    this.muster = muster;
  }

  List<String> of(Session session, String organization) {
    Pass pass = muster.require(AccessCheck.of(session, Requirement.member()).in(organization));
    return List.of("invoice 1 of " + pass.organization());
  }
}
// @end
