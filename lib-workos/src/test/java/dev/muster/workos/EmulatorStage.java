package dev.muster.workos;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.testkit.contract.AcceptanceUnderTest;
import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.contract.RoleCatalogUnderTest;
import dev.muster.testkit.contract.SessionsUnderTest;
import dev.muster.testkit.contract.WalkUnderTest;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.workos.emulator.EmulatorConsole;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The adapter on WorkOS's emulator, with a gateway between them that breaks the line. */
final class EmulatorStage
    implements AdministrationUnderTest,
        AcceptanceUnderTest,
        SessionsUnderTest,
        RoleCatalogUnderTest,
        LifecycleUnderTest,
        ProfilesUnderTest,
        EventsUnderTest,
        WalkUnderTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI emulator;
  private final EmulatorConsole console;
  private final Gateway gateway;
  private final Patience<WorkOsProvider> providers;

  EmulatorStage(WorkOsEmulator emulator, int pageSize) {
    this.emulator = emulator.url();
    console = new EmulatorConsole(emulator);
    gateway = Gateway.before(emulator.url());
    WorkOsSettings.Builder settings =
        WorkOsSettings.builder(new ProviderInstance("workos"))
            .apiKey(Secret.of(emulator.newKey()))
            .clientId("client_test")
            .baseUrl(gateway.url())
            .issuer(emulator.url().toString())
            .pageSize(pageSize);
    providers =
        Patience.of(
            deadline -> WorkOsProvider.of(settings.callDeadline(deadline).build()),
            WorkOsProvider::listRoles,
            WorkOsProvider::close);
  }

  EmulatorConsole console() {
    return console;
  }

  Gateway gateway() {
    return gateway;
  }

  /** What the emulator answers to a request of the adapter's, for a test that spoils the answer. */
  Answer answered(Asked asked) {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.resolve(asked.uri()))
            .header("Authorization", asked.authorization())
            .header("Content-Type", asked.contentType())
            .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.body()))
            .build();
    HttpResponse<String> response =
        HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    return Answer.of(response.statusCode(), response.body());
  }

  WorkOsProvider workOs() {
    return providers.adapter();
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
  public SessionProvider sessions() {
    return providers.as(SessionProvider.class, provider -> provider);
  }

  @Override
  public InvitationProvider invitations() {
    return providers.as(InvitationProvider.class, provider -> provider);
  }

  @Override
  public InvitationAcceptance acceptance() {
    return providers.as(InvitationAcceptance.class, provider -> provider);
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
  public EventSource events() {
    return providers.as(EventSource.class, WorkOsProvider::eventSource);
  }

  @Override
  public DirectoryWalk walk() {
    return providers.as(DirectoryWalk.class, WorkOsProvider::directoryWalk);
  }

  @Override
  public void renameOrganization(OrganizationId organization, String name) {
    workOs().rename(organization, name);
  }

  @Override
  public void endOrganization(OrganizationId organization) {
    workOs().deleteOrganization(organization);
  }

  @Override
  public void endUser(UserId user) {
    console.deleteUser(user.value());
  }

  @Override
  public String endSessionOf(UserId user) {
    URI back = URI.create("http://127.0.0.1:1/callback");
    URI page = workOs().authorizationUri(new AuthorizationRequest(back, "state", Pkce.CHALLENGE));
    String code = signIn(page, user).getRawQuery().replaceAll("(^|.*&)code=([^&]*).*", "$2");
    ProviderSession session = workOs().exchangeCode(Secret.of(code), Pkce.VERIFIER, back);
    workOs().endSession(session.sessionId(), session.refreshToken());
    return session.sessionId();
  }

  @Override
  public void changePermissions(RoleSlug role) {
    console.defineRole(role.value());
  }

  @Override
  public void loseCursors() {
    throw new NoLever("the emulator forgets no event");
  }

  @Override
  public void defineRole(RoleSlug role) {
    console.defineRole(role.value());
  }

  @Override
  public void deleteRole(RoleSlug role) {
    console.deleteRole(role.value());
  }

  @Override
  public void accept(Invitation invitation) {
    workOs().acceptInvitation(invitation.id());
  }

  @Override
  public void letExpire(InvitationId invitation) {
    throw new NoLever("the emulator has no clock to be moved");
  }

  @Override
  public URI signIn(URI page, UserId user) {
    return console.signIn(page, workOs().findUser(user).orElseThrow().email());
  }

  @Override
  public UserId createUser(String email) {
    return new UserId(console.createUser(email));
  }

  @Override
  public OrganizationId createOrganization(String name) {
    return new OrganizationId(console.createOrganization(name));
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    if (status == MembershipStatus.PENDING) {
      throw new NoLever("the emulator makes no pending membership");
    }
    console.join(organization.value(), user.value(), role.value());
    if (status == MembershipStatus.INACTIVE) {
      console.deactivate(organization.value(), user.value());
    }
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    console.setRole(organization.value(), user.value(), role.value());
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    console.remove(organization.value(), user.value());
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    providers.expect(outage);
    gateway.fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    gateway.instead(asked -> Answer.of(401, "{\"message\":\"Unauthorized\"}"));
  }

  @Override
  public void heal() {
    gateway.heal();
    providers.heal();
  }

  @Override
  public void close() {
    providers.close();
    gateway.close();
    console.close();
  }
}
