package dev.muster.membership;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A provider of one organization whose point look-up does what the test says. */
public final class ScriptedProvider implements IdentityProvider {
  public static final ProviderInstance PROVIDER_INSTANCE = new ProviderInstance("scripted");
  public static final OrganizationId ACME = new OrganizationId("org_acme");
  public static final UserId ANN = new UserId("user_ann");

  public final AtomicInteger lookups = new AtomicInteger();
  public final Map<OrganizationId, Organization> organizations = new ConcurrentHashMap<>();
  public volatile Supplier<Optional<Membership>> answer = Optional::empty;

  public ScriptedProvider() {
    organizations.put(ACME, new Organization(ACME, "Acme"));
  }

  /** A membership of Ann in Acme. */
  public static Membership ann(MembershipStatus status, int updated, String... roles) {
    return new Membership(
        new MembershipId("om_1"),
        ACME,
        ANN,
        status,
        Arrays.stream(roles).map(RoleSlug::new).toList(),
        Instant.ofEpochSecond(updated));
  }

  /** Answers the same from now on. */
  public void says(Membership membership) {
    answer = () -> Optional.of(membership);
  }

  /** Fails from now on. */
  public void fails(RuntimeException failure) {
    answer =
        () -> {
          throw failure;
        };
  }

  @Override
  public ProviderInstance instance() {
    return PROVIDER_INSTANCE;
  }

  @Override
  public Duration callDeadline() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    lookups.incrementAndGet();
    return answer.get();
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return Optional.ofNullable(organizations.get(organization));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return Optional.empty();
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return answer.get().stream().toList();
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return answer.get().stream().toList();
  }
}
