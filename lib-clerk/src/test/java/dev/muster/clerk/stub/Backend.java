package dev.muster.clerk.stub;

import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to the Backend API and to the address where the keys are published; and, which
 * Clerk does not, to the question what it has told by webhooks.
 */
final class Backend {
  static final String VERSION = "2025-11-10";

  private final Instance clerk;
  private final Secret key;
  private final Conformance conformance;
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  Backend(Instance clerk, Secret key, Conformance conformance) {
    this.clerk = clerk;
    this.key = key;
    this.conformance = conformance;
    routes.addAll(UserRoutes.of(clerk));
    routes.addAll(OrganizationRoutes.of(clerk));
    routes.addAll(MembershipRoutes.of(clerk));
    routes.addAll(InvitationRoutes.of(clerk));
    routes.addAll(RoleRoutes.of(clerk));
    routes.add(Route.get("/jwks", call -> Form.json(TokenMint.published())));
  }

  /** Serves more operations. */
  void serve(List<Route> more) {
    routes.addAll(more);
  }

  Answer answer(Asked asked) {
    if (asked.path().equals("/.well-known/jwks.json")) {
      return Answer.of(200, TokenMint.published());
    }
    if (asked.path().equals("/_webhooks")) {
      return Answer.of(200, new StubWebhooks(clerk).signed());
    }
    try {
      admit(asked);
    } catch (Refused refused) {
      return refused.answer();
    }
    for (Route route : routes) {
      Route.Call call = route.match(asked);
      if (call != null) {
        Answer answer = answer(route, call);
        conformance.check(route, asked, answer);
        return answer;
      }
    }
    return Refused.notFound("The stub has no such operation.").answer();
  }

  private Answer answer(Route route, Route.Call call) {
    try {
      return Answer.of(200, clerk.locked(() -> route.handler().apply(call)).toString());
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  /**
   * Clerk takes a request without a version too, and answers as the instance is set. The stub takes
   * one only for the keys, which Clerk's SDK asks for so.
   */
  private void admit(Asked asked) {
    @Nullable String given = asked.headers().get("authorization");
    if (given == null || !given.startsWith("Bearer ")) {
      throw new Refused(
          401,
          "authorization_header_format_invalid",
          "Invalid Authorization header format",
          "Invalid Authorization header format. Must be 'Bearer <YOUR_API_KEY>'");
    }
    if (!Secret.of(given.substring("Bearer ".length())).equals(key)) {
      throw Refused.key();
    }
    if (!asked.path().equals("/v1/jwks")
        && !VERSION.equals(asked.headers().get("clerk-api-version"))) {
      throw new Refused(
          400,
          "stub_wants_the_version",
          "Clerk-API-Version is another one",
          "The stub wants the header Clerk-API-Version with " + VERSION + ".");
    }
    String type = Objects.requireNonNullElse(asked.headers().get("content-type"), "none");
    if (!asked.body().isEmpty() && !type.startsWith("application/json")) {
      throw new Refused(
          415,
          "unsupported_content_type",
          "Content-Type is unsupported",
          "Content-Type is unsupported. You should use application/json instead.");
    }
  }
}
