package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.testkit.FakeDashboard;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Makes users and organizations that nothing has met before. */
final class Stage {
  /** One for all checks of this process, since several may share a provider. */
  private static final AtomicLong MADE = new AtomicLong();

  private final ConformanceHost host;
  private final FakeDashboard dashboard;
  private final Map<UserId, String> emails = new HashMap<>();

  Stage(ConformanceHost host) {
    this.host = host;
    dashboard = host.provider().dashboard();
  }

  UserId person() {
    String email = "conformance-" + MADE.incrementAndGet() + "@example.org";
    UserId made = dashboard.createUser(email).id();
    emails.put(made, email);
    return made;
  }

  /** A new organization with a founder in a role, for a user who may be anything to it. */
  Staged organization(String role, UserId user) {
    OrganizationId organization =
        dashboard.createOrganization("Conformance " + MADE.incrementAndGet()).id();
    UserId founder = person();
    join(organization, founder, role);
    return new Staged(host, organization, user, founder, null);
  }

  /** The same with a new user who is nobody anywhere. */
  Staged organization(String role) {
    return organization(role, person());
  }

  /** The same with a new user who is a member. */
  Staged membership(String role) {
    Staged staged = organization(role);
    join(staged.organization(), staged.user(), role);
    return staged;
  }

  void invite(Staged staged, String role) {
    var unused =
        dashboard.invite(
            staged.organization(),
            Objects.requireNonNull(emails.get(staged.user()), "email"),
            new RoleSlug(role));
  }

  /** False where the provider knows no inactive members. */
  boolean deactivate(Staged staged) {
    if (!dashboard.profile().statuses().contains(MembershipStatus.INACTIVE)) {
      return false;
    }
    var unused = dashboard.deactivate(staged.organization(), staged.user());
    return true;
  }

  void remove(Staged staged) {
    dashboard.remove(staged.organization(), staged.user());
  }

  void setRole(Staged staged, String role) {
    var unused = dashboard.setRoles(staged.organization(), staged.user(), new RoleSlug(role));
  }

  void join(OrganizationId organization, UserId user, String role) {
    var unused = dashboard.join(organization, user, new RoleSlug(role));
  }
}
