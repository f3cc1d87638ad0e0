package dev.muster.proof.simulation;

import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** What can happen wherever a node waits for somebody: time passes, others work, a fault. */
final class Points {
  private static final int MOST_NESTED = 3;

  private final SplittableRandom random;
  private final HandClock clock;
  private final Runnable othersWork;
  private final int rarity;
  private Instant outageUntil = Instant.MIN;
  private int nested;
  private long disturbances;
  private boolean calm;

  Points(SplittableRandom random, HandClock clock, Runnable othersWork) {
    this(random, clock, othersWork, 1);
  }

  /**
   * Points at which something happens.
   *
   * @param rarity how many times as rarely, for who passes as many times as many
   */
  Points(SplittableRandom random, HandClock clock, Runnable othersWork, int rarity) {
    this.random = random;
    this.clock = clock;
    this.othersWork = othersWork;
    this.rarity = rarity;
  }

  /** From now on nothing goes wrong. */
  void calmDown() {
    calm = true;
  }

  /** The provider can't be reached from anywhere for some time. */
  void outage(Duration time) {
    outageUntil = clock.instant().plus(time);
  }

  /** How often a call failed, or somebody worked while another waited. */
  long disturbances() {
    return disturbances;
  }

  /** Passes a point on the way to or from the provider. */
  Fault passToProvider() {
    if (calm) {
      return Fault.NONE;
    }
    Fault fault = happen();
    fault = clock.instant().isBefore(outageUntil) ? Fault.LOST : fault;
    disturbances += fault == Fault.NONE ? 0 : 1;
    return fault;
  }

  /** Passes a point on the way to or from the store; true if the connection breaks there. */
  boolean passToStore() {
    boolean breaks = !calm && happen() != Fault.NONE;
    disturbances += breaks ? 1 : 0;
    return breaks;
  }

  /** The one who is here stands still, as in a long collection of garbage, and the others go on. */
  void pause(int steps, Duration each, Runnable others) {
    if (calm || nested >= MOST_NESTED) {
      return;
    }
    nested++;
    disturbances++;
    for (int step = 0; step < steps; step++) {
      clock.advance(each);
      others.run();
    }
    nested--;
  }

  private Fault happen() {
    if (nested < MOST_NESTED && random.nextInt(4 * rarity) == 0) {
      nested++;
      disturbances++;
      for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
        othersWork.run();
      }
      nested--;
    }
    if (random.nextInt(3 * rarity) == 0) {
      clock.advance(Duration.ofMillis(1 + random.nextInt(4000 / rarity)));
    }
    int what = random.nextInt(120 * rarity);
    if (what == 0) {
      throw new Crash();
    }
    if (what < 7) {
      return Fault.LOST;
    }
    return what < 10 ? Fault.values()[2 + random.nextInt(2)] : Fault.NONE;
  }

  /** What goes wrong at a point. */
  enum Fault {
    NONE,
    /** The request or the answer is lost: a cut, a time-out, a 5xx, a 429. */
    LOST,
    /** The request is refused. */
    REFUSED,
    /** Our own key is refused. */
    MISCONFIGURED
  }

  /** The process dies here, whatever it was doing. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }
}
