package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sessions that pass everything on; wrong ones replace one method. */
public class PassingSessions implements SessionProvider {
  final SessionProvider sound;

  /** Passes on to a sound provider. */
  public PassingSessions(SessionProvider sound) {
    this.sound = sound;
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return sound.authorizationUri(request);
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
    return sound.exchangeCode(code, verifier, redirectUri);
  }

  @Override
  public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
    return sound.refresh(token, organization);
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    sound.endSession(sessionId, refreshToken);
  }

  final RefreshOutcome changed(RefreshOutcome outcome, UnaryOperator<ProviderSession> change) {
    return outcome instanceof RefreshOutcome.Rotated rotated
        ? new RefreshOutcome.Rotated(change.apply(rotated.session()))
        : outcome;
  }
}
