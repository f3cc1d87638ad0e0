package dev.muster.keycloak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/* Keycloak takes no key of idempotency. An alias is unique and never changes, so it is made of the
 * host's key, and an attribute finds the organization again: no list is searched by alias. */
/** Making organizations and members. */
final class AdministrationCalls {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ORGANIZATIONS = "organizations";
  private static final String KEY = "muster-key";
  private static final int LONGEST_NAME = 255;
  private static final int KEY_LENGTH = 32;
  private static final int SUFFIX_LENGTH = 6;

  private final Calls calls;
  private final DirectoryCalls directory;
  private final MembershipCalls memberships;
  private final GroupCalls groups;

  AdministrationCalls(
      Calls calls, DirectoryCalls directory, MembershipCalls memberships, GroupCalls groups) {
    this.calls = calls;
    this.directory = directory;
    this.memberships = memberships;
    this.groups = groups;
  }

  /** A name that another organization has gets a few characters of the key behind it. */
  Organization create(Deadline deadline, String name, String externalId) {
    checkName(name);
    String key = digest(externalId);
    Optional<Organization> earlier = byKey(deadline, key);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    String suffix = " (" + key.substring(0, SUFFIX_LENGTH) + ")";
    String other = name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length()));
    return made(deadline, name, key)
        .or(() -> made(deadline, other + suffix, key))
        .orElseThrow(() -> new Rejected("name_taken"));
  }

  /**
   * The active membership as it is. One that has no role gets this one: a call that was cut short
   * may have made it.
   */
  Membership addMember(Deadline deadline, OrganizationId organization, UserId user, RoleSlug role) {
    Optional<MembershipCalls.Found> earlier = memberships.found(deadline, organization, user);
    if (earlier.isPresent()) {
      Membership membership = earlier.get().membership();
      if (!membership.isActive()) {
        throw new Rejected("disabled");
      }
      if (!membership.roles().isEmpty()) {
        return membership;
      }
    }
    boolean canBe = earlier.isPresent() || Ids.canBe(user.value());
    if (!canBe || directory.document(deadline, organization).isEmpty()) {
      throw new Rejected("not_found");
    }
    Group group = groups.meaning(deadline, organization, role);
    if (earlier.isEmpty()) {
      join(deadline, organization, user);
    }
    boolean entered = enter(deadline, organization, user, group);
    Membership now =
        memberships
            .find(deadline, organization, user)
            .orElseThrow(() -> new Unavailable("the member was removed meanwhile", null));
    if (now.roles().isEmpty()) {
      throw entered
          ? new Unavailable("the member's groups changed meanwhile", null)
          : new Rejected("member_refused");
    }
    return now;
  }

  /**
   * Puts a member into a group.
   *
   * @return whether it did; Keycloak refuses where the member is in the group, or in one inside it
   */
  boolean enter(Deadline deadline, OrganizationId organization, UserId user, Group group) {
    Reply reply =
        calls.send(
            deadline,
            calls.put(
                ORGANIZATIONS,
                organization.value(),
                "groups",
                group.id(),
                "members",
                user.value()));
    if (reply.status() == 409) {
      return false;
    }
    Calls.requireDone(reply);
    return true;
  }

  static void checkName(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new Rejected("name_refused");
    }
  }

  private void join(Deadline deadline, OrganizationId organization, UserId user) {
    Reply reply =
        calls.send(
            deadline,
            calls
                .post(ORGANIZATIONS, organization.value(), "members")
                .json(TextNode.valueOf(user.value())));
    if (reply.isGood()) {
      Calls.requireDone(reply);
    } else if (reply.status() != 409) {
      throw new Rejected(reply.status() == 404 ? "not_found" : "member_refused");
    }
  }

  /** Empty if another organization has the name. */
  private Optional<Organization> made(Deadline deadline, String name, String key) {
    ObjectNode organization = JSON.objectNode().put("name", name).put("alias", alias(key));
    organization.putObject("attributes").putArray(KEY).add(key);
    Reply reply = calls.send(deadline, calls.post(ORGANIZATIONS).json(organization));
    if (reply.status() == 404) {
      calls.requireOrganizations(deadline);
    }
    if (!reply.isGood() && reply.status() != 409) {
      throw new Rejected("organization_refused");
    }
    Optional<Organization> found = byKey(deadline, key);
    if (reply.isGood() && found.isEmpty()) {
      throw new Unavailable("the organization was deleted meanwhile", null);
    }
    return found;
  }

  private Optional<Organization> byKey(Deadline deadline, String key) {
    Reply reply =
        calls.send(
            deadline, calls.get(ORGANIZATIONS).query("q", KEY + ":" + key).query("max", "2"));
    if (reply.status() == 404) {
      calls.requireOrganizations(deadline);
    }
    return Fields.each(Calls.KEYCLOAK, reply.array(), row -> row).stream()
        .filter(row -> alias(key).equals(row.textOrNull("alias")))
        .findFirst()
        .map(DirectoryCalls::organization);
  }

  private static String alias(String key) {
    return "m-" + key;
  }

  private static String digest(String externalId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(externalId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
