package dev.muster.benchmarks;

import dev.muster.benchmarks.peers.Holding;
import dev.muster.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One peer under measurement: it is asked of each member in turn, in an order that is random and
 * always the same, whether that member is at least a member. Every answer is a yes, or the
 * benchmark fails.
 *
 * @param <Q> a question
 * @param <A> an answer
 */
@State(Scope.Thread)
public abstract class Asked<Q, A> {
  private static final long SEED = 1;
  private static final int ASKED_BEFORE = 2;

  private Peer<Q, A> peer;
  private List<Q> questions;
  private int next;

  protected abstract int members();

  protected abstract Peer<Q, A> peer(List<Holding> facts);

  @Setup
  public void fill() {
    List<Holding> facts = Holding.of(members());
    peer = peer(facts);
    List<Holding> order = new ArrayList<>(facts);
    Collections.shuffle(order, new Random(SEED));
    questions = new ArrayList<>(order.size());
    order.forEach(fact -> questions.add(peer.question(fact.asMember())));
    peer.prepare(questions);
    // What was looked up the first time may be put where it is found faster the second time.
    for (int time = 0; time < ASKED_BEFORE; time++) {
      for (Q question : questions) {
        if (!peer.isYes(peer.ask(question))) {
          throw new IllegalStateException("a member was refused");
        }
      }
    }
  }

  @TearDown
  public void stop() {
    peer.close();
  }

  final A ask() {
    int now = next;
    next = now + 1 == questions.size() ? 0 : now + 1;
    return peer.ask(questions.get(now));
  }
}
