package dev.muster.jdbi;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.Observation;
import java.time.Instant;
import java.util.List;

/** The member that the tests talk about. */
final class Members {
  static final ProviderInstance PROVIDER = new ProviderInstance("test");
  static final MembershipKey KEY =
      new MembershipKey(PROVIDER, new OrganizationId("org_1"), new UserId("user_1"));
  static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private Members() {}

  static Membership member(String... roles) {
    return new Membership(
        new MembershipId("om_1"),
        KEY.organization(),
        KEY.user(),
        MembershipStatus.ACTIVE,
        List.of(roles).stream().map(RoleSlug::new).toList(),
        CHANGED);
  }

  static Observation seen(Instant asOf, String... roles) {
    return new Observation.Seen(member(roles), asOf);
  }
}
