package dev.muster.examples.notes.story;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A question that was asked until the answer was the one wanted, or patience ended. For one thread.
 *
 * @param answer the last answer
 * @param before how many answers were others
 * @param took how long it took to the last answer
 */
record Asked(HttpResponse<String> answer, int before, Duration took) {
  /** No story depends on it: a machine under load gets the time that it needs. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long PAUSE_MILLIS = 2;

  /** One question. */
  interface Question {
    HttpResponse<String> ask() throws Exception;
  }

  /** Which answer is wanted. */
  interface Wanted {
    boolean is(HttpResponse<String> answer);
  }

  /** Asks at once, and again after each answer that is not wanted. */
  static Asked until(Question question, Wanted wanted) throws Exception {
    return since(System.nanoTime(), question, wanted);
  }

  /** The same; the time counts from earlier on. */
  static Asked since(long begin, Question question, Wanted wanted) throws Exception {
    int before = 0;
    while (true) {
      HttpResponse<String> answer = question.ask();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      if (wanted.is(answer) || took.compareTo(PATIENCE) > 0) {
        return new Asked(answer, before, took);
      }
      before++;
      pause(PAUSE_MILLIS);
    }
  }

  /** Leaves the machine to those who are waited for. */
  static void pause(long millis) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .join();
  }

  /** Asks until a status comes. */
  static Asked untilStatus(int status, Question question) throws Exception {
    return until(question, answer -> answer.statusCode() == status);
  }

  boolean was(int status) {
    return answer.statusCode() == status;
  }

  String millis() {
    return took.toMillis() + " ms";
  }
}
