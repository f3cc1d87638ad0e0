package dev.muster.examples.cli;

/** What the command line ends with: one number for each sort of outcome. */
enum Exit {
  /** Done. */
  OK(0),
  /** Something of this machine: the credentials file above all. */
  LOCAL(1),
  /** The command line itself is no good. */
  USAGE(2),
  /** There is no sign-in, or it has ended. */
  NOT_SIGNED_IN(3),
  /** The server says no. */
  DENIED(4),
  /** The credential of the active organization has expired or is refused, and there is no other. */
  SCOPE_LOST(5),
  /** It can't be found out now; nothing was changed here. */
  UNAVAILABLE(6),
  /** The server does not take the request as it is: taken, not found, of the wrong form. */
  REFUSED(7);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
