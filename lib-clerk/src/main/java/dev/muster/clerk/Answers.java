package dev.muster.clerk;

import dev.muster.name.InvitationId;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Invitation.State;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.rest.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Clerk's objects: strict about what is decided on, tolerant of everything else, such as a
 * null for a slug, an image or the name of a role.
 */
final class Answers {
  private Answers() {}

  static Organization organization(Fields fields) {
    return new Organization(fields.named("id", OrganizationId::new), fields.text("name"));
  }

  /* Clerk has no state of a membership, but two of its user: who is banned or taken out by a
   * directory can't sign in, and is no active member. */
  static Membership membership(Fields fields) {
    Fields user = fields.object("public_user_data");
    boolean isBarred = isSet(user, "banned") || isSet(user, "deprovisioned");
    return new Membership(
        fields.named("id", MembershipId::new),
        fields.object("organization").named("id", OrganizationId::new),
        user.named("user_id", UserId::new),
        isBarred ? MembershipStatus.INACTIVE : MembershipStatus.ACTIVE,
        List.of(fields.named("role", RoleSlug::new)),
        fields.instantOfMillis("updated_at"));
  }

  /** A membership that ended, as it last was; where that can't be read, which it was. */
  static Membership ended(Fields fields) {
    try {
      return membership(fields);
    } catch (Unavailable incomplete) {
      return new Membership(
          fields.named("id", MembershipId::new),
          fields.object("organization").named("id", OrganizationId::new),
          fields.object("public_user_data").named("user_id", UserId::new),
          MembershipStatus.INACTIVE,
          List.of(),
          null);
    }
  }

  static RoleSlug role(Fields fields) {
    return fields.named("key", RoleSlug::new);
  }

  static User user(Fields fields) {
    UserId id = fields.named("id", UserId::new);
    String primary = fields.textOrNull("primary_email_address_id");
    if (primary == null) {
      return new User(id, null, false);
    }
    Fields address =
        fields.rows("email_addresses", row -> row).stream()
            .filter(row -> primary.equals(row.textOrNull("id")))
            .findFirst()
            .orElseThrow(() -> fields.malformed("primary_email_address_id"));
    return new User(id, address.text("email_address"), isVerified(address));
  }

  /** An invitation; its organization is the one asked about, where the answer names none. */
  static Invitation invitation(Fields fields, OrganizationId asked) {
    OrganizationId told = fields.namedOrNull("organization_id", OrganizationId::new);
    if (told != null && !told.equals(asked)) {
      throw fields.malformed("organization_id");
    }
    State state =
        switch (fields.text("status")) {
          case "pending" -> State.PENDING;
          case "accepted" -> State.ACCEPTED;
          case "expired" -> State.EXPIRED;
          case "revoked" -> State.REVOKED;
          default -> State.UNKNOWN;
        };
    return new Invitation(
        fields.named("id", InvitationId::new),
        asked,
        fields.text("email_address"),
        state,
        inviter(fields),
        fields.instantOfMillis("expires_at"));
  }

  /* An invitation of the dashboard has no user behind it. */
  private static @Nullable UserId inviter(Fields fields) {
    String inviter = fields.textOrNull("inviter_id");
    return inviter == null || inviter.isBlank() ? null : fields.named("inviter_id", UserId::new);
  }

  private static boolean isVerified(Fields address) {
    return !address.isAbsent("verification")
        && "verified".equals(address.object("verification").textOrNull("status"));
  }

  private static boolean isSet(Fields fields, String flag) {
    return !fields.isAbsent(flag) && fields.flag(flag);
  }
}
