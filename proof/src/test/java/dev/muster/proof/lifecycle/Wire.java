package dev.muster.proof.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The way from an operation to the provider and the stores. What an operation calls on its own
 * thread is a step of it, and goes through its watch; calls of other threads pass.
 */
final class Wire {
  private static final Set<String> NO_IO = Set.of("instance", "callDeadline", "toString");
  private static final ThreadLocal<@Nullable Watch> WATCH = new ThreadLocal<>();

  private Wire() {}

  /** What happens to a step. */
  interface Watch {
    /** Makes the call, or not. */
    @Nullable Object step(String name, Callable<@Nullable Object> call) throws Exception;
  }

  /** Runs an operation whose steps are watched. */
  static <T> T watched(Watch watch, Callable<T> operation) throws Exception {
    WATCH.set(watch);
    try {
      return operation.call();
    } finally {
      WATCH.remove();
    }
  }

  /** The same, to be called over the wire. */
  static <T> T to(Class<T> spi, T sound) {
    return spi.cast(
        Proxy.newProxyInstance(
            Wire.class.getClassLoader(),
            new Class<?>[] {spi},
            (self, method, arguments) -> {
              Callable<@Nullable Object> call =
                  () -> {
                    try {
                      return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                      if (thrown.getCause() instanceof Exception exception) {
                        throw exception;
                      }
                      throw thrown;
                    }
                  };
              Watch watch = WATCH.get();
              return watch == null || NO_IO.contains(method.getName())
                  ? call.call()
                  : watch.step(spi.getSimpleName() + "." + method.getName(), call);
            }));
  }
}
