package dev.muster.testkit.stage;

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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A provider that says the same about everybody: their roles, nothing, or that it is down. It can't
 * list those whom it has never heard of.
 */
record OneAnswer(Supplier<Optional<List<RoleSlug>>> answer) implements IdentityProvider {
  private static final ProviderInstance INSTANCE = new ProviderInstance("stand-in");

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
    return answer
        .get()
        .map(
            roles ->
                new Membership(
                    new MembershipId("om_" + Integer.toHexString(Objects.hash(organization, user))),
                    organization,
                    user,
                    MembershipStatus.ACTIVE,
                    roles,
                    null));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return answer.get().map(known -> new Organization(organization, organization.value()));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return answer.get().map(known -> new User(user, user.value() + "@example.org", true));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    var unused = answer.get();
    return List.of();
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    var unused = answer.get();
    return List.of();
  }
}
