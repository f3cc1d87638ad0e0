package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a check leaves out on purpose, each with a reason. */
final class Waivers {
  private final Map<Outcome, String> outcomes = new EnumMap<>(Outcome.class);
  private final Map<TokenFlaw, String> flaws = new EnumMap<>(TokenFlaw.class);

  void add(Outcome outcome, String why) {
    outcomes.put(leavable(outcome), reason(why));
  }

  void add(TokenFlaw flaw, String why) {
    flaws.put(Objects.requireNonNull(flaw, "flaw"), reason(why));
  }

  Optional<String> of(ProtectedRoute route, Outcome outcome) {
    String why = route.terms().waived.get(outcome);
    return Optional.ofNullable(why == null ? outcomes.get(outcome) : why);
  }

  Optional<String> of(TokenFlaw flaw) {
    return Optional.ofNullable(flaws.get(flaw));
  }

  static Outcome leavable(Outcome outcome) {
    if (Objects.requireNonNull(outcome, "outcome") == Outcome.SERVED) {
      throw new IllegalArgumentException("a check without SERVED says nothing of a route");
    }
    return outcome;
  }

  static String reason(String why) {
    if (Objects.requireNonNull(why, "why").isBlank()) {
      throw new IllegalArgumentException("what is left out needs a reason, but it is blank");
    }
    return why;
  }
}
