package dev.muster.docs.snippets;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.ProviderUnderTest;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.http.FakeProviderServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The levers behind the adapter of docs/writing-an-adapter.md. */
final class AcmeStage implements ProviderUnderTest {
  private static final Secret KEY = Secret.of("acme-key");
  private static final int ALWAYS = 1_000_000;

  private final FakeIdentityProvider acme =
      FakeIdentityProvider.builder(new ProviderInstance("acme"))
          .profile(ProviderProfile.PLAIN)
          .callDeadline(Duration.ofMinutes(1))
          .build();
  private final FakeProviderServer server;
  private final Patience<AcmeDirectory> adapters;
  private Hold hold = new Hold();

  AcmeStage() {
    try {
      server = FakeProviderServer.start(acme, KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    adapters = adapters();
  }

  // @start region=patience
  private Patience<AcmeDirectory> adapters() {
    return Patience.of(
        deadline -> new AcmeDirectory(server.uri(), KEY, deadline),
        adapter -> adapter.findUser(new UserId("nobody")),
        adapter -> {});
  }

  @Override
  public IdentityProvider provider() {
    return adapters.as(IdentityProvider.class, adapter -> adapter);
  }

  // @end

  @Override
  public UserId createUser(String email) {
    return acme.dashboard().createUser(email).id();
  }

  @Override
  public UserId createUserWithoutEmail() {
    return acme.dashboard().createUserWithoutEmail().id();
  }

  @Override
  public OrganizationId createOrganization(String name) {
    return acme.dashboard().createOrganization(name).id();
  }

  // @start region=enrol
  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    if (status == MembershipStatus.PENDING) {
      throw new NoLever("the directory keeps no pending members");
    }
    acme.dashboard().join(organization, user, role);
    if (status == MembershipStatus.INACTIVE) {
      acme.dashboard().deactivate(organization, user);
    }
  }

  // @end

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    acme.dashboard().setRoles(organization, user, role);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    acme.dashboard().remove(organization, user);
  }

  // @start region=fail
  @Override
  public void fail(int goodRequests, Outage outage) {
    adapters.expect(outage);
    always(
        goodRequests,
        switch (outage) {
          case RATE_LIMITED -> new Fault.RateLimited(Duration.ofSeconds(7));
          case SERVER_ERROR -> new Fault.ServerError(503);
          case REFUSED_CONNECTION -> new Fault.RefusedConnection();
          case MALFORMED_ANSWER -> new Fault.MalformedAnswer();
          case CUT_ANSWER -> new Fault.CutAnswer();
          case HANG -> new Fault.Hang(hold);
        });
  }

  // @end

  @Override
  public void rejectOurKey() {
    always(0, new Fault.KeyRejected());
  }

  // @start region=heal
  @Override
  public void heal() {
    acme.faults().clear();
    hold.release();
    hold = new Hold();
    adapters.heal();
  }

  // @end

  @Override
  public void close() {
    heal();
    server.close();
  }

  private void always(int goodRequests, Fault fault) {
    for (Operation operation : Operation.values()) {
      if (goodRequests > 0) {
        acme.faults().pass(operation, goodRequests);
      }
      acme.faults().next(operation, fault, ALWAYS);
    }
  }
}
