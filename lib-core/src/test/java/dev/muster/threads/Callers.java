package dev.muster.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Threads that ask at the same time, and a way to know that all of them wait for an answer. */
public final class Callers<T> {
  private final List<Thread> threads = new ArrayList<>();
  private final List<CompletableFuture<T>> answers = new ArrayList<>();

  /** Starts one more caller. */
  public Thread ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(question.get());
              } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
              }
            });
    thread.setDaemon(true);
    threads.add(thread);
    answers.add(answer);
    thread.start();
    return thread;
  }

  /** Returns when every caller that was started waits or has ended. */
  public void awaitAllParked() {
    for (Thread thread : threads) {
      while (!isParked(thread)) {
        Thread.onSpinWait();
      }
    }
  }

  public List<T> answers() {
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static boolean isParked(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, TERMINATED -> true;
      default -> false;
    };
  }
}
