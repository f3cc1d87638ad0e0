package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Organizations, members and invitations made at WorkOS's own emulator, with pages of one. */
@NeedsEmulator
class AdministrationOnEmulatorTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final WorkOsEmulator emulator;
  private EmulatorStage stage;
  private WorkOsProvider workOs;
  private UserId ann;

  AdministrationOnEmulatorTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @BeforeEach
  void open() {
    stage = new EmulatorStage(emulator, 1);
    workOs = stage.workOs();
    ann = stage.createUser("ann@example.org");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-7")
  void the_same_external_id_makes_one_organization() {
    String key = "key/1 ?#%é" + System.identityHashCode(stage);
    Organization first = workOs.createOrganization("Acme", key);
    assertThat(workOs.createOrganization("Other name", key)).isEqualTo(first);
    assertThat(workOs.createOrganization("Acme", key + "-2")).isNotEqualTo(first);
  }

  @Test
  @Tag("SES-7")
  void an_organization_whose_answer_was_lost_is_found_by_the_second_call() {
    String key = "lost-" + System.identityHashCode(stage);
    stage
        .gateway()
        .instead(
            asked -> {
              if (asked.method().equals("POST")) {
                stage.answered(asked);
                return Answer.broken(Line.CLOSED);
              }
              return null;
            });
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> workOs.createOrganization("Acme", key));
    stage.gateway().instead(asked -> asked.method().equals("POST") ? Answer.of(500, "{}") : null);
    assertThat(workOs.createOrganization("Acme", key).name()).isEqualTo("Acme");
  }

  @Test
  @Tag("ANS-4")
  void what_cannot_be_is_rejected_with_a_word_of_the_table() {
    OrganizationId nowhere = new OrganizationId("org_unknown");
    rejected("not_found", () -> workOs.addMember(nowhere, ann, ADMIN));
    rejected("invalid_request", () -> workOs.createOrganization(" ", "blank"));
    rejected("not_found", () -> workOs.acceptInvitation(new InvitationId("invitation_unknown")));
    OrganizationId acme = stage.createOrganization("Acme");
    rejected("not_found", () -> workOs.revokeInvitation(acme, new InvitationId("../users")));
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_grants_nothing_until_it_is_accepted() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId bob = stage.createUser("bob@example.org");
    Invitation sent = workOs.invite(acme, "bob@example.org", ADMIN, ann);
    assertThat(sent.state()).isEqualTo(Invitation.State.PENDING);
    assertThat(sent.inviter()).isEqualTo(ann);
    assertThat(sent.expiresAt()).isNotNull();
    assertThat(workOs.findMembership(acme, bob)).isEmpty();

    assertThat(workOs.acceptInvitation(sent.id()).state()).isEqualTo(Invitation.State.ACCEPTED);

    Membership membership = workOs.findMembership(acme, bob).orElseThrow();
    assertThat(membership.isActive()).isTrue();
    assertThat(membership.roles()).containsExactly(ADMIN);
    rejected("invalid_request", () -> workOs.acceptInvitation(sent.id()));
    rejected("invalid_request", () -> workOs.revokeInvitation(acme, sent.id()));
  }

  @Test
  @Tag("ADM-2")
  void a_revoked_invitation_can_not_be_accepted() {
    OrganizationId acme = stage.createOrganization("Acme");
    Invitation sent = workOs.invite(acme, "bob@example.org", MEMBER, ann);
    assertThat(workOs.revokeInvitation(acme, sent.id()).state())
        .isEqualTo(Invitation.State.REVOKED);
    assertThat(workOs.findInvitation(acme, sent.id()).orElseThrow().state())
        .isEqualTo(Invitation.State.REVOKED);
    rejected("invalid_request", () -> workOs.acceptInvitation(sent.id()));
  }

  @Test
  @Tag("MEM-3")
  void invitations_are_listed_to_the_last_page_and_of_one_organization() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId globex = stage.createOrganization("Globex");
    workOs.invite(globex, "elsewhere@example.org", MEMBER, ann);
    for (int i = 0; i < 5; i++) {
      workOs.invite(acme, "guest" + i + "@example.org", MEMBER, ann);
    }
    assertThat(workOs.listInvitations(acme))
        .hasSize(5)
        .allMatch(invitation -> invitation.organization().equals(acme));
    assertThat(workOs.listInvitations(new OrganizationId("org_unknown"))).isEmpty();
    assertThat(workOs.findInvitation(acme, new InvitationId("invitation_unknown"))).isEmpty();
    assertThat(workOs.findInvitation(new InvitationId("a/b"))).isEmpty();
  }

  @Test
  @Tag("MEM-3")
  void members_are_listed_to_the_last_page_of_one() {
    OrganizationId acme = stage.createOrganization("Acme");
    for (int i = 0; i < 4; i++) {
      UserId user = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, user, MembershipStatus.ACTIVE, MEMBER);
    }
    assertThat(workOs.listMembers(acme)).hasSize(4);
  }

  private static void rejected(String code, ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(call)
        .extracting(Rejected::code)
        .isEqualTo(code);
  }
}
