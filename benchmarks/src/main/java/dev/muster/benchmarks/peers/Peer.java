package dev.muster.benchmarks.peers;

import java.util.List;

/**
 * A library that is asked whether somebody holds a role, or a higher one, in an organization.
 *
 * @param <Q> a question as the library takes it
 * @param <A> what the library answers
 */
public interface Peer<Q, A> extends AutoCloseable {
  /** All that a host can have at hand when the question comes. It is made before, not measured. */
  Q question(Holding asked);

  /** Does early what the first answers would do, if there is a faster way for many. */
  default void prepare(List<Q> questions) {}

  /** What is measured. */
  A ask(Q question);

  boolean isYes(A answer);

  @Override
  default void close() {}
}
