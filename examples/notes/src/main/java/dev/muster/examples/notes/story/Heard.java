package dev.muster.examples.notes.story;

import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The story's ear: keeps the last decision, to print what each answer rested on. */
final class Heard implements MusterListener {
  private final AtomicReference<@Nullable Decision> last = new AtomicReference<>();

  @Override
  public void heard(MusterEvent event) {
    if (event instanceof MusterEvent.Decided decided) {
      last.set(decided.decision());
    }
  }

  /** The last decision in words, once; "no check" if there was none since. */
  String takeLast() {
    Decision decision = last.getAndSet(null);
    if (decision == null) {
      return "no check";
    }
    String answer =
        decision.fold(
            granted -> "granted",
            denied -> "denied (" + lower(denied.reason()) + ")",
            undecided -> "undecided (" + lower(undecided.failure().cause()) + ")");
    Explanation why = decision.explanation();
    if (why.source() == null || why.evidenceAge() == null) {
      return answer;
    }
    return answer + "  evidence=" + lower(why.source()) + " " + why.evidenceAge().toMillis() + "ms";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
