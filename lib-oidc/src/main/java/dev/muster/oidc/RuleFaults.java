package dev.muster.oidc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with rules as a host gave them. */
final class RuleFaults {
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private RuleFaults() {}

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming all faults
   */
  static void check(TokenRules.Builder rules) {
    List<String> faults = new ArrayList<>();
    if (rules.issuers.isEmpty() || rules.issuers.stream().anyMatch(String::isBlank)) {
      faults.add("at least one issuer must be named, and none may be blank");
    }
    if (rules.audiences == null && !rules.audienceMayBeAbsent) {
      faults.add("an audience must be named, or it must be said that it may be absent");
    }
    if (rules.audiences != null && rules.audiences.stream().anyMatch(String::isBlank)) {
      faults.add("no audience may be blank");
    }
    if (rules.algorithms.isEmpty()) {
      faults.add("at least one algorithm must be pinned");
    }
    if (rules.types.stream().anyMatch(String::isBlank)) {
      faults.add("no header type may be blank");
    }
    faults.addAll(rules.words.faults());
    if (rules.skew.isNegative() || rules.skew.compareTo(MAX_SKEW) > 0) {
      faults.add("skew must be from 0 to " + MAX_SKEW + ", but was " + rules.skew);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "token rules have "
              + faults.size()
              + (faults.size() == 1 ? " fault: " : " faults: ")
              + String.join("; ", faults));
    }
  }
}
