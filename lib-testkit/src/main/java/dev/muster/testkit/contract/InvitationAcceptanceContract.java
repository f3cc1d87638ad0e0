package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Refusals.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link InvitationAcceptance} keeps, beside {@link InvitationProviderContract}. An
 * adapter's test extends this class and says how to open one; JUnit runs the rest.
 */
@Tag("KIT-2")
public abstract class InvitationAcceptanceContract extends Suite {
  private static final String BOB = "bob@example.org";

  private AcceptanceUnderTest stage;
  private IdentityProvider provider;
  private InvitationProvider invitations;
  private InvitationAcceptance acceptance;
  private UserId ann;
  private UserId bob;
  private OrganizationId acme;

  /** For subclasses. */
  protected InvitationAcceptanceContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract AcceptanceUnderTest open();

  @BeforeEach
  final void openProvider() {
    stage = open();
    provider = stage.provider();
    invitations = stage.invitations();
    acceptance = stage.acceptance();
    ann = stage.createUser("ann@example.org");
    bob = stage.createUser(BOB);
    acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  void an_invitation_is_found_by_its_id_alone() {
    OrganizationId globex = stage.createOrganization("Globex");
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, admin());
    Invitation first = invitations.invite(acme, BOB, member(), ann);
    Invitation second = invitations.invite(globex, BOB, member(), ann);

    assertThat(acceptance.findInvitation(first.id())).contains(first);
    assertThat(acceptance.findInvitation(second.id())).contains(second);
  }

  @Test
  @Tag("ADM-2")
  void an_accepted_invitation_makes_an_active_member_with_its_role() {
    Invitation sent = invitations.invite(acme, BOB, admin(), ann);

    Invitation accepted = acceptance.acceptInvitation(sent.id());

    assertThat(accepted.id()).isEqualTo(sent.id());
    assertThat(accepted.state()).isEqualTo(Invitation.State.ACCEPTED);
    assertThat(acceptance.findInvitation(sent.id())).contains(accepted);
    Membership membership = provider.findMembership(acme, bob).orElseThrow();
    assertThat(membership.isActive()).isTrue();
    assertThat(membership.roles()).containsExactly(admin());
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_is_accepted_once() {
    Invitation sent = invitations.invite(acme, BOB, member(), ann);
    acceptance.acceptInvitation(sent.id());
    stage.remove(acme, bob);

    rejected(() -> acceptance.acceptInvitation(sent.id()));

    assertThat(provider.findMembership(acme, bob)).isEmpty();
  }

  @Test
  @Tag("ADM-2")
  void a_revoked_invitation_can_not_be_accepted() {
    Invitation sent = invitations.invite(acme, BOB, member(), ann);
    invitations.revokeInvitation(acme, sent.id());

    rejected(() -> acceptance.acceptInvitation(sent.id()));

    assertThat(acceptance.findInvitation(sent.id()).map(Invitation::state))
        .contains(Invitation.State.REVOKED);
    assertThat(provider.findMembership(acme, bob).filter(Membership::isActive)).isEmpty();
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_that_grew_too_old_can_not_be_accepted() {
    Invitation sent = invitations.invite(acme, BOB, member(), ann);

    stage.letExpire(sent.id());

    assertThat(acceptance.findInvitation(sent.id()).map(Invitation::state))
        .contains(Invitation.State.EXPIRED);
    rejected(() -> acceptance.acceptInvitation(sent.id()));
    assertThat(provider.findMembership(acme, bob).filter(Membership::isActive)).isEmpty();
  }

  @Test
  @Tag("ANS-3")
  void what_is_unknown_is_empty_to_look_up_and_rejected_to_accept() {
    for (String odd : List.of("invitation_unknown", "a/b", "../users", ".", "x?y#z")) {
      InvitationId unknown = new InvitationId(odd);
      assertThat(acceptance.findInvitation(unknown)).as(odd).isEmpty();
      rejected(() -> acceptance.acceptInvitation(unknown));
    }
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> an_outage_is_unavailable_in_each_call() {
    Invitation sent = invitations.invite(acme, BOB, member(), ann);
    return EachCall.isUnavailable(stage, calls(sent));
  }

  @TestFactory
  @Tag("ANS-4")
  Stream<DynamicTest> a_key_that_is_not_accepted_is_misconfigured() {
    Invitation sent = invitations.invite(acme, BOB, member(), ann);
    return EachCall.isMisconfigured(stage, calls(sent));
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> acceptance.findInvitation(null), () -> acceptance.acceptInvitation(null))) {
      assertThatNullPointerException().isThrownBy(call).withMessage("invitation");
    }
  }

  private RoleSlug admin() {
    return stage.role("admin");
  }

  private RoleSlug member() {
    return stage.role("member");
  }

  private Map<String, ThrowingCallable> calls(Invitation sent) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("findInvitation", () -> acceptance.findInvitation(sent.id()));
    calls.put("acceptInvitation", () -> acceptance.acceptInvitation(sent.id()));
    return calls;
  }
}
