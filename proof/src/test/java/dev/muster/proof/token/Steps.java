package dev.muster.proof.token;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * The points at which one act calls the store, the mirror or the provider, and the steps of another
 * act that come in between. Steps run on the thread of the act, so each schedule is one execution.
 */
final class Steps {
  private List<Runnable> steps = List.of();
  private List<Integer> points = List.of();
  private int reached;
  private int taken;
  private boolean counts;

  /** The same interface; each call is a point. */
  <T> T watched(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (counts && method.getParameterCount() > 0) {
                point();
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  /**
   * Runs an act, with each step before the point of its number, and with those that are left after
   * the act.
   *
   * @return how many points the act had
   */
  synchronized int run(Runnable act, List<Runnable> others, List<Integer> before) {
    steps = others;
    points = before;
    reached = 0;
    taken = 0;
    counts = true;
    act.run();
    counts = false;
    while (taken < steps.size()) {
      steps.get(taken++).run();
    }
    return reached;
  }

  private void point() {
    counts = false;
    while (taken < steps.size() && points.get(taken) <= reached) {
      steps.get(taken++).run();
    }
    reached++;
    counts = true;
  }
}
