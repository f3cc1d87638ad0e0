package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.oidc.BearerTokens;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The bearer tokens of a kit, which a Muster takes unless the host's configuration has others. Safe
 * for many threads.
 */
final class OwnAccessTokens implements TokenAuthenticator {
  private static final String ISSUER = "https://provider.example";
  private static final String AUDIENCE = "https://host.example";
  private static final String PROBE = "does-the-muster-ask-the-kit";

  private final Lazy<AccessTokenMinter> minter;
  private final Lazy<BearerTokens> bearers;
  private final ReentrantLock hosting = new ReentrantLock();
  private volatile boolean taken;

  OwnAccessTokens(HandClock clock) {
    minter = new Lazy<>(() -> AccessTokenMinter.of(ISSUER, AUDIENCE, clock));
    bearers = new Lazy<>(() -> BearerTokens.of(minter.get().verifier()));
  }

  @Override
  public Outcome authenticate(Secret token) {
    if (token.reveal().equals(PROBE)) {
      taken = true;
      return new Outcome.Bad();
    }
    return bearers.get().authenticate(token);
  }

  /** Whoever asks for the minter meanwhile is the host, and builds its own part on it. */
  <T> T whileHosting(Supplier<T> configuration) {
    hosting.lock();
    try {
      return configuration.get();
    } finally {
      hosting.unlock();
    }
  }

  AccessTokenMinter minter(Supplier<Muster> muster) {
    if (hosting.isHeldByCurrentThread()) {
      taken = true;
    } else if (!taken) {
      requireTaken(muster.get());
    }
    return minter.get();
  }

  private void requireTaken(Muster muster) {
    Credential probe = new Credential.Header(Secret.of("Bearer " + PROBE));
    Authentication answer = whileHosting(() -> muster.authenticate(probe));
    if (!taken && !(answer instanceof Authentication.Unavailable)) {
      throw new IllegalStateException(
          "the host's configuration has access tokens of its own, so the kit's are good for"
              + " nothing: present one of the host's with presenting(..), or let the host trust"
              + " kit.accessTokens() in MusterKitBuilder.wired(..)");
    }
  }
}
