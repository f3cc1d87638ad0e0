package dev.muster.testkit;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.testkit.FakeEvent.OfMembership;
import dev.muster.testkit.FakeEvent.OfOrganization;
import dev.muster.testkit.FakeEvent.OfUser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of the fake provider: who there is, and who is a member where. One lock, held for
 * memory work only; each change adds its event while it holds it.
 */
final class Directory {
  private static final Duration TICK = Duration.ofMillis(1);

  private final ProviderProfile profile;
  private final Ids ids;
  private final InstantSource clock;
  private final EventLog log;
  private final Map<UserId, User> users = new LinkedHashMap<>();
  private final OrganizationTable organizations;
  private final Map<String, UserId> byEmail = new HashMap<>();
  private final Map<String, OrganizationId> byExternalId = new HashMap<>();
  private final MembershipTable memberships;
  private Instant lastChange = Instant.EPOCH;

  Directory(ProviderProfile profile, Ids ids, InstantSource clock, EventLog log) {
    this.profile = profile;
    this.ids = ids;
    this.clock = clock;
    this.log = log;
    organizations = new OrganizationTable(profile);
    memberships = new MembershipTable(profile);
  }

  ProviderProfile profile() {
    return profile;
  }

  /** Runs an act of several steps with nothing between them. The act does memory work only. */
  synchronized <T> T atomically(Supplier<T> act) {
    return act.get();
  }

  User need(UserId id) {
    return user(Objects.requireNonNull(id, "user")).orElseThrow(() -> unknown("user", id));
  }

  Organization need(OrganizationId id) {
    return organization(Objects.requireNonNull(id, "organization"))
        .orElseThrow(() -> unknown("organization", id));
  }

  static IllegalArgumentException unknown(String what, Object id) {
    return new IllegalArgumentException("there is no " + what + " `" + id + "`");
  }

