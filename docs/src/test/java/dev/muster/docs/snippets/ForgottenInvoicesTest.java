package dev.muster.docs.snippets;

import static dev.muster.testkit.assertion.MusterAssertions.assertThatRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.session.Session;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first test of docs/testing.md, against its host and against one that forgets the check. */
@Tag("KIT-3")
@MusterTest
class ForgottenInvoicesTest {
  private static List<String> unchecked(Session session, String organization) {
    return List.of("invoice 1 of " + organization);
  }

  private static void onlyMembersSeeInvoices(
      MusterKit kit, Function<Muster, BiFunction<Session, String, List<String>>> host) {
    kit.org("acme").admin("u1").member("u2");
    BiFunction<Session, String, List<String>> invoices = host.apply(kit.muster());
    assertThat(invoices.apply(kit.actingAs("u2").session(), "acme")).hasSize(1);
    kit.provider().remove("u2", "acme");
    assertThatRefused(() -> invoices.apply(kit.actingAs("u2").session(), "acme")).isDenied();
  }

  @Test
  void the_test_passes_for_a_host_that_checks(MusterKit kit) {
    onlyMembersSeeInvoices(kit, muster -> new Invoices(muster)::of);
  }

  @Test
  void the_test_fails_for_a_host_that_forgets_the_check(MusterKit kit) {
    assertThatThrownBy(
            () -> onlyMembersSeeInvoices(kit, muster -> ForgottenInvoicesTest::unchecked))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected the call to be refused, but it returned");
  }
}
