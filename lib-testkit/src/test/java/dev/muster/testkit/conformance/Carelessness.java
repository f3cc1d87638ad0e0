package dev.muster.testkit.conformance;

import static dev.muster.testkit.conformance.Hole.HANDLER_RAN;
import static dev.muster.testkit.conformance.Hole.IGNORES_ROLE;
import static dev.muster.testkit.conformance.Hole.LETS_DEACTIVATED_IN;
import static dev.muster.testkit.conformance.Hole.LETS_FOREIGN_MEMBERS_IN;
import static dev.muster.testkit.conformance.Hole.LETS_INVITED_IN;
import static dev.muster.testkit.conformance.Hole.LETS_NON_MEMBERS_IN;
import static dev.muster.testkit.conformance.Hole.LETS_REMOVED_IN;
import static dev.muster.testkit.conformance.Hole.LETS_STRANGERS_IN;
import static dev.muster.testkit.conformance.Hole.OUTAGE_IS_YES;
import static dev.muster.testkit.conformance.Hole.SERVES_UNKNOWN_ORGANIZATIONS;
import static dev.muster.testkit.conformance.Hole.TAKES_EXPIRED_CREDENTIALS;
import static dev.muster.testkit.conformance.Hole.TAKES_FLAWED_CREDENTIALS;
import static dev.muster.testkit.conformance.Hole.TAKES_FOREIGN_AUDIENCE;
import static dev.muster.testkit.conformance.Hole.TAKES_FORGERIES;
import static dev.muster.testkit.conformance.Hole.TAKES_GARBAGE;

import java.util.EnumSet;
import java.util.Set;

/** What the careless host can do wrong, each with all the holes that it makes. */
enum Carelessness {
  NO_CHECK_AT_ALL(
      LETS_STRANGERS_IN,
      TAKES_GARBAGE,
      TAKES_FORGERIES,
      TAKES_FOREIGN_AUDIENCE,
      TAKES_FLAWED_CREDENTIALS,
      TAKES_EXPIRED_CREDENTIALS,
      LETS_NON_MEMBERS_IN,
      LETS_INVITED_IN,
      LETS_DEACTIVATED_IN,
      LETS_FOREIGN_MEMBERS_IN,
      SERVES_UNKNOWN_ORGANIZATIONS,
      IGNORES_ROLE,
      LETS_REMOVED_IN,
      OUTAGE_IS_YES),
  NOBODY_IS_SOMEBODY_TOO(LETS_STRANGERS_IN),
  SIGNED_IN_IS_ENOUGH(
      LETS_NON_MEMBERS_IN,
      LETS_INVITED_IN,
      LETS_DEACTIVATED_IN,
      LETS_FOREIGN_MEMBERS_IN,
      SERVES_UNKNOWN_ORGANIZATIONS,
      IGNORES_ROLE,
      LETS_REMOVED_IN,
      OUTAGE_IS_YES),
  TRUSTS_A_TOKEN_WITHOUT_ITS_SIGNATURE(TAKES_FORGERIES),
  IGNORES_EXPIRY(TAKES_EXPIRED_CREDENTIALS),
  IGNORES_AUDIENCE(TAKES_FOREIGN_AUDIENCE),
  TAKES_ID_TOKENS(TAKES_FLAWED_CREDENTIALS),
  ANY_MEMBERSHIP_WILL_DO(LETS_FOREIGN_MEMBERS_IN, SERVES_UNKNOWN_ORGANIZATIONS, IGNORES_ROLE),
  PENDING_IS_MEMBER(LETS_INVITED_IN),
  INACTIVE_IS_MEMBER(LETS_DEACTIVATED_IN),
  ANY_ROLE_WILL_DO(IGNORES_ROLE),
  REMEMBERS_A_YES_FOR_EVER(LETS_REMOVED_IN),
  REMEMBERS_A_YES_FOR_ALL_ORGANIZATIONS(
      LETS_REMOVED_IN, LETS_FOREIGN_MEMBERS_IN, SERVES_UNKNOWN_ORGANIZATIONS),
  AN_OUTAGE_IS_A_NO(Hole.OUTAGE_IS_NO),
  AN_OUTAGE_IS_A_YES(OUTAGE_IS_YES),
  AN_OUTAGE_IS_A_401(Hole.OUTAGE_SIGNS_OUT),
  AN_OUTAGE_CLEARS_THE_COOKIE(Hole.OUTAGE_SIGNS_OUT),
  AN_OUTAGE_IS_REMEMBERED(Hole.STAYS_SHUT),
  AN_OUTAGE_CUTS_THE_CONNECTION(Hole.BREAKS),
  GARBAGE_IS_A_500(Hole.BREAKS),
  UNKNOWN_IS_404(Hole.TELLS_WHAT_EXISTS),
  UNKNOWN_HAS_OTHER_WORDS(Hole.TELLS_WHAT_EXISTS),
  UNKNOWN_HAS_A_HEADER(Hole.TELLS_WHAT_EXISTS),
  UNKNOWN_ASKS_NOBODY(Hole.TELLS_WHAT_EXISTS),
  NO_RETRY_AFTER(Hole.NO_RETRY_AFTER),
  COME_BACK_AT_ONCE(Hole.NO_RETRY_AFTER),
  KEEPS_NO_STORE_TO_ITSELF(Hole.STORABLE),
  RUNS_THE_HANDLER_FIRST(HANDLER_RAN),
  HTML_FOR_A_PROBLEM(Hole.NO_PROBLEM_DOCUMENT),
  ONE_CODE_FOR_ALL(Hole.OTHER_CODE),
  NO_CHALLENGE(Hole.NO_CHALLENGE),
  NO_CREDENTIAL_IS_403(Hole.OTHER_STATUS),
  REDIRECTS_EVERYBODY(Hole.REDIRECTS_PROGRAMS),
  FORGETS_ADMINS(Hole.SHUTS_MEMBERS_OUT),
  COUNTS_NOTHING(Hole.BLIND_PROBE),
  /** Needs a browser's cookie. */
  ANY_PAGE_MAY_WRITE(Hole.TAKES_FOREIGN_WRITES);

  @SuppressWarnings("ImmutableEnumChecker") // filled once, and only read
  private final Set<Hole> holes;

  Carelessness(Hole first, Hole... others) {
    holes = EnumSet.of(first, others);
  }

  Set<Hole> holes() {
    return holes;
  }
}
