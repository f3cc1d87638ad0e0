package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.rest.RestRequest;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The client's requests about sessions. */
final class SessionRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final HttpCalls calls;

  SessionRequests(HttpCalls calls) {
    this.calls = calls;
  }

  ProviderSession exchange(Secret code, Secret codeVerifier, URI redirectUri) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
    Objects.requireNonNull(redirectUri, "redirectUri");
    return AnswerReader.session(
        calls
            .post(
                RestRequest.post("sessions", "exchange"),
                JSON.objectNode()
                    .put("code", code.reveal())
                    .put("codeVerifier", codeVerifier.reveal())
                    .put("redirectUri", redirectUri.toString()))
            .success());
  }

  RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    Reply reply =
        calls.post(
            RestRequest.post("sessions", "refresh"),
            JSON.objectNode()
                .put("refreshToken", refreshToken.reveal())
                .put("organization", organization == null ? null : organization.value()));
    if (reply.isRefusal(400, Protocol.SESSION_ENDED)) {
      return new RefreshOutcome.Ended();
    }
    if (reply.isRefusal(400, Protocol.ALREADY_EXCHANGED)) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    if (reply.isRefusal(403, Protocol.ORGANIZATION_REFUSED)) {
      return new RefreshOutcome.OrganizationRefused();
    }
    return new RefreshOutcome.Rotated(AnswerReader.session(reply.success()));
  }

  void end(String sessionId) {
    Objects.requireNonNull(sessionId, "sessionId");
    calls.post(RestRequest.post("sessions", sessionId, "end"), JSON.objectNode()).success();
  }
}
