package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Memberships, users, organizations and roles: the questions. */
final class DirectoryCalls {
  static final String ORGANIZATIONS = "organizations";
  static final String MEMBERSHIPS = "memberships";
  static final String USERS = "users";

  private final Wire wire;
  private final Lists lists;

  DirectoryCalls(Wire wire, Lists lists) {
    this.wire = wire;
    this.lists = lists;
  }

  /* Clerk has no path to one membership but for changes: the list is asked with the user's id, and
   * what it answers is held against the question. */
  Optional<Membership> membership(Deadline deadline, OrganizationId organization, UserId user) {
    if (!Ids.isId(organization.value()) || !Ids.isId(user.value())) {
      return Optional.empty();
    }
    RestRequest question = memberships(organization).query("user_id", user.value());
    Lists.Counted<Membership> found =
        lists.page(
            deadline,
            Listing.ofOne(
                question,
                row ->
                    ofUser(row, ofOrganization(row, Answers.membership(row), organization), user),
                DirectoryCalls::id),
            0,
            1);
    if (found.rows().size() != found.total() || found.total() > 1) {
      throw new Unavailable("Clerk tells of another number of memberships than it shows", null);
    }
    return found.rows().stream().findFirst();
  }

  Optional<Organization> organization(Deadline deadline, OrganizationId organization) {
    if (!Ids.isId(organization.value())) {
      return Optional.empty();
    }
    return wire.find(deadline, RestRequest.get(ORGANIZATIONS, organization.value()))
        .map(
            fields -> {
              Organization found = Answers.organization(fields);
              if (!found.id().equals(organization)) {
                throw fields.malformed("id");
              }
              return found;
            });
  }

  Optional<User> user(Deadline deadline, UserId user) {
    if (!Ids.isId(user.value())) {
      return Optional.empty();
    }
    return wire.find(deadline, RestRequest.get(USERS, user.value()))
        .map(
            fields -> {
              User found = Answers.user(fields);
              if (!found.id().equals(user)) {
                throw fields.malformed("id");
              }
              return found;
            });
  }

  /* This list can't be put in order: newest first. */
  List<Membership> memberships(Deadline deadline, UserId user) {
    if (!Ids.isId(user.value())) {
      return List.of();
    }
    return lists.read(
        deadline,
        Listing.ofOne(
            RestRequest.get(USERS, user.value(), "organization_memberships"),
            row -> ofUser(row, Answers.membership(row), user),
            DirectoryCalls::id));
  }

  List<Membership> members(Deadline deadline, OrganizationId organization) {
    if (!Ids.isId(organization.value())) {
      return List.of();
    }
    return lists.read(deadline, ofMembers(organization));
  }

  Set<RoleSlug> roles(Deadline deadline) {
    return Set.copyOf(
        lists.read(
            deadline,
            Listing.ofInstance(
                oldestFirst(RestRequest.get("organization_roles")),
                Answers::role,
                RoleSlug::value)));
  }

  /** The members of an organization, each row held against it. */
  static Listing<Membership> ofMembers(OrganizationId organization) {
    return Listing.ofOne(
        oldestFirst(memberships(organization)),
        row -> ofOrganization(row, Answers.membership(row), organization),
        DirectoryCalls::id);
  }

  static RestRequest memberships(OrganizationId organization) {
    return RestRequest.get(ORGANIZATIONS, organization.value(), MEMBERSHIPS);
  }

  /** So that what is added while a list is read comes at its end. */
  static RestRequest oldestFirst(RestRequest question) {
    return question.query("order_by", "+created_at");
  }

  private static String id(Membership row) {
    return row.id().value();
  }

  static Membership ofOrganization(Fields row, Membership read, OrganizationId asked) {
    if (!read.organization().equals(asked)) {
      throw row.malformed("organization");
    }
    return read;
  }

  static Membership ofUser(Fields row, Membership read, UserId asked) {
    if (!read.user().equals(asked)) {
      throw row.malformed("user_id");
    }
    return read;
  }
}
