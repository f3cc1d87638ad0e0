package dev.muster.proof.simulation;

import dev.muster.proof.simulation.Points.Crash;
import dev.muster.proof.simulation.Points.Fault;
import dev.muster.proof.simulation.Specification.ProviderState;
import dev.muster.provider.ProviderException;
import dev.muster.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One process's ways to the store and to the provider: a point before and after each call. A
 * process that was killed gets no further, wherever it was.
 */
final class Wire {
  private static final Set<String> NO_CALLS =
      Set.of("instance", "callDeadline", "delay", "retention", "largestPage", "toString");

  private final Points points;
  private final BooleanSupplier cut;
  private final Runnable pause;
  private boolean alive = true;
  private ProviderState state = ProviderState.FINE;
  private int calls;

  /**
   * The ways of a process.
   *
   * @param points what can happen
   * @param cut whether the machine is cut from the store now
   * @param pause lets the process stand still at times
   */
  Wire(Points points, BooleanSupplier cut, Runnable pause) {
    this.points = points;
    this.cut = cut;
    this.pause = pause;
  }

  void kill() {
    alive = false;
  }

  boolean isAlive() {
    return alive;
  }

  /** What the last call to the provider came to. */
  ProviderState state() {
    return state;
  }

  /** Forgets the calls of a request that ran within another. */
  void restore(ProviderState before) {
    state = before;
  }

  /** How many calls to the provider were made. */
  int calls() {
    return calls;
  }

  /** Something of the store's, behind the network. */
  <T> T toStore(Class<T> type, T real) {
    return behind(type, real, this::arriveAtStore);
  }

  /** Something of the provider's, behind the network. */
  <T> T toProvider(Class<T> type, T real) {
    return behind(
        type,
        real,
        () -> {
          calls++;
          arriveAtProvider();
        });
  }

  /** Passes a point on the way to the store. */
  void arriveAtStore() {
    boolean breaks = at(points::passToStore);
    if (breaks || cut.getAsBoolean()) {
      throw new StoreException("the connection was cut", null);
    }
  }

  /** Passes a point on the way to the provider. */
  void arriveAtProvider() {
    Fault[] fault = {Fault.NONE};
    boolean fine =
        at(
            () -> {
              fault[0] = points.passToProvider();
              return fault[0] == Fault.NONE;
            });
    if (fine) {
      state = ProviderState.FINE;
      return;
    }
    state = fault[0] == Fault.LOST ? ProviderState.UNAVAILABLE : ProviderState.REFUSING;
    throw switch (fault[0]) {
      case REFUSED -> new ProviderException.Rejected("refused");
      case MISCONFIGURED -> new ProviderException.Misconfigured("our key");
      default -> new ProviderException.Unavailable("lost", null);
    };
  }

  private boolean at(BooleanSupplier point) {
    requireAlive();
    boolean result;
    try {
      pause.run();
      result = point.getAsBoolean();
    } catch (Crash crash) {
      alive = false;
      throw crash;
    }
    requireAlive();
    return result;
  }

  private void requireAlive() {
    if (!alive) {
      throw new Crash();
    }
  }

  private <T> T behind(Class<T> type, T real, Runnable point) {
    return type.cast(
        Proxy.newProxyInstance(
            Wire.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              boolean isCall = !NO_CALLS.contains(method.getName());
              if (isCall) {
                point.run();
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (isCall) {
                  point.run();
                }
                return answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }
}
