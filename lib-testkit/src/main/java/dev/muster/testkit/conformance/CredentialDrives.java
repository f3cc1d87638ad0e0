package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drives one route with no credential, with bad ones, with ones that were good, and by a page. */
final class CredentialDrives {
  /** What was good once, and no more. */
  private static final Set<TokenFlaw> OVER = Set.of(TokenFlaw.EXPIRED, TokenFlaw.ENDED);

  private static final int LONG = 3_000;

  private final Trial trial;

  CredentialDrives(Trial trial) {
    this.trial = trial;
  }

  void drive() {
    if (trial.drives(Outcome.NO_CREDENTIAL)) {
      trial.drive(Outcome.NO_CREDENTIAL, trial.ready(member()), null);
    }
    if (trial.drives(Outcome.BAD_CREDENTIAL)) {
      garbage();
    }
    for (TokenFlaw flaw : TokenFlaw.values()) {
      Outcome outcome = OVER.contains(flaw) ? Outcome.EXPIRED : Outcome.BAD_CREDENTIAL;
      if (trial.drives(outcome)) {
        flawed(outcome, flaw);
      }
    }
    if (trial.drives(Outcome.FOREIGN_PAGE)) {
      foreignPage();
    }
  }

  private void garbage() {
    Ready ready = trial.ready(member());
    PresentedCredential good = trial.host().credential(ready.staged().user());
    Map<String, String> garbage = new LinkedHashMap<>();
    garbage.put("a word", "garbage");
    garbage.put("three words", "a.b.c");
    garbage.put("a JSON header alone", "eyJhbGciOiJSUzI1NiJ9..");
    garbage.put("a long text", "x".repeat(LONG));
    garbage.forEach(
        (name, text) -> trial.drive(Outcome.BAD_CREDENTIAL, null, name, ready, good.holding(text)));
  }

  private void flawed(Outcome outcome, TokenFlaw flaw) {
    Optional<String> waived = trial.check().waivers().of(flaw);
    if (waived.isPresent()) {
      trial.leaveOut(outcome, flaw, waived.get(), true);
      return;
    }
    Ready ready = trial.ready(member());
    Optional<PresentedCredential> bad = trial.host().flawed(ready.staged().user(), flaw);
    if (bad.isPresent()) {
      trial.drive(outcome, flaw, NotDriven.word(flaw), ready, bad.get());
      return;
    }
    String impossible = trial.host().impossible().get(flaw);
    if (impossible == null) {
      trial.leaveOut(outcome, flaw, "the host makes no such credential", false);
    } else {
      trial.leaveOut(outcome, flaw, impossible, true);
    }
  }

  /** No page makes a program's token come along. */
  private void foreignPage() {
    Staged staged = member();
    PresentedCredential credential = new Pointing(trial).ofMember(staged);
    if (credential.isCookie()) {
      trial.drive(Outcome.FOREIGN_PAGE, trial.ready(staged), credential);
    }
  }

  private Staged member() {
    return trial.stage().membership(trial.role());
  }
}
