package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The calls that change and end memberships and organizations, and the batches of profiles. */
final class LifecycleRoutes {
  private final FakeIdentityProvider provider;

  LifecycleRoutes(FakeIdentityProvider provider) {
    this.provider = provider;
  }

  Answer answer(Request request) {
    if (request.is("POST", "memberships", "*", "*")) {
      return member(request, request.path().get(2));
    }
    if (request.is("POST", "organizations", "*", "rename")) {
      return Answer.ok(
          AnswerWriter.organization(provider.rename(organization(request), request.text("name"))));
    }
    if (request.is("POST", "organizations", "*", "delete")) {
      provider.deleteOrganization(organization(request));
      return Answer.done();
    }
    return request.is("POST", "organizations", "*", "profiles")
        ? profiles(request)
        : Answer.noSuchRoute();
  }

  private Answer member(Request request, String act) {
    Membership stated =
        new Membership(
            new MembershipId(request.path().get(1)),
            request.organization(),
            request.user(),
            MembershipStatus.UNKNOWN,
            List.of(),
            null);
    switch (act) {
      case "remove" -> {
        provider.removeMember(stated);
        return Answer.done();
      }
      case "change-role" -> {
        return changed(provider.changeRole(stated, new RoleSlug(request.text("role"))));
      }
      case "deactivate" -> {
        return changed(provider.deactivate(stated));
      }
      case "reactivate" -> {
        return changed(provider.reactivate(stated));
      }
      default -> {
        return Answer.noSuchRoute();
      }
    }
  }

  private static Answer changed(Membership membership) {
    return Answer.ok(AnswerWriter.membership(membership));
  }

  /** One batch: as many of the users as a page has rows, those named first. */
  private Answer profiles(Request request) {
    Set<UserId> batch = new LinkedHashSet<>();
    int taken = 0;
    for (UserId user : request.users()) {
      if (taken == provider.pages().size()) {
        break;
      }
      batch.add(user);
      taken++;
    }
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode data = page.putArray("data");
    provider
        .profiles(organization(request), batch)
        .forEach(user -> data.add(AnswerWriter.user(user)));
    return Answer.ok(page.put("taken", taken));
  }

  private static OrganizationId organization(Request request) {
    return new OrganizationId(request.path().get(1));
  }
}
