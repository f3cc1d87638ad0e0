package dev.muster.proof.failure;

import java.util.List;
import java.util.stream.IntStream;

/** What a breakdown must not do to an operation. */
enum Law {
  /** A yes is the yes of a sound run. */
  NO_WRONG_YES,
  /** A no is the no of a sound run: a failure denies nobody. */
  NO_WRONGFUL_NO,
  /** When all works again, the next answer is the sound one. */
  NOTHING_REMEMBERED,
  /** What lasts is as it was before or as it shall become, each row by itself. */
  NOTHING_DESTROYED,
  /** When all works again, the next answer leaves what a sound run leaves. */
  NOTHING_LOST;

  boolean isBroken(Run sound, Run broken) {
    return switch (this) {
      case NO_WRONG_YES -> isWrong(Answer.Word.YES, sound, broken);
      case NO_WRONGFUL_NO -> isWrong(Answer.Word.NO, sound, broken);
      case NOTHING_REMEMBERED -> !broken.again().equals(sound.again());
      case NOTHING_DESTROYED ->
          !IntStream.range(0, sound.before().size())
              .allMatch(
                  row ->
                      List.of(sound.before().get(row), sound.left().get(row))
                          .contains(broken.left().get(row)));
      case NOTHING_LOST -> !broken.end().equals(sound.end());
    };
  }

  private static boolean isWrong(Answer.Word word, Run sound, Run broken) {
    return broken.answer().word() == word && !broken.answer().equals(sound.answer());
  }
}
