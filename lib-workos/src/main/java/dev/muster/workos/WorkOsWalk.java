package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import kotlin.Pair;
import org.jspecify.annotations.Nullable;

/** All organizations and members of an environment, oldest first, one page a request. */
final class WorkOsWalk implements DirectoryWalk {
  private static final String ORGANIZATIONS = "/organizations";

  private final Wire wire;
  private final int pageSize;

  WorkOsWalk(Wire wire, int pageSize) {
    this.wire = wire;
    this.pageSize = pageSize;
  }

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    Reply reply = ask(ORGANIZATIONS, List.of(), after, limit);
    return page(reply, after, Answers::organization);
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    Reply reply =
        ask(
            DirectoryCalls.MEMBERSHIPS,
            List.of(
                new Pair<>("organization_id", organization.value()), DirectoryCalls.EVERY_STATUS),
            after,
            limit);
    boolean isWellFormed = DirectoryCalls.isId(organization.value());
    if (after == null && (reply.isAbsent() || (!isWellFormed && reply.isMalformedRequest()))) {
      return new Page<>(List.of(), null);
    }
    return page(reply, after, row -> member(row, organization));
  }

  private static Membership member(JsonNode row, OrganizationId organization) {
    Membership membership = Answers.membership(row);
    if (!membership.organization().equals(organization)) {
      throw Answers.malformed("row about something else");
    }
    return membership;
  }

  private Reply ask(
      String path, List<Pair<String, String>> filter, @Nullable String after, int limit) {
    List<Pair<String, String>> query = Pages.page(filter, Pages.rows(limit, pageSize), after);
    Reply reply = wire.within(deadline -> wire.get(deadline, path, query));
    if (reply.status() == 403) {
      throw Refusals.forbiddenKey();
    }
    return reply;
  }

  private static <T> Page<T> page(
      Reply reply, @Nullable String asked, Function<JsonNode, T> reader) {
    if (asked != null && (reply.isAbsent() || reply.isMalformedRequest())) {
      throw new Rejected("invalid_cursor");
    }
    List<T> rows = Answers.rows(reply.document(), reader);
    String after = Answers.after(reply.document());
    if (after != null && after.equals(asked)) {
      throw Answers.malformed("after");
    }
    return new Page<>(rows, after);
  }
}
