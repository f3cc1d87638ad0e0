package dev.muster.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.rest.Fields;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as Keycloak's logs have it, of administrators or of users.
 *
 * @param time in milliseconds
 * @param id its id
 * @param type what it is about, as {@code ORGANIZATION_MEMBERSHIP}, or a type of users' events
 * @param operation what was done; empty for users' events
 * @param path what it was done to, without {@code organizations/} and the like being taken off
 * @param name the user name of whom it was done to, or the name in the representation
 * @param user whose it is, for users' events
 * @param session the session, for users' events
 */
record LogEvent(
    long time,
    String id,
    String type,
    String operation,
    List<String> path,
    @Nullable String name,
    @Nullable UserId user,
    @Nullable String session) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static LogEvent ofAdmin(Fields row) {
    String type = row.filled("resourceType");
    boolean failed = !row.isAbsent("error");
    JsonNode who = row.node().path("details").path("username");
    String path = row.textOrNull("resourcePath");
    return new LogEvent(
        row.number("time"),
        id(row),
        failed ? "failed " + type : type,
        row.filled("operationType"),
        path == null || path.isEmpty() ? List.of() : List.of(path.split("/")),
        who.isTextual() ? who.textValue() : nameIn(row.textOrNull("representation")),
        null,
        null);
  }

  static LogEvent ofUser(Fields row) {
    return new LogEvent(
        row.number("time"),
        id(row),
        row.filled("type"),
        "",
        List.of(),
        null,
        row.namedOrNull("userId", UserId::new),
        row.textOrNull("sessionId"));
  }

  /* A slash is what parts a cursor. */
  private static String id(Fields row) {
    String id = row.filled("id");
    if (id.indexOf('/') >= 0) {
      throw row.malformed("id");
    }
    return id;
  }

  private static @Nullable String nameIn(@Nullable String representation) {
    if (representation == null || !representation.startsWith("{")) {
      return null;
    }
    try {
      JsonNode name = JSON.readTree(representation).path("name");
      return name.isTextual() ? name.textValue() : null;
    } catch (IOException e) {
      return null;
    }
  }

  LogPlace place() {
    return new LogPlace(time, id, "");
  }

  boolean isOfUsers() {
    return operation.isEmpty();
  }

  /** Whether its path has this form, with a star for any one part that can be an id. */
  boolean isAt(String... form) {
    return path.size() == form.length && isBelow(form);
  }

  /** Whether its path begins so. */
  boolean isBelow(String... form) {
    if (path.size() < form.length) {
      return false;
    }
    for (int i = 0; i < form.length; i++) {
      boolean fits = form[i].equals("*") ? Ids.canBe(path.get(i)) : form[i].equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  boolean is(String what) {
    return operation.equals(what);
  }

  /** The organization that the path begins with, where that can be one. */
  OrganizationId organization() {
    return new OrganizationId(path.get(1));
  }

  /** The user that a part of the path is, where it {@link #isAt} a form with a star there. */
  UserId user(int part) {
    return new UserId(path.get(part));
  }
}
