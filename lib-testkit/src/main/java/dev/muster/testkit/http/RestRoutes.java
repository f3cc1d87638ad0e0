package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.FakePages;
import dev.muster.testkit.Page;
import java.net.URI;
import java.util.function.Function;

/** The calls of the SPIs, as routes. Each route makes one call of the fake. */
final class RestRoutes {
  private final FakeIdentityProvider provider;
  private final LifecycleRoutes lifecycle;
  private final FeedRoutes feed;

  RestRoutes(FakeIdentityProvider provider) {
    this.provider = provider;
    lifecycle = new LifecycleRoutes(provider);
    feed = new FeedRoutes(provider.eventSource());
  }

  Answer answer(Request request) {
    if (request.is("GET", "organizations", "*", "memberships", "*")) {
      return provider
          .findMembership(organization(request), new UserId(request.path().get(3)))
          .map(found -> Answer.ok(AnswerWriter.membership(found)))
          .orElseGet(Answer::notFound);
    }
    if (request.is("GET", "organizations", "*")) {
      return provider
          .findOrganization(organization(request))
          .map(found -> Answer.ok(AnswerWriter.organization(found)))
          .orElseGet(Answer::notFound);
    }
    if (request.is("GET", "users", "*")) {
      return provider
          .findUser(user(request))
          .map(found -> Answer.ok(AnswerWriter.user(found)))
          .orElseGet(Answer::notFound);
    }
    if (request.is("GET", "organizations", "*", "invitations", "*")) {
      return provider
          .findInvitation(organization(request), invitation(request, 3))
          .map(found -> Answer.ok(AnswerWriter.invitation(found)))
          .orElseGet(Answer::notFound);
    }
    if (request.is("GET", "invitations", "*")) {
      return provider
          .findInvitation(invitation(request, 1))
          .map(found -> Answer.ok(AnswerWriter.invitation(found)))
          .orElseGet(Answer::notFound);
    }
    return request.method().equals("GET") ? list(request) : write(request);
  }

  private Answer list(Request request) {
    FakePages pages = provider.pages();
    String after = request.query().get("after");
    if (request.is("GET", "users", "*", "memberships")) {
      return page(
          pages.memberships(user(request), after, limit(request)), AnswerWriter::membership);
    }
    if (request.is("GET", "organizations", "*", "memberships")) {
      return page(
          pages.members(organization(request), after, limit(request)), AnswerWriter::membership);
    }
    if (request.is("GET", "organizations", "*", "invitations")) {
      return page(
          pages.invitations(organization(request), after, limit(request)),
          AnswerWriter::invitation);
    }
    if (request.is("GET", "roles")) {
      return page(pages.roles(after, limit(request)), AnswerWriter::role);
    }
    if (request.is("GET", "events")) {
      String since = request.query().get("since");
      return page(
          since == null
              ? pages.events(after == null || after.isEmpty() ? null : after, limit(request))
              : pages.eventsSince(
                  request.instant("since"), request.number("skip", 0), limit(request)),
          EventWire::write);
    }
    if (request.is("GET", "organizations")) {
      return page(pages.organizations(after, limit(request)), AnswerWriter::organization);
    }
    return feed.answer(request);
  }

  private static <T> Answer page(Page<T> page, Function<T, ObjectNode> writer) {
    return Answer.ok(AnswerWriter.page(page, writer));
  }

  private Answer write(Request request) {
    if (request.is("POST", "organizations", "*", "invitations")) {
      return Answer.ok(
          AnswerWriter.invitation(
              provider.invite(
                  organization(request),
                  request.text("email"),
                  new RoleSlug(request.text("role")),
                  new UserId(request.text("inviter")))));
    }
    if (request.is("POST", "invitations", "*", "accept")) {
      return Answer.ok(AnswerWriter.invitation(provider.acceptInvitation(invitation(request, 1))));
    }
    if (request.is("POST", "organizations", "*", "invitations", "*", "revoke")) {
      return Answer.ok(
          AnswerWriter.invitation(
              provider.revokeInvitation(organization(request), invitation(request, 3))));
    }
    if (request.is("POST", "organizations")) {
      return Answer.ok(
          AnswerWriter.organization(
              provider.createOrganization(request.text("name"), request.text("externalId"))));
    }
    if (request.is("POST", "organizations", "*", "memberships")) {
      return Answer.ok(
          AnswerWriter.membership(
              provider.addMember(
                  organization(request), request.user(), new RoleSlug(request.text("role")))));
    }
    if (request.is("POST", "sessions", "exchange")) {
      return Answer.ok(
          AnswerWriter.session(
              provider.exchangeCode(
                  Secret.of(request.text("code")),
                  Secret.of(request.text("codeVerifier")),
                  URI.create(request.text("redirectUri")))));
    }
    if (request.is("POST", "sessions", "refresh")) {
      String organization = request.textOrNull("organization");
      return refreshed(
          provider.refresh(
              Secret.of(request.text("refreshToken")),
              organization == null ? null : new OrganizationId(organization)));
    }
    if (request.is("POST", "sessions", "*", "end")) {
      provider.endSession(request.path().get(1), Secret.of(""));
      return Answer.done();
    }
    return lifecycle.answer(request);
  }

  private static Answer refreshed(RefreshOutcome outcome) {
    if (outcome instanceof RefreshOutcome.Rotated rotated) {
      return Answer.ok(AnswerWriter.session(rotated.session()));
    }
    if (outcome instanceof RefreshOutcome.AlreadyExchanged) {
      return Answer.refused(400, Protocol.ALREADY_EXCHANGED);
    }
    return outcome instanceof RefreshOutcome.OrganizationRefused
        ? Answer.refused(403, Protocol.ORGANIZATION_REFUSED)
        : Answer.refused(400, Protocol.SESSION_ENDED);
  }

  private static OrganizationId organization(Request request) {
    return new OrganizationId(request.path().get(1));
  }

  private static UserId user(Request request) {
    return new UserId(request.path().get(1));
  }

  private static InvitationId invitation(Request request, int at) {
    return new InvitationId(request.path().get(at));
  }

  private int limit(Request request) {
    return request.number("limit", provider.pages().size());
  }
}
