package dev.muster.docs.snippets;

import static dev.muster.testkit.assertion.MusterAssertions.assertThatRefused;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.session.Session;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The snippets of docs/testing.md on assertions, run. */
@Tag("KIT-3")
@MusterTest
class AssertionSnippetsTest {
  /** A service of a host's. */
  private record Invoices(Muster muster) {
    List<String> list(Session session, String organization) {
      AccessCheck check = AccessCheck.of(session, Requirement.member()).in(organization);
      Pass pass = muster.require(check);
      return List.of("invoice of " + pass.organization());
    }
  }

  // @start region=assert-refused
  @Test
  void invoices_are_refused_for_the_right_reason(MusterKit kit) {
    kit.org("acme").admin("u1");
    Invoices invoices = new Invoices(kit.muster());
    Session u1 = kit.actingAs("u1").session();
    Session u2 = kit.actingAs("u2").session();

    assertThatRefused(() -> invoices.list(u2, "acme")).isDenied(Reason.NO_MEMBERSHIP);

    kit.provider().down();
    assertThatRefused(() -> invoices.list(u1, "acme")).isUndecided();
  }
  // @end
}
