package dev.muster.testkit.contract;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names and memberships that the suites talk about. */
final class Cast {
  static final ProviderInstance PROVIDER = new ProviderInstance("contract");
  static final ProviderInstance OTHER_PROVIDER = new ProviderInstance("contract-2");
  static final MembershipKey KEY = key("org_1", "user_1");

  /**
   * Ids that a careless database takes for one: case, accent in both spellings, width, trailing and
   * leading blanks, a letter outside the basic plane, and characters that SQL and LIKE know.
   */
  static final List<String> LOOK_ALIKES =
      List.of(
          "idea",
          "Idea",
          "IDEA",
          "id\u00e9a",
          "ide\u0301a",
          "\u0131dea",
          "\uff49dea",
          "idea ",
          " idea",
          "idea\u00a0",
          "\ud835\udc22dea",
          "idea\u00df",
          "ideass",
          "idea'",
          "idea\"",
          "idea;--",
          "idea%",
          "ide_",
          "idea\\",
          "?",
          ":key",
          "<key>");

  private Cast() {}

  static MembershipKey key(String organization, String user) {
    return new MembershipKey(PROVIDER, new OrganizationId(organization), new UserId(user));
  }

  static Membership member(MembershipKey key, String id, @Nullable Instant updatedAt) {
    return member(key, id, MembershipStatus.ACTIVE, updatedAt, "member");
  }

  static Membership member(
      MembershipKey key,
      String id,
      MembershipStatus status,
      @Nullable Instant updatedAt,
      String... roles) {
    return new Membership(
        new MembershipId(id),
        key.organization(),
        key.user(),
        status,
        List.of(roles).stream().map(RoleSlug::new).toList(),
        updatedAt);
  }
}
