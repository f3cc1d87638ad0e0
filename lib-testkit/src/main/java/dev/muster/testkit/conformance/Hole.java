package dev.muster.testkit.conformance;

/** What is wrong with a route that answers otherwise than it should. */
public enum Hole {
  /** No credential is asked for. */
  LETS_STRANGERS_IN("lets in who brings no credential"),
  /** Whatever is presented is taken. */
  TAKES_GARBAGE("takes garbage for a credential"),
  /** The signature, its issuer or its seal is not looked at. */
  TAKES_FORGERIES("takes a forged or tampered credential"),
  /** The audience is not looked at. */
  TAKES_FOREIGN_AUDIENCE("takes a token that was made for another service"),
  /** A flaw of another kind is not looked at. */
  TAKES_FLAWED_CREDENTIALS("takes a credential that is not good"),
  /** The time is not looked at. */
  TAKES_EXPIRED_CREDENTIALS("takes an expired credential"),
  /** The membership is not looked at. */
  LETS_NON_MEMBERS_IN("lets in who is in no organization"),
  /** An invitation counts. */
  LETS_INVITED_IN("lets in who was invited and has not accepted"),
  /** The status is not looked at. */
  LETS_DEACTIVATED_IN("lets a deactivated member in"),
  /** Any membership will do. */
  LETS_FOREIGN_MEMBERS_IN("lets a member of another organization in"),
  /** Any person's own scope will do. */
  LETS_OTHERS_BE_A_PERSON("lets somebody into another person's own scope"),
  /** What is named beside the organization is not looked for in it. */
  SERVES_OTHERS_THINGS("serves what belongs to somebody else"),
  /** A credential for one organization is good for all of its holder's. */
  IGNORES_BINDING("takes a credential where it is not good"),
  /** An organization that nobody made is served. */
  SERVES_UNKNOWN_ORGANIZATIONS("serves an organization that there is not"),
  /** Whether an organization exists can be found out. */
  TELLS_WHAT_EXISTS("tells an unknown organization from a foreign one"),
  /** The role is not looked at. */
  IGNORES_ROLE("ignores the role"),
  /** A role in any organization will do. */
  TAKES_ROLE_OF_ANOTHER("takes the role that somebody has in another organization"),
  /** A role is remembered for too long. */
  LETS_DEMOTED_IN("lets a demoted member do what only the old role could"),
  /** A yes is remembered for too long. */
  LETS_REMOVED_IN("lets a removed member in"),
  /** What is served is another scope's. */
  WRONG_SCOPE("serves another scope than the one that was asked for"),
  /** The person's own scope passes for an organization. */
  LETS_PERSONAL_SCOPE_IN("takes the personal scope for a membership"),
  /** Another site can write with a visitor's cookie. */
  TAKES_FOREIGN_WRITES("takes a write that a page of another site set off"),
  /** An outage is a yes. */
  OUTAGE_IS_YES("lets in whom it could not check in an outage"),
  /** An outage is a no. */
  OUTAGE_IS_NO("takes an outage for a denial"),
  /** An outage is the end of a session. */
  OUTAGE_SIGNS_OUT("signs people out on account of an outage"),
  /** An outage is not over when it is over. */
  STAYS_SHUT("stays shut after an outage"),
  /** Clients are not told when to come back, or too early. */
  NO_RETRY_AFTER("does not say when to come back"),
  /** The request ends in a defect, or in nothing. */
  BREAKS("breaks"),
  /** Who should be served is not. */
  SHUTS_MEMBERS_OUT("shuts out who should be served"),
  /** The handler had run when the request was refused. */
  HANDLER_RAN("refuses, and the handler ran all the same"),
  /** The host's count of handled requests stands still. */
  BLIND_PROBE("its probe does not count what it serves, so its silence proves nothing"),
  /** A program is sent to another page. */
  REDIRECTS_PROGRAMS("redirects a program instead of telling it the problem"),
  /** It is not a problem document, or one that says something else. */
  NO_PROBLEM_DOCUMENT("refuses without a problem document"),
  /** The document's code is another one. */
  OTHER_CODE("tells another problem than there is"),
  /** It is refused with another status. */
  OTHER_STATUS("answers with another status"),
  /** A 401 does not say how to sign in. */
  NO_CHALLENGE("does not say how to sign in"),
  /** Caches may keep what depends on the caller. */
  STORABLE("lets caches keep what depends on the caller");

  private final String text;

  Hole(String text) {
    this.text = text;
  }

  /**
   * What such a route does.
   *
   * @return a phrase that goes on after the name of the route
   */
  public String text() {
    return text;
  }
}
