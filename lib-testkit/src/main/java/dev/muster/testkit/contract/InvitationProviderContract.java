package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Refusals.attempted;
import static dev.muster.testkit.contract.Refusals.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link InvitationProvider} keeps. An adapter's test extends this class and says how to
 * open one; JUnit runs the rest.
 */
@Tag("KIT-2")
public abstract class InvitationProviderContract extends Suite {
  private static final String BOB = "bob@example.org";

  private InvitationsUnderTest stage;
  private IdentityProvider provider;
  private InvitationProvider invitations;
  private UserId ann;
  private OrganizationId acme;

  /** For subclasses. */
  protected InvitationProviderContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract InvitationsUnderTest open();

  /**
   * How many invitations are surely more than two pages.
   *
   * @return by default 25
   */
  protected int manyInvitations() {
    return 25;
  }

  @BeforeEach
  final void openProvider() {
    stage = open();
    provider = stage.provider();
    invitations = stage.invitations();
    ann = stage.createUser("ann@example.org");
    acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  void an_invitation_that_was_sent_is_pending_and_is_found_and_listed() {
    Invitation sent = invitations.invite(acme, BOB, member(), ann);

    assertThat(sent.state()).isEqualTo(Invitation.State.PENDING);
    assertThat(sent.organization()).isEqualTo(acme);
    assertThat(sent.email()).isEqualToIgnoringCase(BOB);
    assertThat(sent.inviter()).isIn(ann, null);
    assertThat(invitations.findInvitation(acme, sent.id())).contains(sent);
    assertThat(invitations.listInvitations(acme)).containsExactly(sent);
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_grants_nothing_before_it_is_accepted() {
    UserId bob = stage.createUser(BOB);
    invitations.invite(acme, BOB, admin(), ann);

    assertThat(provider.findMembership(acme, bob).filter(Membership::isActive)).isEmpty();
    assertThat(provider.listMemberships(bob)).noneMatch(Membership::isActive);
    assertThat(provider.listMembers(acme).stream().filter(Membership::isActive))
        .extracting(Membership::user)
        .containsExactly(ann);
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_that_was_accepted_made_an_active_member_with_its_role() {
    UserId bob = stage.createUser(BOB);
    Invitation sent = invitations.invite(acme, BOB, admin(), ann);

    stage.accept(sent);

    assertThat(invitations.findInvitation(acme, sent.id()).map(Invitation::state))
        .contains(Invitation.State.ACCEPTED);
    Membership membership = provider.findMembership(acme, bob).orElseThrow();
    assertThat(membership.isActive()).isTrue();
    assertThat(membership.roles()).containsExactly(admin());
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_that_was_accepted_can_not_be_revoked() {
    UserId bob = stage.createUser(BOB);
    Invitation sent = invitations.invite(acme, BOB, member(), ann);
    stage.accept(sent);

    rejected(() -> invitations.revokeInvitation(acme, sent.id()));

    assertThat(provider.findMembership(acme, bob).filter(Membership::isActive)).isPresent();
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_that_was_revoked_is_pending_no_more_and_made_no_member() {
    UserId bob = stage.createUser(BOB);
    Invitation sent = invitations.invite(acme, BOB, member(), ann);

    Invitation revoked = invitations.revokeInvitation(acme, sent.id());

    assertThat(revoked.id()).isEqualTo(sent.id());
    assertThat(revoked.state()).isEqualTo(Invitation.State.REVOKED);
    assertThat(invitations.findInvitation(acme, sent.id())).contains(revoked);
    attempted(() -> stage.accept(sent));
    assertThat(provider.findMembership(acme, bob).filter(Membership::isActive)).isEmpty();
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_that_grew_too_old_is_pending_no_more() {
    UserId bob = stage.createUser(BOB);
    Invitation sent = invitations.invite(acme, BOB, member(), ann);

    stage.letExpire(sent.id());

    assertThat(invitations.findInvitation(acme, sent.id()).map(Invitation::state))
        .contains(Invitation.State.EXPIRED);
    attempted(() -> stage.accept(sent));
    assertThat(provider.findMembership(acme, bob).filter(Membership::isActive)).isEmpty();
  }

  @Test
  @Tag("ADM-1")
  void an_invitation_into_another_organization_is_neither_found_nor_revoked() {
    OrganizationId globex = stage.createOrganization("Globex");
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, admin());
    Invitation foreign = invitations.invite(globex, BOB, member(), ann);

    assertThat(invitations.findInvitation(acme, foreign.id())).isEmpty();
    rejected(() -> invitations.revokeInvitation(acme, foreign.id()));

    assertThat(invitations.findInvitation(globex, foreign.id())).contains(foreign);
  }

  @Test
  @Tag("MEM-3")
  void the_invitations_of_one_organization_are_listed_to_the_last_page() {
    OrganizationId globex = stage.createOrganization("Globex");
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, admin());
    List<InvitationId> sent =
        IntStream.range(0, manyInvitations())
            .mapToObj(
                i -> {
                  invitations.invite(globex, "guest" + i + "@example.org", member(), ann);
                  return invitations.invite(acme, "guest" + i + "@example.org", member(), ann).id();
                })
            .toList();

    List<Invitation> listed = invitations.listInvitations(acme);

    assertThat(listed).extracting(Invitation::id).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(listed).extracting(Invitation::organization).containsOnly(acme);
  }

  @Test
  @Tag("ANS-3")
  void what_is_unknown_is_empty_to_look_up_and_rejected_to_revoke() {
    for (String odd : List.of("invitation_unknown", "a/b", "../users", ".", "x?y#z")) {
      InvitationId unknown = new InvitationId(odd);
      assertThat(invitations.findInvitation(acme, unknown)).as(odd).isEmpty();
      rejected(() -> invitations.revokeInvitation(acme, unknown));
    }
    InvitationId sent = invitations.invite(acme, BOB, member(), ann).id();
    for (String odd : List.of("org_unknown", "a/b", "..")) {
      OrganizationId nowhere = new OrganizationId(odd);
      assertThat(invitations.findInvitation(nowhere, sent)).as(odd).isEmpty();
      rejected(() -> invitations.revokeInvitation(nowhere, sent));
      assertThat(invitations.listInvitations(nowhere)).as(odd).isEmpty();
    }
  }

  @Test
  @Tag("ANS-4")
  void nobody_is_invited_into_an_unknown_organization() {
    OrganizationId nowhere = new OrganizationId("org_unknown");

    rejected(() -> invitations.invite(nowhere, BOB, member(), ann));

    assertThat(invitations.listInvitations(nowhere)).isEmpty();
    assertThat(invitations.listInvitations(acme)).isEmpty();
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
    refuses("organization", () -> invitations.invite(null, BOB, member(), ann));
    refuses("email", () -> invitations.invite(acme, null, member(), ann));
    refuses("role", () -> invitations.invite(acme, BOB, null, ann));
    refuses("inviter", () -> invitations.invite(acme, BOB, member(), null));
    InvitationId some = new InvitationId("invitation_some");
    refuses("organization", () -> invitations.findInvitation(null, some));
    refuses("invitation", () -> invitations.findInvitation(acme, null));
    refuses("organization", () -> invitations.listInvitations(null));
    refuses("organization", () -> invitations.revokeInvitation(null, some));
    refuses("invitation", () -> invitations.revokeInvitation(acme, null));
  }

  private RoleSlug admin() {
    return stage.role("admin");
  }

  private RoleSlug member() {
    return stage.role("member");
  }

  private Map<String, ThrowingCallable> calls(Invitation sent) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("invite", () -> invitations.invite(acme, "carl@example.org", member(), ann));
    calls.put("findInvitation", () -> invitations.findInvitation(acme, sent.id()));
    calls.put("listInvitations", () -> invitations.listInvitations(acme));
    calls.put("revokeInvitation", () -> invitations.revokeInvitation(acme, sent.id()));
    return calls;
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }
}
