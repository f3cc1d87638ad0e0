package dev.muster.docs.snippets;

// @start region=kit-imports
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;

import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import org.junit.jupiter.api.Test;

// @end

/* The first test of docs/testing.md. */
// @start region=kit-first
@MusterTest
class InvoicesTest {
  @Test
  void a_removed_member_is_out_on_the_next_request(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    assertThat(kit.actingAs("u2").in("acme").check(Requirement.member())).isGranted();
    kit.provider().remove("u2", "acme");
    assertThat(kit.actingAs("u2").in("acme").check(Requirement.member()))
        .isDenied(Reason.NO_MEMBERSHIP);
  }
}
// @end
