package dev.muster.clerk.stub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The users of the instance, and what may be done with them. */
final class Users {
  private static final int MOST_FILTERS = 100;

  private final Instance clerk;
  private final Table<UserRow> rows = new Table<>();

  Users(Instance clerk) {
    this.clerk = clerk;
  }

  UserRow create(
      @Nullable String email, @Nullable String first, @Nullable String last, @Nullable String ext) {
    if (email != null && rows.any(row -> email.equalsIgnoreCase(row.email()))) {
      throw new Refused(422, "form_identifier_exists", "is taken", "That email address is taken.")
          .about("email_address");
    }
    long now = clerk.millis();
    UserRow user = new UserRow(clerk.newId("user"), email, first, last, ext, false, now, now);
    rows.put(user.id(), user);
    clerk.outbox.tell("user.created", user.wire());
    return user;
  }

  UserRow get(String id) {
    UserRow user = rows.find(id);
    if (user == null) {
      throw Refused.notFound("No user was found with id " + id);
    }
    return user;
  }

  boolean exists(String id) {
    return rows.find(id) != null;
  }

  @Nullable UserRow withEmail(String email) {
    List<UserRow> found = rows.newestFirst(row -> email.equalsIgnoreCase(row.email()));
    return found.isEmpty() ? null : found.get(0);
  }

  UserRow ban(String id, boolean banned) {
    UserRow user = rows.put(id, get(id).banned(banned, clerk.millis()));
    if (banned) {
      clerk.sessions.endAll(id, "revoked");
    }
    clerk.outbox.tell("user.updated", user.wire());
    return user;
  }

  UserRow rename(String id, @Nullable String first, @Nullable String last) {
    UserRow user = rows.put(id, get(id).named(first, last, clerk.millis()));
    clerk.outbox.tell("user.updated", user.wire());
    return user;
  }

  UserRow delete(String id) {
    UserRow user = get(id);
    clerk.sessions.endAll(id, "removed");
    clerk.memberships.dropAll(row -> row.user().equals(id));
    rows.remove(id);
    clerk.outbox.tell("user.deleted", Deleted.wire("user", id));
    return user;
  }

  List<UserRow> list(Asked asked) {
    for (String filter : List.of("user_id", "email_address", "external_id")) {
      if (asked.all(filter).size() > MOST_FILTERS) {
        throw Refused.form("array_size_exceeded", filter, "should not exceed 100 items");
      }
    }
    String query = asked.first("query");
    return rows.newestFirst(
        row ->
            allows(asked.all("user_id"), row.id())
                && allows(asked.all("email_address"), row.email())
                && allows(asked.all("external_id"), row.externalId())
                && (query == null || String.valueOf(row.email()).contains(query)));
  }

  static boolean allows(List<String> wanted, @Nullable String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }
}
