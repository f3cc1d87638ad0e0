package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.provider.ProviderException;
import dev.muster.rest.Fields;
import java.time.Instant;

/**
 * One event of Clerk's webhooks. What an event about access says of it must be readable; of any
 * other only the time and the type are read.
 */
final class EventReader {
  /** From here on a time is in milliseconds: as seconds it would be in the year 5138. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  /** The end of the year 9999: no time of a message is later. */
  private static final long MOST_MILLIS = 253_402_300_799_999L;

  private EventReader() {}

  /**
   * Reads.
   *
   * @param id the message's
   * @param body its raw bytes
   * @throws ProviderException if it is no event
   */
  static ProviderEvent read(String id, byte[] body) {
    Fields event = Fields.read(Wire.NAME, body);
    return new ProviderEvent(id, time(event), what(event.filled("type"), event));
  }

  private static What what(String type, Fields event) {
    return switch (type) {
      case "organizationMembership.created", "organizationMembership.updated" ->
          new MembershipStated(Answers.membership(event.object("data")));
      case "organizationMembership.deleted" ->
          new MembershipEnded(Answers.ended(event.object("data")));
      case "organization.created", "organization.updated" ->
          new OrganizationStated(Answers.organization(event.object("data")));
      case "organization.deleted" ->
          new OrganizationEnded(event.object("data").named("id", OrganizationId::new));
      case "user.deleted" -> new UserEnded(event.object("data").named("id", UserId::new));
      case "session.ended", "session.removed", "session.revoked" -> ended(event.object("data"));
      case "role.created", "role.updated" ->
          new RoleChanged(Answers.role(event.object("data")), null);
      case "role.deleted" -> deletedRole(type, event.object("data"));
      default -> new Other(type);
    };
  }

  private static SessionEnded ended(Fields session) {
    return new SessionEnded(session.named("user_id", UserId::new), session.filled("id"));
  }

  /* Clerk's document has the id of a deleted role only, and deletes none that a member has. */
  private static What deletedRole(String type, Fields role) {
    return role.isAbsent("key")
        ? new Other(type)
        : new RoleChanged(role.named("key", RoleSlug::new), null);
  }

  /* Clerk's document shows seconds, its manual milliseconds. */
  private static Instant time(Fields event) {
    long time = event.number("timestamp");
    if (time < 0 || time > MOST_MILLIS) {
      throw event.malformed("timestamp");
    }
    return time < LEAST_MILLIS ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
  }
}
