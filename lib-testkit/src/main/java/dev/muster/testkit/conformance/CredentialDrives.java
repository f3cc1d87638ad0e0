package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Drives one route with no credential, with bad ones, and with ones that were good. */
final class CredentialDrives {
  /** What was good once, and no more. */
  private static final Set<TokenFlaw> OVER = Set.of(TokenFlaw.EXPIRED, TokenFlaw.ENDED);

  private static final int LONG = 3_000;

  private final Trial trial;

  CredentialDrives(Trial trial) {
    this.trial = trial;
  }

  void drive() {
    trial.drive(Outcome.NO_CREDENTIAL, trial.ready(member()), null);
    Ready ready = trial.ready(member());
    PresentedCredential good = trial.host().credential(ready.staged().user());
    garbage()
        .forEach(
            (name, text) ->
                trial.drive(Outcome.BAD_CREDENTIAL, null, name, ready, good.holding(text)));
    for (TokenFlaw flaw : TokenFlaw.values()) {
      flawed(flaw);
    }
  }

  private void flawed(TokenFlaw flaw) {
    Ready ready = trial.ready(member());
    Outcome outcome = OVER.contains(flaw) ? Outcome.EXPIRED : Outcome.BAD_CREDENTIAL;
    trial
        .host()
        .flawed(ready.staged().user(), flaw)
        .ifPresent(bad -> trial.drive(outcome, flaw, word(flaw), ready, bad));
  }

  private Staged member() {
    return trial.stage().membership(trial.role());
  }

  private static String word(TokenFlaw flaw) {
    return flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Map<String, String> garbage() {
    Map<String, String> garbage = new LinkedHashMap<>();
    garbage.put("a word", "garbage");
    garbage.put("three words", "a.b.c");
    garbage.put("a JSON header alone", "eyJhbGciOiJSUzI1NiJ9..");
    garbage.put("a long text", "x".repeat(LONG));
    return garbage;
  }
}
