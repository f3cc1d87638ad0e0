package dev.muster.examples.scenarios;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An SPI that is sound but for one method. */
final class Twisted {
  private Twisted() {}

  /** The same implementation, behind the SPI. */
  static <T> T not(Class<T> type, T sound) {
    return of(type, sound, "", asked -> null);
  }

  /**
   * The same implementation, of which one method does something else.
   *
   * @param type the SPI
   * @param sound the implementation
   * @param method the method's name
   * @param instead what it does, with its arguments
   */
  static <T> T of(
      Class<T> type, T sound, String method, Function<Object[], @Nullable Object> instead) {
    return type.cast(
        Proxy.newProxyInstance(
            Twisted.class.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) {
                return instead.apply(arguments);
              }
              try {
                return called.invoke(sound, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }
}
