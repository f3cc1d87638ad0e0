package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/* What is done in a form that is not known may be about anybody; only what is known to be harmless
 * says nothing. */
/** Who is affected by an event, and what they are now. */
final class Affected {
  private final Calls calls;
  private final DirectoryCalls directory;
  private final Restated restated;
  private final boolean hasManaged;

  Affected(Calls calls, DirectoryCalls directory, Restated restated, boolean hasManaged) {
    this.calls = calls;
    this.directory = directory;
    this.restated = restated;
    this.hasManaged = hasManaged;
  }

  Now now(Deadline deadline) {
    return new Now(deadline);
  }

  /** What is read within one call. */
  final class Now {
    private final Deadline deadline;
    private final Map<String, What> told = new HashMap<>();

    private Now(Deadline deadline) {
      this.deadline = deadline;
    }

    /** What an event says, in order of names; one part at least. */
    List<Part> partsOf(LogEvent event) {
      return switch (event.type()) {
        case "ORGANIZATION_MEMBERSHIP" -> membership(event);
        case "ORGANIZATION_GROUP_MEMBERSHIP" -> inGroup(event);
        case "ORGANIZATION" -> organization(event);
        case "ORGANIZATION_GROUP" -> group(event);
        case "REALM_ROLE_MAPPING" -> mapping(event);
        case "REALM_ROLE" -> RoleEvents.parts(event);
        case "REALM" -> realm(event);
        case "COMPONENT" -> component(event);
        case "USER" -> user(event);
        case "DELETE_ACCOUNT" ->
            event.user() == null ? Part.anybody(event) : Part.only(new UserEnded(event.user()));
        case "USER_DISABLED_BY_PERMANENT_LOCKOUT" ->
            event.user() == null ? Part.anybody(event) : everywhere(event, event.user());
        case "LOGOUT" ->
            event.user() == null || event.session() == null
                ? Part.other(event)
                : Part.only(new SessionEnded(event.user(), event.session()));
        default -> Part.other(event);
      };
    }

    /* An invitation is an action at a word in the place of the user's id. */
    private List<Part> membership(LogEvent event) {
      if (event.is("CREATE")) {
        return joined(event);
      }
      if (event.is("ACTION") || event.isAt("organizations", "*", "invitations", "*")) {
        return Part.other(event);
      }
      if (!event.is("DELETE") || !event.isAt("organizations", "*", "members", "*")) {
        return Part.anybody(event);
      }
      UserId user = event.user(3);
      What now = one(event.organization(), user);
      // Of a member whom it manages, the organization deletes the user too, and logs that nowhere.
      return now instanceof MembershipEnded && directory.user(deadline, user).isEmpty()
          ? List.of(Part.only(now).get(0), Part.last(new UserEnded(user)))
          : Part.only(now);
    }

    /* Who joined is told by the user name alone; whoever has it now is looked up, and stated. */
    private List<Part> joined(LogEvent event) {
      if (event.name() == null || !event.isBelow("organizations", "*", "members")) {
        return Part.other(event);
      }
      return named(event.name())
          .map(user -> Part.only(one(event.organization(), user)))
          .orElseGet(() -> Part.other(event));
    }

    /* Several events of a page are often about one member. */
    private What one(OrganizationId organization, UserId user) {
      String pair = organization + "/" + user;
      What known = told.get(pair);
      if (known == null) {
        known = restated.one(deadline, organization, user);
        told.put(pair, known);
      }
      return known;
    }

    private Optional<UserId> named(String name) {
      Reply found =
          calls.send(deadline, calls.get("users").query("username", name).query("exact", "true"));
      List<UserId> users =
          Fields.each(Calls.KEYCLOAK, found.array(), row -> row.named("id", UserId::new));
      calls.requireSight(deadline, "users", users);
      return users.stream().findFirst();
    }

    private List<Part> inGroup(LogEvent event) {
      return event.isAt("organizations", "*", "groups", "*", "members", "*")
          ? Part.only(one(event.organization(), event.user(5)))
          : Part.anybody(event);
    }

