package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sessions of the instance, and what may be done with them. */
final class Sessions {
  private final Instance clerk;
  private final Table<SessionRow> rows = new Table<>();

  Sessions(Instance clerk) {
    this.clerk = clerk;
  }

  SessionRow begin(String user, @Nullable String organization) {
    if (clerk.users.get(user).banned()) {
      throw new Refused(
          403, "user_banned", "User banned", "This user is banned and can't sign in.");
    }
    if (organization != null) {
      clerk.memberships.get(organization, user);
    }
    long now = clerk.millis();
    SessionRow row =
        new SessionRow(clerk.newId("sess"), user, organization, SessionRow.ACTIVE, now, now);
    rows.put(row.id(), row);
    tell("session.created", row);
    return row;
  }

  SessionRow get(String id) {
    SessionRow row = rows.find(id);
    if (row == null) {
      throw Refused.notFound("No session was found with id " + id);
    }
    return row;
  }

  SessionRow revoke(String id) {
    return end(get(id), "revoked");
  }

  SessionRow end(SessionRow row, String status) {
    if (!row.status().equals(SessionRow.ACTIVE)) {
      return row;
    }
    SessionRow ended = rows.put(row.id(), row.now(status, row.organization(), clerk.millis()));
    tell("session." + status, ended);
    return ended;
  }

  void endAll(String user, String status) {
    rows.newestFirst(row -> row.user().equals(user)).forEach(row -> end(row, status));
  }

  /** An organization that is gone is active in no session. */
  void leave(String organization) {
    leave(row -> organization.equals(row.organization()));
  }

  void leave(String organization, String user) {
    leave(row -> organization.equals(row.organization()) && row.user().equals(user));
  }

  private void leave(Predicate<SessionRow> in) {
    for (SessionRow row : rows.newestFirst(in)) {
      rows.put(row.id(), row.now(row.status(), null, clerk.millis()));
    }
  }

  List<SessionRow> list(Predicate<SessionRow> wanted) {
    return rows.newestFirst(wanted);
  }

  private void tell(String type, SessionRow row) {
    ObjectNode wire = row.wire();
    wire.set("user", clerk.users.get(row.user()).wire());
    clerk.outbox.tell(type, wire);
  }
}
