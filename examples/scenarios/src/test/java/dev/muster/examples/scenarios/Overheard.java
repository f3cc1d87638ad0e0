package dev.muster.examples.scenarios;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.net.URI;
import java.util.List;

/** A provider's sessions, with a list of every refresh token that it gives. */
final class Overheard {
  private Overheard() {}

  static SessionProvider by(List<String> tokens, SessionProvider sound) {
    SessionProvider exchanges =
        Twisted.of(
            SessionProvider.class,
            sound,
            "exchangeCode",
            asked -> {
              ProviderSession made =
                  sound.exchangeCode((Secret) asked[0], (Secret) asked[1], (URI) asked[2]);
              tokens.add(made.refreshToken().reveal());
              return made;
            });
    return Twisted.of(
        SessionProvider.class,
        exchanges,
        "refresh",
        asked -> {
          RefreshOutcome outcome = sound.refresh((Secret) asked[0], (OrganizationId) asked[1]);
          if (outcome instanceof RefreshOutcome.Rotated rotated) {
            tokens.add(rotated.session().refreshToken().reveal());
          }
          return outcome;
        });
  }
}
