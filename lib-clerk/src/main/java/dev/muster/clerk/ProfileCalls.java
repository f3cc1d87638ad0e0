package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/* Clerk's list of users knows everybody of the instance. Whoever of a batch is a member there is
 * asked beside it, and only those are told. */
/** The users behind members, in batches. */
final class ProfileCalls {
  /** How many ids Clerk takes in one question. */
  private static final int MOST = 100;

  private final Wire wire;
  private final int size;

  ProfileCalls(Wire wire, int pageSize) {
    this.wire = wire;
    size = Math.min(MOST, pageSize);
  }

  List<User> profiles(Deadline deadline, OrganizationId organization, Set<UserId> asked) {
    List<UserId> ids = asked.stream().filter(user -> Ids.isId(user.value())).toList();
    List<User> told = new ArrayList<>();
    if (Ids.isId(organization.value())) {
      for (int from = 0; from < ids.size(); from += size) {
        told.addAll(
            batch(deadline, organization, ids.subList(from, Math.min(ids.size(), from + size))));
      }
    }
    return List.copyOf(told);
  }

  private List<User> batch(Deadline deadline, OrganizationId organization, List<UserId> batch) {
    List<Reply> replies =
        wire.sendAll(
            deadline,
            List.of(
                of(DirectoryCalls.memberships(organization), batch),
                of(RestRequest.get(DirectoryCalls.USERS), batch)));
    if (Refusals.isAbsent(replies.get(0))) {
      return List.of();
    }
    Set<UserId> members = members(Wire.answered(replies.get(0)).document(), organization);
    List<User> users = Fields.each(Wire.NAME, Wire.answered(replies.get(1)).array(), Answers::user);
    Set<UserId> told = new HashSet<>();
    for (User user : users) {
      if (!batch.contains(user.id()) || !told.add(user.id())) {
        throw new Unavailable("Clerk told of a user who was not asked for", null);
      }
    }
    if (!told.containsAll(members)) {
      throw new Unavailable("Clerk told of a member and of no such user", null);
    }
    return users.stream().filter(user -> members.contains(user.id())).toList();
  }

  private static Set<UserId> members(Fields page, OrganizationId organization) {
    List<Membership> rows =
        page.rows(
            "data",
            row -> DirectoryCalls.ofOrganization(row, Answers.membership(row), organization));
    if (rows.size() != page.number("total_count")) {
      throw page.malformed("total_count");
    }
    return new HashSet<>(rows.stream().map(Membership::user).toList());
  }

  private static RestRequest of(RestRequest question, List<UserId> batch) {
    RestRequest asking = question.query("limit", Integer.toString(MOST));
    for (UserId user : batch) {
      asking = asking.query("user_id", user.value());
    }
    return asking;
  }
}
