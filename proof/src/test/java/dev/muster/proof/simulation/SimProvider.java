package dev.muster.proof.simulation;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.simulation.Points.Fault;
import dev.muster.proof.simulation.Specification.ProviderState;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import dev.muster.provider.User;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One node's way to the provider: a point before it reads, and one before its answer arrives. */
final class SimProvider implements IdentityProvider {
  private final FakeIdentityProvider fake;
  private final Points points;
  private final Consumer<Membership> removal;
  private ProviderState state = ProviderState.FINE;

  SimProvider(FakeIdentityProvider fake, Points points, Consumer<Membership> removal) {
    this.fake = fake;
    this.points = points;
    this.removal = removal;
  }

  /** What the last call came to. */
  ProviderState state() {
    return state;
  }

  /** Forgets the calls of a request that ran within another. */
  void restore(ProviderState before) {
    state = before;
  }

  @Override
  public ProviderInstance instance() {
    return fake.instance();
  }

  @Override
  public Duration callDeadline() {
    return fake.callDeadline();
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return call(() -> fake.findMembership(organization, user));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return call(() -> fake.findOrganization(organization));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return call(() -> fake.findUser(user));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return call(() -> fake.listMemberships(user));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return call(() -> fake.listMembers(organization));
  }

  /** Removes a membership, or finds it removed. Who is told of a refusal knows it was not done. */
  void remove(Membership membership) {
    arrive();
    removal.accept(membership);
    if (points.passToProvider() != Fault.NONE) {
      state = ProviderState.UNAVAILABLE;
      throw new ProviderException.Unavailable("the answer was lost", null);
    }
  }

  private <T> T call(Supplier<T> read) {
    arrive();
    T answer = read.get();
    arrive();
    state = ProviderState.FINE;
    return answer;
  }

  private void arrive() {
    Fault fault = points.passToProvider();
    if (fault == Fault.NONE) {
      return;
    }
    state = fault == Fault.LOST ? ProviderState.UNAVAILABLE : ProviderState.REFUSING;
    throw switch (fault) {
      case REFUSED -> new ProviderException.Rejected("refused");
      case MISCONFIGURED -> new ProviderException.Misconfigured("our key");
      default -> new ProviderException.Unavailable("lost", null);
    };
  }
}
