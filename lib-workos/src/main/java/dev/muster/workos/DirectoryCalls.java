package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import kotlin.Pair;

/** Memberships, users and organizations: the questions. */
final class DirectoryCalls {
  static final String MEMBERSHIPS = "/user_management/organization_memberships";

  /* Left out, WorkOS answers with the active ones only, and an ended membership would look like one
   * that never was. Commas, as the document says: `statuses[]` is passed over. */
  static final Pair<String, String> EVERY_STATUS =
      new Pair<>("statuses", "active,inactive,pending");

  /* What stands in a path must not be able to lead elsewhere. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

  private final Wire wire;
  private final Pages pages;

  DirectoryCalls(Wire wire, int pageSize) {
    this.wire = wire;
    pages = new Pages(wire, pageSize);
  }

  Optional<Membership> membership(Deadline deadline, OrganizationId organization, UserId user) {
    List<Membership> found =
        pages.read(
            deadline,
            MEMBERSHIPS,
            List.of(
                new Pair<>("organization_id", organization.value()),
                new Pair<>("user_id", user.value()),
                EVERY_STATUS),
            isId(organization.value()) && isId(user.value()),
            Answers::membership,
            row -> row.organization().equals(organization) && row.user().equals(user));
    if (found.size() > 1) {
      throw Answers.malformed("several memberships of one user in one organization");
    }
    return found.stream().findFirst();
  }

  List<Membership> memberships(Deadline deadline, UserId user) {
    return list(deadline, "user_id", user.value(), row -> row.user().equals(user));
  }

  List<Membership> members(Deadline deadline, OrganizationId organization) {
    return list(
        deadline,
        "organization_id",
        organization.value(),
        row -> row.organization().equals(organization));
  }

  Optional<Organization> organization(Deadline deadline, OrganizationId organization) {
    return find(
        deadline,
        "/organizations/",
        organization.value(),
        Answers::organization,
        found -> found.id().equals(organization));
  }

  Optional<User> user(Deadline deadline, UserId user) {
    return find(
        deadline,
        "/user_management/users/",
        user.value(),
        Answers::user,
        found -> found.id().equals(user));
  }

  <T> Optional<T> find(
      Deadline deadline,
      String path,
      String id,
      Function<JsonNode, T> reader,
      Predicate<T> isAsked) {
    if (!isId(id)) {
      return Optional.empty();
    }
    Reply reply = wire.get(deadline, path + id, List.of());
    if (reply.status() == 403) {
      throw Refusals.forbiddenKey();
    }
    if (reply.isAbsent()) {
      return Optional.empty();
    }
    T found = reader.apply(reply.document());
    if (!isAsked.test(found)) {
      throw Answers.malformed("answer about something else");
    }
    return Optional.of(found);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /* Each once: where the row that a cursor names has left the list, WorkOS's emulator begins it
   * again, and who counts admins must not count one twice. */
  private List<Membership> list(
      Deadline deadline, String filter, String id, Predicate<Membership> isAsked) {
    Map<MembershipId, Membership> each = new LinkedHashMap<>();
    pages
        .read(
            deadline,
            MEMBERSHIPS,
            List.of(new Pair<>(filter, id), EVERY_STATUS),
            isId(id),
            Answers::membership,
            isAsked)
        .forEach(row -> each.put(row.id(), row));
    return List.copyOf(each.values());
  }
}
