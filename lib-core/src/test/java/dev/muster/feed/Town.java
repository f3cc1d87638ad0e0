package dev.muster.feed;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import dev.muster.provider.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider whose lists are paged by offset, so that rows slip when others come and go. */
final class Town implements IdentityProvider, DirectoryWalk {
  static final ProviderInstance TOWN = new ProviderInstance("town");

  private final Map<OrganizationId, Organization> organizations = new LinkedHashMap<>();
  private final Map<OrganizationId, Map<UserId, Membership>> members = new LinkedHashMap<>();
  private int updates;
  boolean forgetsPlaces;

  OrganizationId organization(String name) {
    OrganizationId id = new OrganizationId("org_" + name);
    organizations.put(id, new Organization(id, name));
    members.computeIfAbsent(id, any -> new LinkedHashMap<>());
    return id;
  }

  void rename(OrganizationId id, String name) {
    organizations.put(id, new Organization(id, name));
  }

  void delete(OrganizationId id) {
    organizations.remove(id);
    members.remove(id);
  }

  /** Joins, anew with another membership, or gets another role. */
  Membership member(OrganizationId organization, String name, String role) {
    updates++;
    UserId user = new UserId("user_" + name);
    Map<UserId, Membership> there = members.get(organization);
    Membership before = there.get(user);
    Membership stated =
        new Membership(
            before == null ? new MembershipId("om_" + updates) : before.id(),
            organization,
            user,
            MembershipStatus.ACTIVE,
            List.of(new RoleSlug(role)),
            Instant.ofEpochSecond(updates));
    there.put(user, stated);
    return stated;
  }

  void leaves(OrganizationId organization, String name) {
    members.get(organization).remove(new UserId("user_" + name));
  }

  /** Another environment: it knows nothing of this one. */
  void becomesAnother() {
    organizations.clear();
    members.clear();
  }

  List<Membership> all() {
    return members.values().stream().flatMap(there -> there.values().stream()).toList();
  }

  @Override
  public ProviderInstance instance() {
    return TOWN;
  }

  @Override
  public Duration callDeadline() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return Optional.ofNullable(members.getOrDefault(organization, Map.of()).get(user));
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
    return all().stream().filter(one -> one.user().equals(user)).toList();
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return List.copyOf(members.getOrDefault(organization, Map.of()).values());
  }

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    return page(new ArrayList<>(organizations.values()), after, limit);
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    return page(listMembers(organization), after, limit);
  }

  private <T> Page<T> page(List<T> all, @Nullable String after, int limit) {
    if (after != null && forgetsPlaces) {
      forgetsPlaces = false;
      throw new ProviderException.Rejected("no-such-place");
    }
    int from = Math.min(all.size(), after == null ? 0 : Integer.parseInt(after));
    int to = Math.min(all.size(), from + limit);
    return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }
}
