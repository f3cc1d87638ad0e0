package dev.muster.oidc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with sign-in as a host set it up. */
final class SignInFaults {
  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(15);

  /* Then a call ends before another node that shares a refresh store takes this one for dead. */
  private static final Duration LONGEST_CALL = LONGEST_DEADLINE.multipliedBy(4);

  private static final String WORD = "[!#-\\[\\]-~]+";

  private SignInFaults() {}

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming all faults
   */
  static void check(OidcProvider.Builder signIn) {
    List<String> faults = new ArrayList<>();
    if (signIn.clientId.isBlank()) {
      faults.add("the client id must not be blank");
    }
    if (signIn.secret != null && signIn.secret.reveal().isBlank()) {
      faults.add("the client secret must not be blank");
    }
    if (!signIn.scopes.contains("openid")
        || signIn.scopes.stream().anyMatch(name -> !name.matches(WORD))) {
      faults.add("scopes must be plain words, and `openid` among them, but were " + signIn.scopes);
    }
    if (signIn.algorithms.isEmpty()) {
      faults.add("at least one algorithm must be pinned");
    }
    if (signIn.sessionsEnd != null && !Address.isSafe(signIn.sessionsEnd)) {
      faults.add("where sessions end " + Address.RULE + ", but was " + signIn.sessionsEnd);
    }
    Duration deadline = signIn.issuer.calls().deadline();
    if (deadline.compareTo(LONGEST_DEADLINE) > 0) {
      faults.add(
          "the discovery's deadline must be at most " + LONGEST_DEADLINE + ", but was " + deadline);
    } else if (signIn.organizations != null) {
      Duration call =
          deadline.multipliedBy(4).plus(signIn.organizations.deadline().multipliedBy(2));
      if (call.compareTo(LONGEST_CALL) > 0) {
        faults.add(
            "four deadlines of the discovery and two of the organizations must be at most "
                + LONGEST_CALL
                + ", but were "
                + call);
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("OIDC provider: " + String.join("; ", faults));
    }
  }
}
