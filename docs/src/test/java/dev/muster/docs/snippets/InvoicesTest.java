package dev.muster.docs.snippets;

// @start region=kit-first
import static dev.muster.testkit.assertion.MusterAssertions.assertThatRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import org.junit.jupiter.api.Test;

@MusterTest
class InvoicesTest {
  @Test
  void only_members_see_the_invoices_and_only_as_long_as_they_are(MusterKit kit) {
    kit.org("acme").admin("u1").member("u2");
    Invoices invoices = new Invoices(kit.muster());
    assertThat(invoices.of(kit.actingAs("u2").session(), "acme")).hasSize(1);
    kit.provider().remove("u2", "acme");
    assertThatRefused(() -> invoices.of(kit.actingAs("u2").session(), "acme")).isDenied();
  }
}
// @end
