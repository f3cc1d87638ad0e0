package dev.muster.examples.notes;

import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Decision;
import dev.muster.name.UserId;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last decisions about each person, with what was asked, for the person to see. Tells
 * everything on to another listener first. Safe for many threads, never blocks.
 *
 * <p>It holds {@value #EACH} decisions each of {@value #PEOPLE} people at most; who was heard of
 * longest ago is forgotten first. A decision about nobody is nobody's, and one that no request
 * asked for is not kept.
 */
final class TraceListener implements MusterListener {
  static final int EACH = 30;
  static final int PEOPLE = 1000;

  private static final ThreadLocal<@Nullable Question> ASKED = new ThreadLocal<>();

  private final MusterListener next;
  private final InstantSource clock;
  private final Map<UserId, Deque<TraceRow>> people =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UserId, Deque<TraceRow>> eldest) {
              return size() > PEOPLE;
            }
          });

  TraceListener(MusterListener next, InstantSource clock) {
    this.next = next;
    this.clock = clock;
  }

  /** What the request on a thread asks for; its path is without the query. */
  private record Question(String method, String path) {}

  /** A request begins on this thread. */
  void begin(String method, String path) {
    ASKED.set(new Question(method, path));
  }

  /** The request on this thread is over. */
  void end() {
    ASKED.remove();
  }

  @Override
  public void heard(MusterEvent event) {
    next.heard(event);
    Question question = ASKED.get();
    if (question != null && event instanceof MusterEvent.Decided decided) {
      keep(question, decided.decision());
    }
  }

  /** The last decisions about a person, the latest first. */
  List<TraceRow> of(UserId user) {
    List<TraceRow> rows = new ArrayList<>();
    people.computeIfPresent(
        user,
        (key, kept) -> {
          rows.addAll(kept);
          return kept;
        });
    return rows;
  }

  private void keep(Question question, Decision decision) {
    UserId user = decision.explanation().user();
    if (user == null) {
      return;
    }
    TraceRow row = TraceRow.of(question.method(), question.path(), decision, clock.instant());
    // Its own lock guards the rows of each person too: none is touched outside of a compute.
    people.compute(
        user,
        (key, kept) -> {
          Deque<TraceRow> rows = kept == null ? new ArrayDeque<>() : kept;
          rows.addFirst(row);
          if (rows.size() > EACH) {
            rows.removeLast();
          }
          return rows;
        });
  }
}
