package dev.muster.testkit.http;

import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.rest.Fields;
import dev.muster.rest.RestRequest;
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
    return page(
        read(HttpCalls.at("organizations"), after, limit).success(), AnswerReader::organization);
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    Reply reply =
        read(HttpCalls.at("organizations", organization.value(), "memberships"), after, limit);
    return reply.isAbsent()
        ? new Page<>(List.of(), null)
        : page(
            reply.success(),
            row ->
                HttpCalls.asked(
                    AnswerReader.membership(row),
                    found -> found.organization().equals(organization)));
  }

  private Reply read(RestRequest request, @Nullable String after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return calls.look(HttpCalls.after(request.query("limit", Integer.toString(limit)), after));
  }

  private static <T> Page<T> page(Fields stretch, Function<Fields, T> reader) {
    dev.muster.testkit.Page<T> page = AnswerReader.page(stretch, reader);
    return new Page<>(page.rows(), page.after());
  }
}
