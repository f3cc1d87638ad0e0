package dev.muster.proof.failure;

import dev.muster.account.CreationResult;
import dev.muster.decision.Decision;
import dev.muster.lease.Lease;

/**
 * What an operation of Muster came to.
 *
 * @param word yes, no, or neither
 * @param detail what is granted, or why not
 */
record Answer(Word word, String detail) {
  static Answer of(Decision decision) {
    return decision.fold(
        granted -> new Answer(Word.YES, "role " + granted.pass().role()),
        denied -> new Answer(Word.NO, denied.reason().toString()),
        undecided -> new Answer(Word.NEITHER, undecided.failure().cause().toString()));
  }

  static Answer of(Lease.State state) {
    return switch (state) {
      case ACTIVE -> new Answer(Word.YES, "lease");
      case SUSPENDED -> new Answer(Word.NEITHER, "lease");
      default -> new Answer(Word.NO, "lease");
    };
  }

  /**
   * A creation that was refused or cut off can be tried again; a slug that is taken or reserved
   * can't.
   */
  static Answer of(CreationResult result) {
    Word word =
        result instanceof CreationResult.Created
            ? Word.YES
            : result instanceof CreationResult.SlugTaken
                    || result instanceof CreationResult.SlugReserved
                ? Word.NO
                : Word.NEITHER;
    return new Answer(word, result.getClass().getSimpleName());
  }

  /** The three answers. */
  enum Word {
    YES,
    NO,
    NEITHER
  }
}
