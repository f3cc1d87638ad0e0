package dev.muster.clerk.stub;

import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The line between the stub and whoever asks it: what was asked, and levers that break it. Safe for
 * many threads, save the levers.
 */
public final class StubLine {
  private final Faults faults = new Faults();
  private final List<Asked> ledger = new CopyOnWriteArrayList<>();
  private final Function<Asked, Answer> backend;
  private final int port;
  private volatile @Nullable StubServer server;
  private volatile Consumer<Asked> before = asked -> {};

  StubLine(int wanted, Function<Asked, Answer> backend) {
    this.backend = backend;
    StubServer first = StubServer.start(wanted, this::answer);
    server = first;
    port = first.url().getPort();
  }

  int port() {
    return port;
  }

  /**
   * What was asked, faulty answers too.
   *
   * @return a copy, oldest first
   */
  public List<Asked> asked() {
    return List.copyOf(ledger);
  }

  /** Forgets what was asked. */
  public void forget() {
    ledger.clear();
  }

  /**
   * Acts before each request is answered, so that the world moves between two pages of a list.
   *
   * @param act what is done; it may use the stub's levers
   */
  public void before(Consumer<Asked> act) {
    before = act;
  }

  /**
   * Answers some requests without Clerk.
   *
   * @param answers the answer, or null to leave it to Clerk
   */
  public void instead(Function<Asked, @Nullable Answer> answers) {
    faults.instead(answers);
  }

  /**
   * Answers some requests, and breaks every one after them. A connection is refused for real only
   * if none is answered; afterwards it is closed without an answer.
   *
   * @param goodRequests how many are answered
   * @param outage how the others break
   */
  public void fail(int goodRequests, Outage outage) {
    if (outage == Outage.REFUSED_CONNECTION && goodRequests == 0) {
      close();
      return;
    }
    faults.fail(goodRequests, outage);
  }

  /** Takes the key for a wrong one. */
  public void rejectKey() {
    faults.rejectKey();
  }

  /** Ends every fault; who hangs is cut off. */
  public void heal() {
    close();
    faults.heal();
    server = StubServer.start(port, this::answer);
  }

  void close() {
    StubServer running = server;
    if (running != null) {
      running.close();
      server = null;
    }
  }

  private Answer answer(StubServer.Asked request) {
    Asked asked = Asked.of(request);
    ledger.add(asked);
    Answer own = faults.to(asked);
    if (own != null) {
      return own;
    }
    before.accept(asked);
    return backend.apply(asked);
  }
}
