package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clerk.backend_api.Clerk;
import com.clerk.backend_api.models.components.Organization;
import com.clerk.backend_api.models.components.OrganizationInvitation;
import com.clerk.backend_api.models.components.OrganizationMembership;
import com.clerk.backend_api.models.components.Session;
import com.clerk.backend_api.models.components.User;
import com.clerk.backend_api.models.errors.ClerkErrors;
import com.clerk.backend_api.models.operations.CreateOrganizationInvitationBulkRequestBody;
import com.clerk.backend_api.models.operations.CreateOrganizationInvitationRequestBody;
import com.clerk.backend_api.models.operations.CreateOrganizationMembershipRequestBody;
import com.clerk.backend_api.models.operations.CreateOrganizationRequestBody;
import com.clerk.backend_api.models.operations.CreateSessionRequestBody;
import com.clerk.backend_api.models.operations.CreateUserRequestBody;
import com.clerk.backend_api.models.operations.GetSessionListRequest;
import com.clerk.backend_api.models.operations.GetUserListRequest;
import com.clerk.backend_api.models.operations.ListOrganizationInvitationsQueryParamStatus;
import com.clerk.backend_api.models.operations.ListOrganizationInvitationsRequest;
import com.clerk.backend_api.models.operations.ListOrganizationMembershipsRequest;
import com.clerk.backend_api.models.operations.ListOrganizationsRequest;
import com.clerk.backend_api.models.operations.UpdateOrganizationMembershipRequestBody;
import com.clerk.backend_api.models.operations.UpdateOrganizationRequestBody;
import com.clerk.backend_api.utils.RetryConfig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clerk's own SDK drives the stub through each operation, and takes its answers. */
class ClerkSdkTest {
  private static final String ADMIN = "org:admin";
  private static final String MEMBER = "org:member";

  private final ClerkStub stub = ClerkStub.start();
  private final Clerk clerk = sdk(stub, stub.key().reveal());

  @AfterEach
  void close() {
    stub.close();
  }

  static Clerk sdk(ClerkStub stub, String key) {
    return Clerk.builder()
        .serverURL(stub.url().toString())
        .bearerAuth(key)
        .retryConfig(RetryConfig.noRetries())
        .build();
  }

  @Test
  void users_are_made_got_listed_banned_and_deleted() {
    User ann = user("ann@example.org");
    User bob = user("bob@example.org");
    assertThat(clerk.users().get(ann.id()).user().orElseThrow().emailAddresses().get(0))
        .satisfies(
            email -> {
              assertThat(email.emailAddress()).isEqualTo("ann@example.org");
              assertThat(email.verification()).isPresent();
            });
    GetUserListRequest both =
        GetUserListRequest.builder().userId(List.of(ann.id(), bob.id())).limit(100L).build();
    assertThat(clerk.users().list(both).userList().orElseThrow())
        .extracting(User::id)
        .containsExactly(bob.id(), ann.id());
    assertThat(clerk.users().ban(ann.id()).user().orElseThrow().banned()).isTrue();
    assertThat(clerk.users().unban(ann.id()).user().orElseThrow().banned()).isFalse();
    assertThat(clerk.users().delete(ann.id()).deletedObject().orElseThrow().deleted()).isTrue();
    refused(404, "resource_not_found", () -> clerk.users().get(ann.id()));
  }

  @Test
  void organizations_are_made_got_listed_changed_and_deleted() {
    Organization acme = organization("Acme", user("ann@example.org").id());
    assertThat(clerk.organizations().get(acme.slug()).organization().orElseThrow().id())
        .isEqualTo(acme.id());
    Organization changed =
        clerk
            .organizations()
            .update(acme.id(), UpdateOrganizationRequestBody.builder().name("Acme 2").build())
            .organization()
            .orElseThrow();
    assertThat(changed.name()).isEqualTo("Acme 2");
    var found =
        clerk.organizations().list(ListOrganizationsRequest.builder().query("acme 2").build());
    assertThat(found.organizations().orElseThrow().totalCount()).isEqualTo(1);
    var deleted = clerk.organizations().delete(acme.id()).deletedObject().orElseThrow();
    assertThat(deleted.id()).contains(acme.id());
    refused(404, "resource_not_found", () -> clerk.organizations().get(acme.id()));
  }

