package dev.muster.docs.snippets;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.PresentedCredential;
import dev.muster.testkit.mint.TokenFlaw;
import java.util.Map;
import java.util.Optional;

// @start region=conformance-own
/** A host that signs people in by itself: a session is a random word in its own table. */
record OwnSignIn(FakeIdentityProvider provider, OwnSessions sessions) implements ConformanceHost {
  @Override
  public PresentedCredential credential(UserId user) {
    return cookie(sessions.open(user));
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return switch (flaw) {
      case TAMPERED -> Optional.of(cookie(sessions.open(user) + "x"));
      case WRONG_SIGNER -> Optional.of(cookie(OwnSessions.word()));
      case EXPIRED -> Optional.of(cookie(sessions.openedLongAgo(user)));
      case ENDED -> Optional.of(cookie(sessions.closed(user)));
      default -> Optional.empty();
    };
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    String why = "a random word says nothing of it";
    return Map.of(
        TokenFlaw.NOT_YET_VALID, why,
        TokenFlaw.UNSIGNED, why,
        TokenFlaw.WRONG_ISSUER, why,
        TokenFlaw.WRONG_AUDIENCE, why,
        TokenFlaw.WRONG_KIND, why);
  }

  private static PresentedCredential cookie(String word) {
    return PresentedCredential.cookie(Secret.of("sid=" + word));
  }
}
// @end
