package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.RoleSlug;
import dev.muster.rest.Deadline;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kotlin.Pair;

/** The roles that a WorkOS environment defines: the question. */
final class RoleCalls {
  private static final String ROLES = "/authorization/roles";

  /** The type of resource whose roles memberships have. */
  private static final String ORGANIZATION = "organization";

  private final Wire wire;

  RoleCalls(Wire wire) {
    this.wire = wire;
  }

  /* The document knows neither pages here nor a parameter for their size, so none is sent. Should a
   * cursor come, it is followed: what it leads to is a part of the list. */
  Set<RoleSlug> list(Deadline deadline) {
    Set<RoleSlug> all = new LinkedHashSet<>();
    Set<String> cursors = new HashSet<>();
    List<Pair<String, String>> query = List.of();
    while (true) {
      Reply reply = wire.get(deadline, ROLES, query);
      if (reply.status() == 403) {
        throw Refusals.forbiddenKey();
      }
      JsonNode page = reply.document();
      for (JsonNode role : Answers.rows(page, Function.identity())) {
        if (isOfMembers(role)) {
          all.add(Answers.named(role, "slug", RoleSlug::new));
        }
      }
      String after = Answers.isAbsent(page, "list_metadata") ? null : Answers.after(page);
      if (after == null) {
        return Set.copyOf(all);
      }
      if (!cursors.add(after)) {
        throw Answers.malformed("after");
      }
      query = List.of(new Pair<>("after", after));
    }
  }

  /** Whether a membership can have the role; those of other resources are given out elsewhere. */
  private static boolean isOfMembers(JsonNode role) {
    return Answers.isAbsent(role, "resource_type_slug")
        || Answers.text(role, "resource_type_slug").equals(ORGANIZATION);
  }
}