  @Test
  void memberships_are_made_listed_changed_and_ended() {
    String ann = user("ann@example.org").id();
    String bob = user("bob@example.org").id();
    Organization acme = organization("Acme", ann);
    OrganizationMembership made = enrol(acme, bob);
    assertThat(made.publicUserData().orElseThrow().userId()).isEqualTo(bob);
    ListOrganizationMembershipsRequest point =
        ListOrganizationMembershipsRequest.builder()
            .organizationId(acme.id())
            .userId(List.of(bob))
            .limit(1L)
            .build();
    var listed = clerk.organizationMemberships().list(point);
    assertThat(listed.organizationMemberships().orElseThrow().data())
        .extracting(OrganizationMembership::id)
        .containsExactly(made.id());
    assertThat(
            clerk
                .users()
                .getOrganizationMemberships(bob)
                .organizationMemberships()
                .orElseThrow()
                .totalCount())
        .isEqualTo(1);
    var all = clerk.users().getInstanceOrganizationMembershipsDirect().organizationMemberships();
    assertThat(all.orElseThrow().totalCount()).isEqualTo(2);
    ListOrganizationsRequest ofBob =
        ListOrganizationsRequest.builder().userId(List.of(bob)).build();
    assertThat(clerk.organizations().list(ofBob).organizations().orElseThrow().data())
        .extracting(Organization::id)
        .containsExactly(acme.id());
    UpdateOrganizationMembershipRequestBody admin =
        UpdateOrganizationMembershipRequestBody.builder().role(ADMIN).build();
    assertThat(
            clerk
                .organizationMemberships()
                .update(acme.id(), bob, admin)
                .organizationMembership()
                .orElseThrow()
                .role())
        .isEqualTo(ADMIN);
    var ended = clerk.organizationMemberships().delete(acme.id(), bob);
    assertThat(ended.organizationMembership().orElseThrow().id()).isEqualTo(made.id());
    assertThatThrownBy(() -> clerk.organizationMemberships().delete(acme.id(), ann))
        .asString()
        .contains("organization_minimum_permissions_needed");
  }

  @Test
  void invitations_are_made_got_listed_and_revoked() {
    String ann = user("ann@example.org").id();
    Organization acme = organization("Acme", ann);
    OrganizationInvitation one = invite(acme, ann, "x@example.org");
    assertThat(
            clerk
                .organizationInvitations()
                .get(acme.id(), one.id())
                .organizationInvitation()
                .orElseThrow()
                .publicInviterData()
                .orElseThrow()
                .userId())
        .isEqualTo(ann);
    var bulk =
        clerk
            .organizationInvitations()
            .bulkCreate(
                acme.id(),
                List.of(
                    CreateOrganizationInvitationBulkRequestBody.builder()
                        .emailAddress("y@example.org")
                        .role(MEMBER)
                        .build()));
    assertThat(bulk.organizationInvitations().orElseThrow().totalCount()).isEqualTo(1);
    var revoked =
        clerk
            .organizationInvitations()
            .revoke()
            .organizationId(acme.id())
            .invitationId(one.id())
            .call();
    assertThat(revoked.organizationInvitation().orElseThrow().status()).contains("revoked");
    ListOrganizationInvitationsRequest pending =
        ListOrganizationInvitationsRequest.builder()
            .organizationId(acme.id())
            .status(ListOrganizationInvitationsQueryParamStatus.PENDING)
            .build();
    assertThat(
            clerk
                .organizationInvitations()
                .list(pending)
                .organizationInvitations()
                .orElseThrow()
                .totalCount())
        .isEqualTo(1);
    refused(400, "already_a_member_in_organization", () -> invite(acme, ann, "ann@example.org"));
  }

