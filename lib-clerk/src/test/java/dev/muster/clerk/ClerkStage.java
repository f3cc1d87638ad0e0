package dev.muster.clerk;

import dev.muster.clerk.stub.ClerkStub;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.RoleCatalog;
import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.InvitationsUnderTest;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.contract.RoleCatalogUnderTest;
import dev.muster.testkit.contract.WalkUnderTest;
import dev.muster.testkit.gateway.Patience;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The adapter on the Clerk for tests, and the levers of the suites. */
final class ClerkStage
    implements AdministrationUnderTest,
        InvitationsUnderTest,
        RoleCatalogUnderTest,
        LifecycleUnderTest,
        ProfilesUnderTest,
        WalkUnderTest {
  private final ClerkStub clerk = ClerkStub.start();
  private final Map<String, UserId> users = new HashMap<>();
  private final Patience<ClerkProvider> providers;

  ClerkStage() {
    this(10);
  }

  ClerkStage(int pageSize) {
    providers =
        Patience.of(
            deadline ->
                ClerkProvider.of(settings(clerk).pageSize(pageSize).callDeadline(deadline).build()),
            ClerkProvider::listRoles,
            ClerkProvider::close);
  }

  /** Settings for a Clerk for tests. */
  static ClerkSettings.Builder settings(ClerkStub clerk) {
    return ClerkSettings.builder(new ProviderInstance("clerk"))
        .secretKey(clerk.key())
        .baseUrl(clerk.url())
        .callDeadline(Patience.LONG);
  }

  ClerkStub clerk() {
    return clerk;
  }

  ClerkProvider adapter() {
    return providers.adapter();
  }

  @Override
  public RoleSlug role(String name) {
    return new RoleSlug("org:" + name.replace('-', '_'));
  }

  @Override
  public IdentityProvider provider() {
    return providers.as(IdentityProvider.class, provider -> provider);
  }

  @Override
  public OrganizationAdministration administration() {
    return providers.as(OrganizationAdministration.class, provider -> provider);
  }

  @Override
  public InvitationProvider invitations() {
    return providers.as(InvitationProvider.class, provider -> provider);
  }

  @Override
  public RoleCatalog roleCatalog() {
    return providers.as(RoleCatalog.class, provider -> provider);
  }

  @Override
  public OrganizationLifecycle lifecycle() {
    return providers.as(OrganizationLifecycle.class, provider -> provider);
  }

  @Override
  public MemberProfiles profiles() {
    return providers.as(MemberProfiles.class, provider -> provider);
  }

  @Override
  public DirectoryWalk walk() {
    return providers.as(DirectoryWalk.class, ClerkProvider::directoryWalk);
  }

  @Override
  public UserId createUser(String email) {
    UserId user = clerk.createUser(email);
    users.put(email, user);
    return user;
  }

  @Override
  public UserId createUserWithoutEmail() {
    return clerk.createUser(null);
  }

  @Override
  public OrganizationId createOrganization(String name) {
    return clerk.createOrganization(name);
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    if (status == MembershipStatus.PENDING) {
      throw new NoLever("Clerk makes no membership before an invitation is accepted");
    }
    clerk.enrol(organization, user, role.value());
    if (status == MembershipStatus.INACTIVE) {
      clerk.ban(user, true);
    }
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    clerk.setRole(organization, user, role.value());
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    clerk.remove(organization, user);
  }

  @Override
  public void defineRole(RoleSlug role) {
    clerk.rest().defineRole(role.value());
  }

  @Override
  public void deleteRole(RoleSlug role) {
    clerk.rest().deleteRole(role.value());
  }

  @Override
  public void accept(Invitation invitation) {
    clerk
        .rest()
        .acceptInvitation(invitation.id(), Objects.requireNonNull(users.get(invitation.email())));
  }

  @Override
  public void letExpire(InvitationId invitation) {
    clerk.rest().expire(invitation);
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    providers.expect(outage);
    clerk.line().fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    clerk.line().rejectKey();
  }

  @Override
  public void heal() {
    clerk.line().heal();
    providers.heal();
  }

  @Override
  public void close() {
    providers.close();
    clerk.close();
  }
}
