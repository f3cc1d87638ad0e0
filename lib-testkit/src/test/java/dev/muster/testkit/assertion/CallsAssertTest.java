package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Operation;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("KIT-3")
class CallsAssertTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private static final UserId ANN = new UserId("ann");
  private static final OrganizationId ACME = new OrganizationId("acme");

  @TestFactory
  Stream<DynamicTest> each_assertion_holds_or_says_in_one_sentence_what_was_called() {
    CallLedger none = calls(p -> {});
    CallLedger looked =
        calls(
            p -> {
              p.findUser(ANN);
              p.findMembership(ACME, ANN);
              p.findMembership(ACME, ANN);
            });
    String told = "2 of FIND_MEMBERSHIP, 1 of FIND_USER";
    CallLedger wrote = calls(p -> p.createOrganization("Other", "ext"));
    return BothWays.tests(
        CallsAssert.class,
        row("isEmpty", CallsAssert::isEmpty, none, looked, "no calls", told),
        row("hasCalls", c -> c.hasCalls(3), looked, none, "3 calls", "no calls"),
        row(
            "hasCalls (of an operation)",
            c -> c.hasCalls(Operation.CREATE_ORGANIZATION, 1),
            wrote,
            looked,
            "1 call of CREATE_ORGANIZATION",
            told),
        row(
            "hasOnly",
            c -> c.hasOnly(Operation.CREATE_ORGANIZATION, Operation.FIND_USER),
            wrote,
            looked,
            "no calls but of CREATE_ORGANIZATION, FIND_USER",
            told),
        row(
            "hasNoWrites",
            CallsAssert::hasNoWrites,
            looked,
            wrote,
            "no writes",
            "1 of CREATE_ORGANIZATION"),
        row(
            "wereExactly",
            c ->
                c.wereExactly(
                    Operation.FIND_USER, Operation.FIND_MEMBERSHIP, Operation.FIND_MEMBERSHIP),
            looked,
            wrote,
            "the calls FIND_USER, FIND_MEMBERSHIP, FIND_MEMBERSHIP in this order",
            "CREATE_ORGANIZATION"));
  }

  @Test
  void an_order_an_operation_and_a_count_of_none_are_told_apart() {
    CallLedger looked = calls(p -> p.findUser(ANN));
    assertThat(looked).hasCalls(1).hasCalls(Operation.FIND_MEMBERSHIP, 0).hasNoWrites();
    assertThat(calls(p -> {})).wereExactly();
    assertThatThrownBy(() -> assertThat(looked).hasCalls(Operation.FIND_USER, 0))
        .hasMessage("expected no calls of FIND_USER, but there were 1 of FIND_USER");
    assertThatThrownBy(() -> assertThat(calls(p -> {})).wereExactly(Operation.REFRESH))
        .hasMessage("expected the calls REFRESH in this order, but there were none");
  }

  @Test
  void what_changes_something_at_the_provider_is_a_write() {
    Stream.<Consumer<FakeIdentityProvider>>of(
            p -> p.addMember(ACME, ANN, MEMBER),
            p -> p.revokeInvitation(ACME, new InvitationId("invitation")),
            p -> p.endSession("none", Secret.of("marker-refresh")))
        .forEach(
            write ->
                assertThatThrownBy(() -> assertThat(calls(write)).hasNoWrites())
                    .hasMessageStartingWith("expected no writes, but there were "));
  }

  /** What a fake was asked by this, whether it could do it or not. */
  private static CallLedger calls(Consumer<FakeIdentityProvider> acts) {
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
    try {
      acts.accept(provider);
    } catch (ProviderException nobodyThere) {
      // A call counts when it begins.
    }
    return provider.calls();
  }

  private static BothWays row(
      String name,
      UnaryOperator<CallsAssert> assertion,
      CallLedger right,
      CallLedger wrong,
      String expected,
      String was) {
    return new BothWays(
        name,
        () -> {
          var unused = assertion.apply(assertThat(right));
        },
        () -> {
          var unused = assertion.apply(assertThat(wrong));
        },
        "expected " + expected + ", but there were " + was);
  }
}
