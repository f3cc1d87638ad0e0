package dev.muster.benchmarks;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * A provider that knows who holds which role; if not told, everybody is a member of everything. It
 * counts its calls, takes its time if told to, and answers in new objects, as one that parses JSON
 * does.
 */
final class FixedProvider implements IdentityProvider {
  static final ProviderInstance INSTANCE = new ProviderInstance("fixed");

  private final BiFunction<OrganizationId, UserId, Optional<String>> roles;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile long takesNanos;

  FixedProvider() {
    this((organization, user) -> Optional.of("member"));
  }

  FixedProvider(BiFunction<OrganizationId, UserId, Optional<String>> roles) {
    this.roles = roles;
  }

  void take(Duration time) {
    takesNanos = time.toNanos();
  }

  int calls() {
    return calls.get();
  }

  @Override
  public ProviderInstance instance() {
    return INSTANCE;
  }

  @Override
  public Duration callDeadline() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    calls.incrementAndGet();
    long end = System.nanoTime() + takesNanos;
    for (long left = takesNanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return roles
        .apply(organization, user)
        .map(
            role ->
                new Membership(
                    new MembershipId("om_" + user),
                    new OrganizationId(organization.value()),
                    new UserId(user.value()),
                    MembershipStatus.ACTIVE,
                    List.of(new RoleSlug(role)),
                    Instant.EPOCH));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return Optional.of(new Organization(organization, "Organization"));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return Optional.empty();
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return List.of();
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return List.of();
  }
}
