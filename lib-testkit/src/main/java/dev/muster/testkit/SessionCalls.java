package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls about sessions. */
final class SessionCalls {
  private final Gate gate;
  private final Sessions sessions;

  SessionCalls(Gate gate, Sessions sessions) {
    this.gate = gate;
    this.sessions = sessions;
  }

  ProviderSession exchange(Secret code, Secret codeVerifier, URI redirectUri) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
    Objects.requireNonNull(redirectUri, "redirectUri");
    return gate.call(
        Operation.EXCHANGE_CODE, () -> sessions.exchange(code, codeVerifier, redirectUri));
  }

  RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    return gate.call(Operation.REFRESH, () -> sessions.refresh(refreshToken, organization));
  }

  /** Ends by id; the fake needs no token for it. */
  void end(String sessionId, Secret refreshToken) {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(refreshToken, "refreshToken");
    gate.call(
        Operation.END_SESSION,
        () -> {
          sessions.end(sessionId);
          return sessionId;
        });
  }
}
