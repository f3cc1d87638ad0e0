package dev.muster.testkit;

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
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The fake on the contract's stage; a subclass may put a wire before it. */
public class FakeStage
    implements AdministrationUnderTest,
        AcceptanceUnderTest,
        SessionsUnderTest,
        RoleCatalogUnderTest,
        LifecycleUnderTest,
        ProfilesUnderTest,
        EventsUnderTest,
        WalkUnderTest {
  private static final int ALWAYS = 1_000_000;
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  protected final FakeIdentityProvider fake;
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ProviderProfile profile;
  private Hold hold = new Hold();

  public FakeStage(ProviderProfile profile, int pageSize, Duration callDeadline) {
    this.profile = profile;
    fake =
        FakeIdentityProvider.builder(new ProviderInstance("test"))
            .profile(profile)
            .clock(clock)
            .pageSize(pageSize)
            .callDeadline(callDeadline)
            .build();
  }

  @Override
  public IdentityProvider provider() {
    return fake;
  }

  @Override
  public OrganizationAdministration administration() {
    return fake;
  }

  @Override
  public SessionProvider sessions() {
    return fake;
  }

  @Override
  public InvitationProvider invitations() {
    return fake;
  }

  @Override
  public InvitationAcceptance acceptance() {
    return fake;
  }

  @Override
  public RoleCatalog roleCatalog() {
    return fake;
  }

  @Override
  public OrganizationLifecycle lifecycle() {
    return fake;
  }

  @Override
  public MemberProfiles profiles() {
    return fake;
  }

  @Override
  public EventSource events() {
    return fake.eventSource();
  }

  @Override
  public DirectoryWalk walk() {
    return fake.directoryWalk();
  }

  @Override
  public void renameOrganization(OrganizationId organization, String name) {
    fake.dashboard().rename(organization, name);
  }

  @Override
  public void endOrganization(OrganizationId organization) {
    fake.dashboard().deleteOrganization(organization);
  }

  @Override
  public void endUser(UserId user) {
    fake.dashboard().deleteUser(user);
  }

  @Override
  public String endSessionOf(UserId user) {
    URI back = URI.create("https://app.example/back");
    URI page = fake.authorizationUri(new AuthorizationRequest(back, "state", CHALLENGE));
    String code = signIn(page, user).getRawQuery().replaceAll("(^|.*&)code=([^&]*).*", "$2");
    String session = fake.exchangeCode(Secret.of(code), VERIFIER, back).sessionId();
    fake.dashboard().endSessions(user);
    return session;
  }

  @Override
  public void changePermissions(RoleSlug role) {
    fake.dashboard().changePermissions(role);
  }

  @Override
  public void loseCursors() {
    fake.dashboard().forgetEvents();
  }

  @Override
  public void defineRole(RoleSlug role) {
    fake.dashboard().defineRole(role);
  }

  @Override
  public void deleteRole(RoleSlug role) {
    fake.dashboard().deleteRole(role);
  }

  @Override
  public void accept(Invitation invitation) {
    UserId invited =
        fake.dashboard().users().stream()
            .filter(u -> invitation.email().equals(u.email()))
            .findFirst()
            .orElseThrow()
            .id();
    fake.dashboard().accept(invitation.organization(), invited);
  }

  @Override
  public void letExpire(InvitationId invitation) {
    clock.advance(Duration.ofDays(7));
  }

  @Override
  public URI signIn(URI page, UserId user) {
    Map<String, String> query = new HashMap<>();
    for (String pair : page.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fake.authorize(
        new AuthorizationRequest(
            URI.create(query.get("redirect_uri")), query.get("state"), query.get("code_challenge")),
        user);
  }

  @Override
  public UserId createUser(String email) {
    return fake.dashboard().createUser(email).id();
  }

  @Override
  public UserId createUserWithoutEmail() {
    if (!profile.hasUsersWithoutEmail()) {
      throw new NoLever("each user of " + profile + " has an e-mail");
    }
    return fake.dashboard().createUserWithoutEmail().id();
  }

  @Override
  public OrganizationId createOrganization(String name) {
    return fake.dashboard().createOrganization(name).id();
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    if (!profile.statuses().contains(status)) {
      throw new NoLever(profile + " has no " + status);
    }
    if (status == MembershipStatus.PENDING) {
      String email =
          fake.dashboard().users().stream()
              .filter(u -> u.id().equals(user))
              .findFirst()
              .orElseThrow()
              .email();
      fake.dashboard().invite(organization, email, role);
      return;
    }
    fake.dashboard().join(organization, user, role);
    if (status == MembershipStatus.INACTIVE) {
      fake.dashboard().deactivate(organization, user);
    }
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    fake.dashboard().setRoles(organization, user, role);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    fake.dashboard().remove(organization, user);
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    script(goodRequests, fault(outage));
  }

  @Override
  public void rejectOurKey() {
    script(0, new Fault.KeyRejected());
  }

  @Override
  public void heal() {
    fake.faults().clear();
    hold.release();
    hold = new Hold();
  }

  @Override
  public void close() {
    heal();
  }

  private void script(int goodRequests, Fault fault) {
    for (Operation operation : Operation.values()) {
      if (goodRequests > 0) {
        fake.faults().pass(operation, goodRequests);
      }
      fake.faults().next(operation, fault, ALWAYS);
    }
  }

  private Fault fault(Outage outage) {
    return switch (outage) {
      case RATE_LIMITED -> new Fault.RateLimited(Duration.ofSeconds(7));
      case SERVER_ERROR -> new Fault.ServerError(503);
      case REFUSED_CONNECTION -> new Fault.RefusedConnection();
      case MALFORMED_ANSWER -> new Fault.MalformedAnswer();
      case CUT_ANSWER -> new Fault.CutAnswer();
      case HANG -> new Fault.Hang(hold);
    };
  }
}