    private List<Part> organization(LogEvent event) {
      if (!event.isAt("organizations", "*")) {
        return event.is("DELETE") ? Part.anybody(event) : Part.other(event);
      }
      OrganizationId organization = event.organization();
      if (event.is("DELETE")) {
        List<Part> end = Part.only(new OrganizationEnded(organization));
        return hasManaged ? and(end, Part.last(new ReachUnknown(event.type()))) : end;
      }
      Optional<Fields> there = directory.document(deadline, organization);
      if (there.isEmpty()) {
        // Its end is another event.
        String name = event.name();
        return name == null
            ? Part.other(event)
            : Part.only(new OrganizationStated(new Organization(organization, name)));
      }
      List<Part> parts =
          Part.only(new OrganizationStated(DirectoryCalls.organization(there.get())));
      return there.get().flag("enabled") ? parts : disabled(event, parts);
    }

    private List<Part> disabled(LogEvent event, List<Part> stated) {
      Optional<List<Membership>> here = restated.allOf(deadline, event.organization());
      Optional<List<Membership>> everywhere =
          here.isEmpty() ? here : restated.ofManaged(deadline, event.organization());
      if (everywhere.isEmpty()) {
        return and(stated, Part.last(new ReachUnknown(event.type())));
      }
      List<Membership> all = new ArrayList<>(here.orElse(List.of()));
      all.addAll(everywhere.get());
      return all.isEmpty()
          ? stated
          : and(
              stated,
              Part.each(event, all, one -> one.user() + ":" + one.organization())
                  .toArray(Part[]::new));
    }

    private static List<Part> and(List<Part> some, Part... more) {
      List<Part> all = new ArrayList<>(some);
      all.addAll(List.of(more));
      return all;
    }

    /* A group that is new gives nobody anything; of one that is gone, nobody knows who was in it. */
    private List<Part> group(LogEvent event) {
      if (event.is("CREATE")) {
        return Part.other(event);
      }
      boolean isOne = event.isAt("organizations", "*", "groups", "*");
      if (event.is("UPDATE") && isOne) {
        return ofGroup(event);
      }
      return isOne
          ? members(event, restated.allOf(deadline, event.organization()))
          : Part.anybody(event);
    }

    private List<Part> mapping(LogEvent event) {
      if (event.isAt("organizations", "*", "groups", "*", "role-mappings", "realm")) {
        return ofGroup(event);
      }
      // What a user or a group of the realm has is no role in an organization.
      boolean harmless =
          event.isBelow("users")
              || event.isBelow("groups")
              || event.isBelow("ui-ext", "role-mapping-delete", "users");
      return harmless ? Part.other(event) : Part.anybody(event);
    }

    private List<Part> ofGroup(LogEvent event) {
      return members(event, restated.inGroup(deadline, event.organization(), event.path().get(3)));
    }

    private List<Part> members(LogEvent event, Optional<List<Membership>> all) {
      return each(event, all, Membership::user);
    }

    private static List<Part> each(
        LogEvent event, Optional<List<Membership>> all, Function<Membership, Object> name) {
      return all.map(some -> Part.each(event, some, name)).orElseGet(() -> Part.anybody(event));
    }

    /* It may have stopped saving events, or have had no organizations for a while. What is done to
     * a federation may change any of its users. */
    private List<Part> realm(LogEvent event) {
      boolean settings = event.isAt() || event.isAt("events", "config");
      return (settings && event.is("UPDATE")) || event.isBelow("user-storage")
          ? Part.anybody(event)
          : Part.other(event);
    }

    /* A federation that is switched off or taken away disables or deletes its users. */
    private List<Part> component(LogEvent event) {
      return event.is("CREATE") ? Part.other(event) : Part.anybody(event);
    }

    /* What is below a user is a part, as a password. SCIM has users in a place of its own. */
    private List<Part> user(LogEvent event) {
      if (event.is("CREATE")) {
        return Part.other(event);
      }
      if (!event.isAt("users", "*")) {
        return event.isBelow("users", "*") ? Part.other(event) : Part.anybody(event);
      }
      return event.is("DELETE")
          ? Part.only(new UserEnded(event.user(1)))
          : everywhere(event, event.user(1));
    }

    private List<Part> everywhere(LogEvent event, UserId user) {
      return each(event, restated.ofUser(deadline, user), Membership::organization);
    }
  }
}
