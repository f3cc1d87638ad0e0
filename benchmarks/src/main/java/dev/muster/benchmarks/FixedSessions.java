package dev.muster.benchmarks;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider's sessions for whoever asks: the code is the user, and a session outlasts a
 * measurement.
 */
final class FixedSessions implements SessionProvider {
  private static final Duration DAY = Duration.ofDays(1);

  private String state = "";

  /** The state of the last sign-in that began. */
  String state() {
    return state;
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    state = request.state();
    return URI.create("https://provider.example/authorize");
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    return new ProviderSession(
        new UserId(code.reveal()), "session of " + code.reveal(), null, Secret.of("refresh"), DAY);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    return new RefreshOutcome.AlreadyExchanged();
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    // Nobody signs out here.
  }
}
