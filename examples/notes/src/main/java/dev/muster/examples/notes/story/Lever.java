package dev.muster.examples.notes.story;

/** What not every provider of the story can do. */
enum Lever {
  /** Issuing a bearer token to a program. */
  PROGRAM_TOKEN,
  /** Invitations with a role. */
  INVITATIONS,
  /** Refusing a refresh for good, with the membership still there. */
  REFUSED_REFRESH,
  /** Saying of a session that it has ended, and nothing else by the same word. */
  ENDED_SESSION
}
