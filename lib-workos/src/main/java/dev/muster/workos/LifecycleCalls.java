package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import kotlin.Pair;

/* Each change is sent once. What WorkOS itself does not find has ended; a 404 of anybody else says
 * nothing. */
/** Changing and ending memberships and organizations, and the users behind members. */
final class LifecycleCalls {
  private static final String MEMBERSHIPS = "/user_management/organization_memberships/";
  private static final String ORGANIZATIONS = "/organizations/";
  private static final String USERS = "/user_management/users";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Wire wire;
  private final DirectoryCalls directory;
  private final Pages pages;

  LifecycleCalls(Wire wire, DirectoryCalls directory, int pageSize) {
    this.wire = wire;
    this.directory = directory;
    pages = new Pages(wire, pageSize);
  }

  /** Whether it was this call that ended it. */
  boolean remove(Deadline deadline, Membership membership) {
    String id = membership.id().value();
    return DirectoryCalls.isId(id) && ended(wire.delete(deadline, MEMBERSHIPS + id));
  }

  /* A whole answer about this membership with another role is WorkOS's last word: a directory's
   * mapping stands above ours, and to ask again for ever would change nothing. */
  Membership changeRole(Deadline deadline, Membership membership, RoleSlug role) {
    Reply reply =
        wire.put(deadline, path(membership), JSON.objectNode().put("role_slug", role.value()));
    Membership now = same(changed(reply), membership);
    if (!now.roles().equals(List.of(role))) {
      throw new Rejected("role_kept");
    }
    return now;
  }

  Membership deactivate(Deadline deadline, Membership membership) {
    return move(deadline, membership, "/deactivate", MembershipStatus.INACTIVE);
  }

  Membership reactivate(Deadline deadline, Membership membership) {
    return move(deadline, membership, "/reactivate", MembershipStatus.ACTIVE);
  }

  Organization rename(Deadline deadline, OrganizationId organization, String name) {
    Reply reply =
        wire.put(
            deadline,
            ORGANIZATIONS + known(organization.value()),
            JSON.objectNode().put("name", name));
    Organization now = Answers.organization(changed(reply));
    // WorkOS may strip a name.
    if (!now.id().equals(organization) || !now.name().strip().equals(name.strip())) {
      throw Answers.malformed("organization that was not asked for");
    }
    return now;
  }

  /* 202, which the SDK does not tell from 200, is an order taken and not yet carried out. */
  /** Whether it was this call that ended it. */
  boolean delete(Deadline deadline, OrganizationId organization) {
    String id = organization.value();
    if (!DirectoryCalls.isId(id) || !ended(wire.delete(deadline, ORGANIZATIONS + id))) {
      return false;
    }
    if (directory.organization(deadline, organization).isPresent()) {
      throw new Unavailable("WorkOS has not yet deleted the organization", null);
    }
    return true;
  }

  List<User> profiles(Deadline deadline, OrganizationId organization, Set<UserId> asked) {
    Map<UserId, User> found = new LinkedHashMap<>();
    List<JsonNode> all =
        pages.read(
            deadline,
            USERS,
            List.of(new Pair<>("organization_id", organization.value())),
            DirectoryCalls.isId(organization.value()),
            Function.identity(),
            row -> true);
    for (JsonNode row : all) {
      UserId id = Answers.named(row, "id", UserId::new);
      if (asked.contains(id)) {
        found.put(id, Answers.user(row));
      }
    }
    return List.copyOf(found.values());
  }

  /* A repeated move is nothing to WorkOS by its document, and refused by its emulator. What it is
   * now is looked at before a refusal is one. */
  private Membership move(
      Deadline deadline, Membership membership, String act, MembershipStatus status) {
    String path = path(membership);
    Reply reply = wire.put(deadline, path + act, null);
    Predicate<Membership> isDone = now -> now.status() == status;
    if (!reply.isGood() && !reply.isAbsent()) {
      Optional<Membership> now = stated(deadline, path, membership).filter(isDone);
      if (now.isPresent()) {
        return now.get();
      }
    }
    return done(reply, membership, isDone);
  }

  private Optional<Membership> stated(Deadline deadline, String path, Membership membership) {
    Reply reply = wire.get(deadline, path, List.of());
    if (reply.status() == 403) {
      throw Refusals.forbiddenKey();
    }
    return reply.isAbsent() ? Optional.empty() : Optional.of(same(reply.document(), membership));
  }

  private static Membership done(Reply reply, Membership stated, Predicate<Membership> isDone) {
    Membership now = same(changed(reply), stated);
    if (!isDone.test(now)) {
      throw Answers.malformed("change that was not asked for");
    }
    return now;
  }

  private static Membership same(JsonNode answer, Membership stated) {
    Membership now = Answers.membership(answer);
    boolean same =
        now.id().equals(stated.id())
            && now.organization().equals(stated.organization())
            && now.user().equals(stated.user());
    if (!same) {
      throw Answers.malformed("answer about something else");
    }
    return now;
  }

  private static JsonNode changed(Reply reply) {
    if (!reply.isGood()) {
      throw Refusals.of(reply);
    }
    return reply.document();
  }

  /** Whether it was there; a refusal that is none of WorkOS's words about it is no answer. */
  private static boolean ended(Reply reply) {
    if (reply.isGood()) {
      return true;
    }
    if (reply.isAbsent()) {
      return false;
    }
    throw reply.status() == 404
        ? new Unavailable("WorkOS answered 404 where that says nothing", null)
        : Refusals.of(reply);
  }

  private static String path(Membership membership) {
    return MEMBERSHIPS + known(membership.id().value());
  }

  /** What can't be WorkOS's id has ended there, or never was. */
  private static String known(String id) {
    if (!DirectoryCalls.isId(id)) {
      throw new Rejected("not_found");
    }
    return id;
  }
}