  synchronized Optional<User> user(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  synchronized Optional<User> userByEmail(String email) {
    return Optional.ofNullable(byEmail.get(key(email))).map(users::get);
  }

  synchronized Optional<Organization> organization(OrganizationId id) {
    return organizations.find(id);
  }

  synchronized List<User> users() {
    return List.copyOf(users.values());
  }

  synchronized List<Organization> organizations() {
    return organizations.all();
  }

  synchronized Page<Organization> page(@Nullable String after, int limit) {
    return organizations.page(after, limit);
  }

  synchronized Optional<Membership> membership(OrganizationId organization, UserId user) {
    return memberships.find(organization, user);
  }

  synchronized List<Membership> members(OrganizationId organization) {
    return memberships.of(organization);
  }

  synchronized Page<Membership> page(UserId user, @Nullable String after, int limit) {
    return memberships.page(user, after, limit);
  }

  synchronized Page<Membership> page(
      OrganizationId organization, @Nullable String after, int limit) {
    return memberships.page(organization, after, limit);
  }

  /** Makes a user, or none if the e-mail is taken; null makes one without. */
  synchronized Optional<User> createUser(@Nullable String email, boolean verified) {
    if (email != null && byEmail.containsKey(key(email))) {
      return Optional.empty();
    }
    User user = new User(new UserId(ids.next("user")), email, verified);
    users.put(user.id(), user);
    if (email != null) {
      byEmail.put(key(email), user.id());
    }
    log.add(FakeEvent.Type.USER_CREATED, new OfUser(user));
    return Optional.of(user);
  }

  /** Changes the e-mail of a user who is there; false if somebody else has it. */
  synchronized boolean changeEmail(User user, String email, boolean verified) {
    UserId holder = byEmail.getOrDefault(key(email), user.id());
    if (!holder.equals(user.id())) {
      return false;
    }
    User changed = new User(user.id(), email, verified);
    byEmail.values().remove(user.id());
    byEmail.put(key(email), user.id());
    users.replace(user.id(), changed);
    log.add(FakeEvent.Type.USER_UPDATED, new OfUser(changed));
    return true;
  }

  /** Makes an organization, or finds the one with the external id; null makes one in any case. */
  synchronized Organization createOrganization(String name, @Nullable String externalId) {
    OrganizationId earlier = externalId == null ? null : byExternalId.get(externalId);
    Optional<Organization> there = earlier == null ? Optional.empty() : organizations.find(earlier);
    if (there.isPresent()) {
      return there.get();
    }
    Organization made = new Organization(new OrganizationId(ids.next("org")), name);
    organizations.put(made);
    if (externalId != null) {
      byExternalId.put(externalId, made.id());
    }
    log.add(FakeEvent.Type.ORGANIZATION_CREATED, new OfOrganization(made));
    return made;
  }

  synchronized void rename(OrganizationId id, String name) {
    Organization renamed = new Organization(id, name);
    if (organizations.find(id).isPresent()) {
      organizations.put(renamed);
    }
    log.add(FakeEvent.Type.ORGANIZATION_UPDATED, new OfOrganization(renamed));
  }

  /** Makes a membership with a new id; the caller has looked that there is none. */
  synchronized Membership begin(
      OrganizationId organization, UserId user, MembershipStatus status, List<RoleSlug> roles) {
    MembershipId id =
        new MembershipId(
            profile.hasMembershipIds()
                ? ids.next("om")
                : organization.value() + "/" + user.value());
    return put(
        new Membership(id, organization, user, status, roles, tick()),
        FakeEvent.Type.MEMBERSHIP_CREATED);
  }

  /** Makes the user an active member; a pending or inactive membership keeps its id. */
  synchronized Membership activate(
      OrganizationId organization, UserId user, List<RoleSlug> rolesIfNotActive) {
    Optional<Membership> old = memberships.find(organization, user);
    if (old.isEmpty()) {
      return begin(organization, user, MembershipStatus.ACTIVE, rolesIfNotActive);
    }
    return old.get().isActive()
        ? old.get()
        : change(old.get(), MembershipStatus.ACTIVE, rolesIfNotActive);
  }

  /** Changes a membership that is still there; its {@code updatedAt} moves on. */
  synchronized Membership change(Membership old, MembershipStatus status, List<RoleSlug> roles) {
    return put(
        new Membership(old.id(), old.organization(), old.user(), status, roles, tick()),
        FakeEvent.Type.MEMBERSHIP_UPDATED);
  }

  /** Ends a membership that is still there. */
  synchronized void remove(Membership old) {
    memberships.remove(old.organization(), old.user());
    log.add(FakeEvent.Type.MEMBERSHIP_DELETED, new OfMembership(old));
  }

  synchronized boolean deleteOrganization(OrganizationId id) {
    Optional<Organization> gone = organizations.remove(id);
    if (gone.isEmpty()) {
      return false;
    }
    byExternalId.values().removeIf(id::equals);
    memberships.of(id).forEach(this::removeWithOwner);
    log.add(FakeEvent.Type.ORGANIZATION_DELETED, new OfOrganization(gone.get()));
    return true;
  }

  synchronized boolean deleteUser(UserId id) {
    User gone = users.remove(id);
    if (gone == null) {
      return false;
    }
    byEmail.values().remove(gone.id());
    memberships.of(id).forEach(this::removeWithOwner);
    log.add(FakeEvent.Type.USER_DELETED, new OfUser(gone));
    return true;
  }

  /** Two spellings of an e-mail are one if they differ in case only. */
  static String key(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  private void removeWithOwner(Membership old) {
    if (profile.cascadesInEvents()) {
      remove(old);
    } else {
      memberships.remove(old.organization(), old.user());
    }
  }

  private Membership put(Membership membership, FakeEvent.Type type) {
    memberships.put(membership);
    log.add(type, new OfMembership(membership));
    return membership;
  }

  private @Nullable Instant tick() {
    if (!profile.hasMembershipIds()) {
      return null;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    lastChange = now.isAfter(lastChange) ? now : lastChange.plus(TICK);
    return lastChange;
  }
}
