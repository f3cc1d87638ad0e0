package dev.muster.testkit.http;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;

/** The calls of the SPIs, as routes. Each route makes exactly one call of the fake. */
final class RestRoutes {
  private static final int ANY_LIMIT = Integer.MAX_VALUE;

  private final FakeIdentityProvider provider;

  RestRoutes(FakeIdentityProvider provider) {
    this.provider = provider;
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
    if (request.is("GET", "users", "*", "memberships")) {
      return Answer.ok(
          AnswerWriter.page(
              provider.membershipsPage(
                  user(request), request.query().get("after"), limit(request))));
    }
    if (request.is("GET", "organizations", "*", "memberships")) {
      return Answer.ok(
          AnswerWriter.page(
              provider.membersPage(
                  organization(request), request.query().get("after"), limit(request))));
    }
    return write(request);
  }

  private Answer write(Request request) {
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
      provider.endSession(request.path().get(1));
      return Answer.done();
    }
    return Answer.noSuchRoute();
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

  private static int limit(Request request) {
    String limit = request.query().get("limit");
    return limit == null ? ANY_LIMIT : Integer.parseInt(limit);
  }
}