  @Test
  void roles_permissions_and_keys_are_listed() {
    stub.rest().defineRole("org:editor", "org:notes:read", "org:notes:write");
    assertThat(clerk.organizationRoles().listDirect().roles().orElseThrow().data())
        .extracting(role -> role.key())
        .containsExactly("org:editor", MEMBER, ADMIN);
    assertThat(
            clerk.organizationPermissions().list().limit(500L).call().permissions().orElseThrow())
        .satisfies(all -> assertThat(all.totalCount()).isEqualTo(all.data().size()));
    assertThat(clerk.jwks().getJWKSDirect().jwks().orElseThrow().keys().orElseThrow()).hasSize(1);
  }

  @Test
  void sessions_are_begun_listed_and_revoked() {
    String ann = user("ann@example.org").id();
    Session session =
        clerk
            .sessions()
            .create()
            .request(CreateSessionRequestBody.builder().userId(ann).build())
            .call()
            .session()
            .orElseThrow();
    assertThat(clerk.sessions().createToken(session.id()).object().orElseThrow().jwt()).isPresent();
    GetSessionListRequest active = GetSessionListRequest.builder().userId(ann).build();
    assertThat(clerk.sessions().list(active).sessionList().orElseThrow())
        .extracting(Session::id)
        .containsExactly(session.id());
    assertThat(clerk.sessions().revoke(session.id()).session().orElseThrow().status().value())
        .contains("revoked");
  }

  @Test
  void a_wrong_key_is_refused() {
    Clerk stranger = sdk(stub, "sk_test_other");
    refused(401, "clerk_key_invalid", () -> stranger.users().get("user_1"));
  }

  @Test
  void the_sdk_fails_on_every_organization_without_a_slug() {
    stub.settings().slugs(false);
    String ann = user("ann@example.org").id();
    assertThatThrownBy(() -> organization("Acme", ann)).isNotInstanceOf(ClerkErrors.class);
    assertThat(stub.webhooks().messages("organization.created")).hasSize(1);
    assertThatThrownBy(() -> clerk.users().getOrganizationMemberships(ann))
        .isNotInstanceOf(ClerkErrors.class);
  }

  private User user(String email) {
    CreateUserRequestBody body =
        CreateUserRequestBody.builder().emailAddress(List.of(email)).build();
    return clerk.users().create(body).user().orElseThrow();
  }

  private Organization organization(String name, String creator) {
    CreateOrganizationRequestBody body =
        CreateOrganizationRequestBody.builder().name(name).createdBy(creator).build();
    return clerk.organizations().create().request(body).call().organization().orElseThrow();
  }

  private OrganizationMembership enrol(Organization organization, String user) {
    CreateOrganizationMembershipRequestBody body =
        CreateOrganizationMembershipRequestBody.builder().userId(user).role(MEMBER).build();
    return clerk
        .organizationMemberships()
        .create(organization.id(), body)
        .organizationMembership()
        .orElseThrow();
  }

  private OrganizationInvitation invite(Organization organization, String by, String email) {
    CreateOrganizationInvitationRequestBody body =
        CreateOrganizationInvitationRequestBody.builder()
            .emailAddress(email)
            .role(MEMBER)
            .inviterUserId(by)
            .build();
    return clerk
        .organizationInvitations()
        .create()
        .organizationId(organization.id())
        .requestBody(body)
        .call()
        .organizationInvitation()
        .orElseThrow();
  }

  private static void refused(int status, String code, Runnable call) {
    assertThatExceptionOfType(ClerkErrors.class)
        .isThrownBy(call::run)
        .satisfies(
            no -> {
              assertThat(no.code()).isEqualTo(status);
              assertThat(no.data().orElseThrow().errors().get(0).code()).isEqualTo(code);
            });
  }
}
