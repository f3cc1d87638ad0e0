package dev.muster.testkit.stage;

import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.http.FakeWebhooks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Whom a test calls by which name. Safe for many threads; blocks only as the directory does. */
final class Cast {
  private final FakeDashboard dashboard;
  private final DirectoryStore directory;
  private final RoleMap roles;
  private final FakeWebhooks webhooks;
  private final Map<String, UserId> users = new LinkedHashMap<>();
  private final Map<String, OrganizationFixture> organizations = new LinkedHashMap<>();

  Cast(KitStores stores) {
    this.dashboard = stores.fake.dashboard();
    this.directory = stores.directory;
    this.roles = stores.roles();
    this.webhooks = stores.webhooks;
  }

  /** What was so before the test begins: the provider sends no message of it. */
  void before(Runnable act) {
    webhooks.silently(act);
  }

  FakeDashboard dashboard() {
    return dashboard;
  }

  static String email(String name) {
    if (Objects.requireNonNull(name, "user").isBlank()) {
      throw new IllegalArgumentException("a user's name must not be blank");
    }
    return name.indexOf('@') < 0 ? name + "@example.org" : name;
  }

  synchronized UserId user(String name) {
    UserId known = users.get(name);
    if (known == null) {
      String email = email(name);
      before(() -> users.put(name, dashboard.createUser(email).id()));
      known = Objects.requireNonNull(users.get(name));
    }
    return known;
  }

  synchronized OrganizationFixture organization(String name) {
    OrganizationFixture known = organizations.get(Objects.requireNonNull(name, "organization"));
    if (known == null) {
      OrganizationSlug slug = new OrganizationSlug(name);
      Organization made = made(name);
      if (!directory.add(KitStores.PROVIDER, new DirectoryStore.Entry(made, slug))) {
        throw new IllegalStateException(
            "the slug `" + name + "` is somebody else's in the host's directory");
      }
      known = new OrganizationFixture(this, made.id(), slug);
      organizations.put(name, known);
    }
    return known;
  }

  /** A user who was mentioned before. */
  synchronized UserId knownUser(String name) {
    UserId known = users.get(Objects.requireNonNull(name, "user"));
    if (known == null) {
      throw unknown("user", name, users);
    }
    return known;
  }

  /** An organization that was mentioned before. */
  synchronized OrganizationFixture knownOrganization(String name) {
    OrganizationFixture known = organizations.get(Objects.requireNonNull(name, "organization"));
    if (known == null) {
      throw unknown("organization", name, organizations);
    }
    return known;
  }

  private static IllegalStateException unknown(String what, String name, Map<String, ?> known) {
    return new IllegalStateException(
        "no "
            + what
            + " `"
            + name
            + "` was mentioned before; there are "
            + quoted(known.keySet().stream().sorted().toList()));
  }

  /** A Muster with another register knows none of the slugs: that is no answer to the test. */
  synchronized Decision found(String organization, Decision decision) {
    OrganizationFixture known = organizations.get(organization);
    if (known != null
        && decision instanceof Decision.Denied denied
        && denied.reason() == Reason.UNKNOWN_ORGANIZATION
        && !known.id().equals(denied.explanation().organization())
        && directory.findBySlug(KitStores.PROVIDER, known.slug()).isPresent()) {
      throw new IllegalStateException(
          "the slug `"
              + organization
              + "` is in the kit's directory, and the host's configuration has another one: give"
              + " the kit the host's by MusterKitBuilder.directory(..), or name the organization"
              + " by its id, in(kit.organization(\""
              + organization
              + "\").value())");
    }
    return decision;
  }

  private Organization made(String name) {
    AtomicReference<Organization> made = new AtomicReference<>();
    before(() -> made.set(dashboard.createOrganization(name)));
    return Objects.requireNonNull(made.get());
  }

  /** The membership that something is to happen to; whoever has none is a mistake of the test. */
  UserId member(String user, String organization) {
    UserId id = user(user);
    OrganizationId there = organization(organization).id();
    List<UserId> members = dashboard.members(there).stream().map(Membership::user).toList();
    if (!members.contains(id)) {
      throw new IllegalStateException(
          "`"
              + user
              + "` is no member of `"
              + organization
              + "`, whose members are "
              + names(members));
    }
    return id;
  }

  private synchronized String names(List<UserId> ids) {
    return quoted(
        users.entrySet().stream()
            .filter(named -> ids.contains(named.getValue()))
            .map(Map.Entry::getKey)
            .toList());
  }

  RoleSlug role(String name) {
    RoleSlug slug = new RoleSlug(Objects.requireNonNull(name, "role"));
    if (!roles.slugs().contains(slug)) {
      throw new IllegalArgumentException(
          "the role map knows no role `"
              + name
              + "`; the provider's roles that it knows are "
              + quoted(roles.slugs().stream().map(RoleSlug::value).sorted().toList()));
    }
    return slug;
  }

  private static String quoted(List<String> names) {
    return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining("`, `", "`", "`"));
  }
}
