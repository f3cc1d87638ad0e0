package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The client's requests of a walk through everything. */
final class WalkRequests implements DirectoryWalk {
  private final HttpCalls calls;

  WalkRequests(HttpCalls calls) {
    this.calls = calls;
  }

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    return page(read("/organizations", after, limit).success(), AnswerReader::organization);
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    Reply reply =
        read(Protocol.path("organizations", organization.value(), "memberships"), after, limit);
    return reply.isAbsent()
        ? new Page<>(List.of(), null)
        : page(
            reply.success(),
            row ->
                HttpCalls.asked(
                    AnswerReader.membership(row),
                    found -> found.organization().equals(organization)));
  }

  private Reply read(String path, @Nullable String after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    String query = after == null ? "" : "&after=" + Protocol.encode(after);
    return calls.look(path + "?limit=" + limit + query, calls.deadline());
  }

  private static <T> Page<T> page(JsonNode node, Function<JsonNode, T> reader) {
    dev.muster.testkit.Page<T> page = AnswerReader.page(node, reader);
    return new Page<>(page.rows(), page.after());
  }
}
